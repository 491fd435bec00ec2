import { beforeEach, describe, expect, test } from "vitest";
import { demoRoleOf } from "../../../pages/src/console/session/demoSource.ts";
import { expiryOf } from "../../../pages/src/console/session/expiry.ts";
import {
  Session,
  type Token,
  type TokenSource,
  type Who,
} from "../../../pages/src/console/session/session.ts";

const AGENT: Who = { name: "anna", role: "agent", scopes: new Set(["customer:read"]) };
const MINUTE_MS = 60_000;

let nowMs: number;
let memory: Map<string, string>;
let people: Map<string, Who>;

beforeEach(() => {
  nowMs = 1_000_000;
  memory = new Map();
  people = new Map([["first", AGENT]]);
});

const sessionOf = () =>
  new Session({
    askWho: async (token) => {
      const who = people.get(token);
      if (who === undefined) {
        throw new Error("This token is not valid.");
      }
      return who;
    },
    memory: {
      getItem: (key) => memory.get(key) ?? null,
      setItem: (key, value) => void memory.set(key, value),
      removeItem: (key) => void memory.delete(key),
    },
    nowMs: () => nowMs,
  });

const tokenOf = (text: string, minutes = 60): Token => ({
  text,
  expiresAtMs: nowMs + minutes * MINUTE_MS,
});

/** Tokens in turn; null: nobody gives one. */
function sourceOf(given: Partial<Record<"current" | "renew" | "ask", Token | null>>): TokenSource {
  return {
    memo: "demo:agent",
    current: async () => given.current ?? null,
    renew: async () => given.renew ?? null,
    ask: async () => given.ask ?? null,
    end: async () => {},
  };
}

/** What a promise has come to by now: nothing is slept for. */
async function stateOf(promise: Promise<unknown>): Promise<unknown> {
  const waits = Symbol("waits");
  const settled = await Promise.race([promise, Promise.resolve().then(() => waits)]);
  return settled === waits ? "waits" : settled;
}

describe("signing in", () => {
  test("is remembered in the window until somebody leaves", async () => {
    const session = sessionOf();
    await session.enter(sourceOf({ current: tokenOf("first") }));
    expect(session.state).toEqual({ kind: "in", who: AGENT, cover: null });
    expect(demoRoleOf(session.remembered)).toBe("agent");
    await session.leave("left");
    expect(session.remembered).toBeNull();
  });

  test("tells what the server says against a token, and remembers nothing", async () => {
    const session = sessionOf();
    await session.enter(sourceOf({ current: tokenOf("stranger") }));
    const message = "This token is not valid.";
    expect(session.state).toEqual({ kind: "out", because: "refused", message });
    expect(memory.size).toBe(0);
  });
});

describe("a token that ends", () => {
  test("is replaced before it does, without anybody noticing", async () => {
    const session = sessionOf();
    people.set("second", AGENT);
    await session.enter(sourceOf({ current: tokenOf("first", 1), renew: tokenOf("second", 60) }));
    expect(await session.token()).toBe("first");
    nowMs += 0.6 * MINUTE_MS;
    expect(await session.token()).toBe("second");
  });

  test("covers the page when there is no other; what was asked for waits and then goes on", async () => {
    const session = sessionOf();
    people.set("second", AGENT);
    await session.enter(sourceOf({ current: tokenOf("first", 1), ask: tokenOf("second", 60) }));
    nowMs += 2 * MINUTE_MS;
    const asked = session.token();
    await new Promise(setImmediate);
    expect(session.state).toMatchObject({ kind: "in", cover: "lapsed" });
    expect(await stateOf(asked)).toBe("waits");
    await session.uncover();
    expect(await asked).toBe("second");
    expect(session.state).toMatchObject({ kind: "in", cover: null });
  });

  test("that the server refuses is replaced once; the next refusal of the new one is another", async () => {
    const session = sessionOf();
    await session.enter(sourceOf({ current: tokenOf("first", 1) }));
    nowMs += 2 * MINUTE_MS;
    expect(await session.refused("first")).toBe(true);
  });
});

test("a token that is refused before its time has been ended elsewhere: the session is over", async () => {
  const session = sessionOf();
  await session.enter(sourceOf({ current: tokenOf("first") }));
  expect(await session.refused("first")).toBe(false);
  expect(session.state).toEqual({ kind: "out", because: "ended", message: null });
  await expect(session.token()).rejects.toThrow("session is over");
});

describe("a page that nobody touches", () => {
  test("is covered, and another person does not come back to it", async () => {
    const session = sessionOf();
    people.set("other", { ...AGENT, name: "ben" });
    await session.enter(sourceOf({ current: tokenOf("first"), ask: tokenOf("other") }));
    session.cover("idle");
    expect(session.state).toMatchObject({ cover: "idle" });
    await session.uncover();
    expect(session.state).toMatchObject({ kind: "out" });
  });

  test("stays covered while its owner gives up signing in", async () => {
    const session = sessionOf();
    await session.enter(sourceOf({ current: tokenOf("first") }));
    session.cover("idle");
    await session.uncover();
    expect(session.state).toMatchObject({ kind: "in", cover: "idle" });
  });
});

test("two requests whose token ended on the way cover the page, and do not end the session", async () => {
  const session = sessionOf();
  people.set("second", AGENT);
  await session.enter(sourceOf({ current: tokenOf("first", 1), ask: tokenOf("second", 60) }));
  nowMs += 2 * MINUTE_MS;
  expect([await session.refused("first"), await session.refused("first")]).toEqual([true, true]);
  const asked = session.token();
  await new Promise(setImmediate);
  expect(session.state).toMatchObject({ kind: "in", cover: "lapsed" });
  await session.uncover();
  expect(await asked).toBe("second");
});

test("a request that is refused with the next token, too, waits for somebody to come back", async () => {
  const session = sessionOf();
  people.set("second", AGENT);
  const ended = tokenOf("ended again", -1);
  await session.enter(
    sourceOf({ current: tokenOf("first", 1), renew: ended, ask: tokenOf("second", 60) }),
  );
  nowMs += 2 * MINUTE_MS;
  expect(await session.token()).toBe("ended again");
  expect(await session.refused("ended again", true)).toBe(true);
  expect(session.state).toMatchObject({ kind: "in", cover: "lapsed" });
  const asked = session.token();
  expect(await stateOf(asked)).toBe("waits");
  await session.uncover();
  expect(await asked).toBe("second");
});

test("what one person had asked for is never sent as the next one", async () => {
  const session = sessionOf();
  const ben = { ...AGENT, name: "ben" };
  people.set("bens", ben).set("bens second", ben);
  await session.enter(sourceOf({ current: tokenOf("first", 1) }));
  nowMs += 2 * MINUTE_MS;
  const asked = session.token();
  const refused = expect(asked).rejects.toThrow("session is over");
  await new Promise(setImmediate);
  await session.leave("left");
  await session.enter(sourceOf({ current: tokenOf("bens"), ask: tokenOf("bens second") }));
  session.cover("idle");
  await session.uncover();
  await refused;
});

test("a renewal that comes back after its owner has left is nobody's token", async () => {
  const session = sessionOf();
  people.set("late", AGENT).set("bens", { ...AGENT, name: "ben" });
  const renewed = Promise.withResolvers<Token | null>();
  const anna = { ...sourceOf({ current: tokenOf("first", 1) }), renew: () => renewed.promise };
  await session.enter(anna);
  nowMs += 2 * MINUTE_MS;
  const refused = expect(session.token()).rejects.toThrow("session is over");
  await session.leave("left");
  await session.enter(sourceOf({ current: tokenOf("bens") }));
  renewed.resolve(tokenOf("late"));
  await refused;
  expect(await session.token()).toBe("bens");
  expect(session.state).toMatchObject({ kind: "in", cover: null });
});

test("a server that is away while somebody comes back leaves the page as it is", async () => {
  const session = sessionOf();
  await session.enter(sourceOf({ current: tokenOf("first"), ask: tokenOf("unread") }));
  session.cover("idle");
  await session.uncover();
  expect(session.state).toMatchObject({ kind: "in", cover: "idle" });
  people.set("unread", AGENT);
  await session.uncover();
  expect(session.state).toMatchObject({ kind: "in", cover: null });
});

test("when a token ends is read of a JWT, and of nothing else", () => {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  expect(expiryOf(`${part({})}.${part({ exp: 12 })}.sig`)).toBe(12_000);
  for (const text of ["", "a", "a.b.c", `${part({})}.${part({})}.x`, `a.${part({ exp: "1" })}.c`]) {
    expect(expiryOf(text)).toBeNull();
  }
});
