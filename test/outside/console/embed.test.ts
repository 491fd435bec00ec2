import type { Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { revokeTokens } from "../../../db/queries/access/tokens.ts";
import {
  addFrame,
  type DeskStage,
  inFrame,
  listenOn,
  openCase,
  openDeskStage,
  pageOf,
} from "../../support/outside/deskStage.ts";
import { START_TIMEOUT_MS, STORY_TIMEOUT_MS } from "./support.ts";

/** The console in a real frame of another site: docs/guides/embedding.md. */

let stage: DeskStage;
beforeAll(async () => {
  stage = await openDeskStage();
}, START_TIMEOUT_MS);
afterAll(async () => {
  await stage.stop();
}, START_TIMEOUT_MS);
afterEach(() => {
  expect(stage.takeFaults()).toEqual([]);
});

const AGENT = { sub: "ann", role: "agent" };
const POLL = { timeout: 30_000 };

const agentToken = (expiresIn = "1h", claims: object = {}) =>
  stage.sign({ ...AGENT, ...claims }, expiresIn);

/** Somebody with a tier; each test has its own. */
async function member(name: string): Promise<string> {
  const email = `${name}@example.com`;
  await stage.buy(email, "5.00");
  return email;
}

const tier = (page: Page) => inFrame(page).getByTestId("tier");

async function openAt(email: string): Promise<Page> {
  const page = await stage.open(stage.desk);
  await openCase(page, email);
  await tier(page).waitFor();
  return page;
}

interface Asked {
  readonly token: string;
  readonly body: string;
}

/** What the frame asks the graph for from now on. */
function watchAsked(page: Page): readonly Asked[] {
  const seen: Asked[] = [];
  page.on("request", (request) => {
    if (request.url() === `${stage.server.url}/graphql`) {
      const token = (request.headers()["authorization"] ?? "").replace("Bearer ", "");
      seen.push({ token, body: request.postData() ?? "" });
    }
  });
  return seen;
}

describe("in a frame of an allowed page", { timeout: STORY_TIMEOUT_MS }, () => {
  test("the agent's token comes by message, the customer is shown, and a change is live", async () => {
    const email = await member("live");
    const token = await agentToken();
    stage.give = async () => token;
    const urls: string[] = [];
    const page = await stage.open(stage.desk, async (made) => {
      made.on("request", (request) => urls.push(request.url()));
    });
    await openCase(page, email);
    await tier(page).getByText("Member").waitFor();
    await stage.buy(email, "300.00");
    await tier(page).getByText("Silver").waitFor();
    expect(urls.some((url) => url.startsWith(`${stage.server.url}/console/embed`))).toBe(true);
    // Addresses are written down on their way: neither who is meant nor the token is in one.
    expect(urls.filter((url) => /live(@|%40)/.test(url) || url.includes(token))).toEqual([]);
    await page.context().close();
  });

  test("another case shows another customer, and leaves no step in the way back", async () => {
    const [first, second] = [await member("first"), await member("second")];
    stage.give = () => agentToken();
    const page = await stage.open(stage.desk);
    const steps = async () => await page.evaluate("history.length");
    await inFrame(page).getByRole("searchbox").waitFor();
    const before = await steps();
    await openCase(page, first);
    await tier(page).waitFor();
    await stage.buy(second, "300.00");
    await openCase(page, second);
    await tier(page).getByText("Silver").waitFor();
    await openCase(page, first);
    await tier(page).getByText("Member").waitFor();
    expect(await steps()).toBe(before);
    await page.context().close();
  });

  test("an answer for the case before that comes late leads nobody away from this one", async () => {
    const [slow, quick] = [await member("slow"), await member("quick")];
    await stage.buy(quick, "300.00");
    stage.give = () => agentToken();
    const held = Promise.withResolvers<void>();
    const page = await stage.open(stage.desk, async (made) => {
      await made.route(`${stage.server.url}/graphql`, async (route) => {
        if (route.request().postData()?.includes(slow)) {
          await held.promise;
        }
        await route.continue();
      });
    });
    await inFrame(page).getByRole("searchbox").waitFor();
    const asked = page.waitForRequest((request) => request.postData()?.includes(slow) === true);
    await openCase(page, slow);
    const late = (await asked).response();
    await openCase(page, quick);
    await tier(page).getByText("Silver").waitFor();
    held.resolve();
    await (await late)?.finished();
    // Whatever the page had done of it stands before the next change that it shows.
    await stage.buy(quick, "1000.00");
    await tier(page).getByText("Gold").waitFor();
    await page.context().close();
  });

  test("a token that ends is replaced by message, and the page is live behind it", async () => {
    const email = await member("renewed");
    stage.give = () => agentToken("5s");
    const closed: string[] = [];
    const page = await stage.open(stage.desk, async (made) => {
      made.on("websocket", (socket) => {
        socket.on("close", () => closed.push(socket.url()));
      });
    });
    const seen = watchAsked(page);
    await openCase(page, email);
    await tier(page).waitFor();
    await expect.poll(() => closed.length, POLL).toBeGreaterThan(0);
    const long = await agentToken();
    stage.give = async () => long;
    await stage.buy(email, "300.00");
    await tier(page).getByText("Silver").waitFor();
    expect(seen.map(({ token }) => token)).toContain(long);
    await page.context().close();
  });

  test("a token of somebody else is not taken for the one who was here", async () => {
    const email = await member("handed-over");
    const bens = await agentToken("1h", { sub: "ben" });
    let anns: Promise<string> | null = null;
    stage.give = async () => {
      if (anns !== null) {
        return bens;
      }
      anns = agentToken("8s");
      return await anns;
    };
    const page = await stage.open(stage.desk);
    const seen = watchAsked(page);
    await openCase(page, email);
    await inFrame(page).getByRole("button", { name: "Go on as ann" }).click();
    await inFrame(page).getByRole("button", { name: "Try again" }).waitFor();
    expect(await tier(page).count()).toBe(0);
    // All that was asked as the other one is who that is.
    const asBen = seen.filter(({ token }) => token === bens).map(({ body }) => body);
    expect(asBen.filter((body) => !body.includes("documentId"))).toEqual([]);
    await inFrame(page).getByRole("button", { name: "Try again" }).click();
    await tier(page).waitFor();
    await page.context().close();
  });
});

describe("what is said by others", { timeout: STORY_TIMEOUT_MS }, () => {
  test("is not heard of a foreign window, whatever it says, and from wherever", async () => {
    const [ours, theirs] = [await member("ours"), await member("theirs")];
    stage.give = () => agentToken();
    const page = await openAt(ours);
    const seen = watchAsked(page);
    const evil = await stage.serve((one) => listenOn(one, "127.0.0.1"), pageOf("evil"));
    // A stranger beside it, and a window of the very origin that is allowed, which is not around.
    for (const [name, src] of [
      ["evil", evil],
      ["sibling", `${stage.desk}/settings`],
    ] as const) {
      await addFrame(page, name, src);
      await page.frame({ name })?.evaluate(`
        const target = window.parent.frames[0];
        const text = ${JSON.stringify(theirs)};
        target.postMessage({ type: "tributary:find", text }, "*");
        target.postMessage({ type: "tributary:customer", id: text }, "*");
        target.postMessage({ type: "tributary:token", token: text }, "*");
      `);
    }
    // The page around is heard after them.
    const next = await member("next");
    await stage.buy(next, "300.00");
    await openCase(page, next);
    await tier(page).getByText("Silver").waitFor();
    expect(seen.filter(({ body }) => body.includes(theirs))).toEqual([]);
    await page.context().close();
  });

  test("is passed over when the page around says what means nothing", async () => {
    const email = await member("nonsense");
    stage.give = () => agentToken();
    const page = await openAt(email);
    const seen = watchAsked(page);
    await page.evaluate(`
      for (const message of [
        null, undefined, 0, "", "tributary:customer", [], {}, new Date(), new Map(),
        { type: 1 }, { type: "tributary:customer" }, { type: "tributary:customer", id: 7 },
        { type: "tributary:find" }, { type: "tributary:find", text: ["xxx"] },
        { type: "tributary:find", text: " " }, { type: "tributary:token", token: {} },
        { type: "tributary:find", text: "x".repeat(2_000_000) },
        { type: "tributary:customer", id: "../../graphql".repeat(1_000) },
        { type: "tributary:token", token: "x".repeat(2_000_000) },
        { type: "tributary:leave" }, { type: "__proto__" },
      ]) {
        window.frames[0].postMessage(message, ${JSON.stringify(stage.server.url)});
      }
    `);
    await stage.buy(email, "300.00");
    await tier(page).getByText("Silver").waitFor();
    // A change of the open customer reads that customer anew, and nothing else was asked for.
    expect(seen.filter(({ body }) => body.includes("xxx") || body.includes(".."))).toEqual([]);
    await page.context().close();
  });

  test("of a customer whom nobody has says so, and the next one is shown", async () => {
    const email = await member("after-nobody");
    stage.give = () => agentToken();
    const page = await openAt(email);
    const nobody = JSON.stringify({ type: "tributary:customer", id: "no/../such" });
    await page.evaluate(`window.frames[0].postMessage(${nobody}, "${stage.server.url}")`);
    await tier(page).waitFor({ state: "detached" });
    await openCase(page, email);
    await tier(page).waitFor();
    await page.context().close();
  });
});

describe("a host that gives no good token", { timeout: STORY_TIMEOUT_MS }, () => {
  test("is told what is wrong, and asked again by a button", async () => {
    const email = await member("refused");
    stage.give = () => agentToken("1h", { role: "nobody" });
    const page = await stage.open(stage.desk);
    await openCase(page, email);
    await inFrame(page).getByText("You are not signed in").waitFor();
    stage.give = () => agentToken();
    await inFrame(page).getByRole("button", { name: "Try again" }).click();
    await tier(page).waitFor();
    expect(stage.takeFaults().filter((fault) => !fault.includes("401"))).toEqual([]);
    await page.context().close();
  });

  test("whose tokens have all ended is not asked without end, and nothing typed is lost", async () => {
    let only: Promise<string> | null = null;
    stage.give = async () => {
      only ??= agentToken("6s");
      return await only;
    };
    const page = await stage.open(stage.desk);
    const frame = inFrame(page);
    const box = frame.getByRole("searchbox");
    await box.fill("half a number");
    const before = stage.asked();
    const ended = frame.getByRole("heading", { name: "Your sign-in has ended" });
    let searches = 0;
    const isEnded = async () => {
      if (!(await ended.isVisible())) {
        searches += 1;
        await box.press("Enter", { timeout: 1_000 }).catch(() => {});
      }
      return await ended.isVisible();
    };
    await expect.poll(isEnded, { ...POLL, interval: 500 }).toBe(true);
    expect(await box.isVisible()).toBe(false);
    // At most two for each search, and for the socket of none: then somebody has to come back.
    expect(stage.asked() - before).toBeLessThanOrEqual(2 * searches);
    stage.give = () => agentToken();
    await frame.getByRole("button", { name: "Go on as ann" }).click();
    await box.waitFor();
    expect(await box.inputValue()).toBe("half a number");
    expect(stage.takeFaults().filter((fault) => !fault.includes("401"))).toEqual([]);
    await page.context().close();
  });

  test("or that is none: the page says so when it is opened outside of a frame", async () => {
    const page = await stage.open(`${stage.server.url}/console/embed`);
    await page.getByText("gave no token").waitFor({ timeout: 5_000 });
    await page.context().close();
  });
});

describe("a session that is revoked elsewhere", { timeout: STORY_TIMEOUT_MS }, () => {
  const ended = (page: Page) => inFrame(page).getByText("Your session was ended elsewhere.");

  test("ends at once in the frame, untouched, and nothing of it stays", async () => {
    const email = await member("revoked");
    stage.give = () => agentToken("1h", { sub: "carla" });
    const page = await openAt(email);
    await revokeTokens(stage.server.database.sql, "SUBJECT", "carla");
    await ended(page).waitFor();
    expect(await tier(page).count()).toBe(0);
    await page.context().close();
  });

  test("ends at once behind a cover, too", async () => {
    const email = await member("revoked-idle");
    stage.give = () => agentToken("1h", { sub: "dora" });
    const page = await stage.open(stage.desk, (made) => made.clock.install());
    await openCase(page, email);
    await tier(page).waitFor();
    await page.clock.fastForward("15:10");
    await inFrame(page).getByText("Nobody has been here for a while").waitFor();
    await revokeTokens(stage.server.database.sql, "SUBJECT", "dora");
    await ended(page).waitFor();
    expect(await tier(page).count()).toBe(0);
    await page.context().close();
  });
});

test("a frame that nobody touches is covered, and nothing typed is lost", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const email = await member("idle");
  stage.give = () => agentToken();
  const page = await stage.open(stage.desk, (made) => made.clock.install());
  await openCase(page, email);
  const frame = inFrame(page);
  await tier(page).waitFor();
  await frame.getByRole("button", { name: "Do something" }).click();
  await frame.getByRole("menuitem", { name: "Give goodwill" }).click();
  const dialog = frame.getByRole("dialog", { name: "Give goodwill" });
  await dialog.getByLabel("Points", { exact: true }).fill("50");
  await page.clock.fastForward("15:10");
  await frame.getByText("Nobody has been here for a while").waitFor();
  expect(await dialog.isVisible()).toBe(false);
  expect(await tier(page).isVisible()).toBe(false);
  await frame.getByRole("button", { name: "Go on as ann" }).click();
  expect(await dialog.getByLabel("Points", { exact: true }).inputValue()).toBe("50");
  await page.context().close();
});
