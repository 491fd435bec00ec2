import { describe, expect, test, vi } from "vitest";
import { cutMessages } from "../../../pages/src/widget/messages.ts";
import { KEPT_MS, SPARE_MS, Tokens } from "../../../pages/src/widget/token.ts";
import { Trouble, troubleOf, troubleOfAnswer } from "../../../pages/src/widget/trouble.ts";
import { waitMs } from "../../../pages/src/widget/waiting.ts";

describe("an event stream is cut into messages", () => {
  const STREAM =
    ':\n\nevent: next\ndata: {"a":1}\n\n: quiet\n\nevent: next\r\ndata: {"b":2}\r\n\r\nevent: complete\ndata:\n\n';

  test("wherever it is cut on its way", () => {
    const whole = cutMessages(STREAM);
    expect(whole.rest).toBe("");
    expect(whole.messages).toEqual([
      { event: "next", data: '{"a":1}' },
      { event: "next", data: '{"b":2}' },
      { event: "complete", data: "" },
    ]);
    for (let at = 0; at <= STREAM.length; at += 1) {
      const first = cutMessages(STREAM.slice(0, at));
      const second = cutMessages(first.rest + STREAM.slice(at));
      expect([...first.messages, ...second.messages]).toEqual(whole.messages);
    }
  });

  test("and given up when one has no end", () => {
    expect(() => cutMessages("x".repeat(70_000))).toThrow(Trouble);
  });
});

describe("what went wrong", () => {
  test("is a token where the server says so, and passes for everything else", () => {
    const kindOf = (code: string) => troubleOf({ extensions: { code } }).kind;
    expect(["UNAUTHENTICATED", "RATE_LIMITED", "UNAVAILABLE", "ANEW"].map(kindOf)).toEqual([
      "signed-out",
      "away",
      "away",
      "away",
    ]);
  });

  test("says how long to wait, by the error or by the header", async () => {
    const limited = { extensions: { code: "RATE_LIMITED", retryAfterSeconds: 7 } };
    expect(troubleOf(limited).afterMs).toBe(7_000);
    const headers = { "retry-after": "30" };
    const gateway = await troubleOfAnswer(new Response("busy", { status: 429, headers }));
    expect(gateway).toMatchObject({ kind: "away", code: "HTTP_429", afterMs: 30_000 });
    const date = { "retry-after": "Wed, 21 Oct 2026 07:28:00 GMT" };
    expect((await troubleOfAnswer(new Response("", { status: 503, headers: date }))).afterMs).toBe(
      0,
    );
    const refused = await troubleOfAnswer(new Response("", { status: 401 }));
    expect(refused.kind).toBe("signed-out");
  });

  test("is waited for longer each time, up to a minute, and never all at once", () => {
    expect([0, 1, 2, 5, 6, 40].map((attempt) => waitMs(attempt, () => 1))).toEqual([
      1_000, 2_000, 4_000, 32_000, 60_000, 60_000,
    ]);
    expect(waitMs(40, () => 0.25)).toBe(15_000);
  });
});

describe("tokens", () => {
  const { signal } = new AbortController();

  async function withClock(run: (pass: (ms: number) => void) => Promise<void>): Promise<void> {
    vi.useFakeTimers({ toFake: ["Date"], now: 0 });
    try {
      await run((ms) => vi.setSystemTime(Date.now() + ms));
    } finally {
      vi.useRealTimers();
    }
  }

  test("are asked for once, and again when they are about to end", async () => {
    await withClock(async (pass) => {
      let asked = 0;
      const tokens = new Tokens(async () => {
        asked += 1;
        return { token: `t${asked}`, expiresAt: new Date(Date.now() + 900_000).toISOString() };
      });
      expect([await tokens.now(signal), await tokens.now(signal)]).toEqual(["t1", "t1"]);
      expect(tokens.renewInMs).toBe(900_000 - SPARE_MS);
      pass(900_000 - SPARE_MS);
      expect(await tokens.now(signal)).toBe("t2");
    });
  });

  test("last while there is no other, and not beyond their end", async () => {
    await withClock(async (pass) => {
      let isAway = false;
      const tokens = new Tokens(async () => {
        if (isAway) {
          throw new Error("away");
        }
        return { token: "t1", expiresAt: Date.now() + 100_000 };
      });
      await tokens.now(signal);
      isAway = true;
      pass(50_000);
      expect(await tokens.now(signal)).toBe("t1");
      expect(tokens.renewInMs).toBe(KEPT_MS);
      pass(50_000);
      await expect(tokens.now(signal)).rejects.toThrow("away");
    });
  });

  test("are not asked for in a circle by a reader's clock that is far ahead", async () => {
    const tokens = new Tokens(async () => ({ token: "t1", expiresAt: "2020-01-01T00:00:00Z" }));
    expect(await tokens.now(signal)).toBe("t1");
    expect(tokens.renewInMs).toBeGreaterThan(KEPT_MS - 5_000);
  });

  test.each([
    ["nobody", null, "signed-out"],
    ["no text", { token: 5, expiresAt: 1 }, "away"],
    ["no time", { token: "t", expiresAt: "soon" }, "away"],
  ])("that are %s are none", async (_, given, kind) => {
    const tokens = new Tokens(async () => given as never);
    await expect(tokens.now(signal)).rejects.toMatchObject({ kind });
  });
});
