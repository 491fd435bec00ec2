import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { describe, expect, test } from "vitest";
import {
  card,
  POLL,
  SEEN_MS,
  shifts,
  status,
  tier,
  toldOf,
  useWidgetStage,
} from "../../support/outside/widgetTests.ts";

/** How the widget keeps up, and what it does when it cannot: docs/guides/widget.md. */

const { stage, member, openFor } = useWidgetStage();

const openStreams = async () =>
  (await stage().server().metrics.registry.getSingleMetric("tributary_push_connections")?.get())
    ?.values[0]?.value;

describe("what changes", () => {
  test("appears without a reload, is read out, and moves nothing", async () => {
    const email = "rises@example.com";
    await stage().buy(email, "5.00");
    const page = await openFor(email);
    expect(await tier(page).innerText()).toBe("Member");
    await stage().buy(email, "300.00");
    await tier(page).filter({ hasText: "Silver" }).waitFor();
    await status(page).filter({ hasText: "You are Silver now." }).waitFor();
    await stage().coupon(email, "Tea for two");
    await status(page).filter({ hasText: "New coupon: Tea for two." }).waitFor();
    const events = await toldOf(page);
    expect(events.filter(([name]) => name === "tier")).toEqual([
      ["tier", { code: "SILVER", name: "Silver" }],
    ]);
    expect(await shifts(page)).toEqual([]);
    await page.context().close();
  });

  test("goes on with the survivor when the customer turns out to be another", async () => {
    const [gone, stays] = ["gone@example.com", "stays@example.com"];
    await stage().buy(gone, "5.00");
    await stage().buy(stays, "1200.00");
    const page = await openFor(gone);
    expect(await tier(page).innerText()).toBe("Member");
    const server = stage().server();
    const { data } = await server.graphql({
      token: await server.token("supervisor"),
      query: `mutation { mergeCustomers(input: {customer: {email: "${stays}"}, reason: "one",
        other: {email: "${gone}"}, idempotencyKey: "one"}) { userErrors { code message } } }`,
    });
    expect(data.mergeCustomers.userErrors).toEqual([]);
    await tier(page).filter({ hasText: "Gold" }).waitFor();
    await stage().buy(stays, "2500.00");
    await tier(page).filter({ hasText: "Platinum" }).waitFor();
    await page.context().close();
  });

  test("shows its last values with their time while the server is away, and is live again behind them", async () => {
    const email = await member("returns");
    const page = await openFor(email);
    const cursors: unknown[] = [];
    page.on("request", (request) => {
      if (request.url().endsWith("/graphql/stream") && request.method() === "POST") {
        cursors.push(request.postDataJSON().variables.after);
      }
    });
    await stage().kill();
    await page
      .locator("tributary-loyalty footer", { hasText: /^As of .+, not live/ })
      .waitFor({ timeout: SEEN_MS });
    expect(await tier(page).innerText()).toBe("Gold");
    // Another page of the shop, while nobody can say who is signed in.
    await page.reload({ waitUntil: "domcontentloaded" });
    await page
      .locator("tributary-loyalty footer", { hasText: /^As of .+, not live/ })
      .waitFor({ timeout: SEEN_MS });
    expect(await card(page).innerText()).toContain("1,100");
    await status(page).filter({ hasText: "not live" }).waitFor();
    await stage().buy(email, "2500.00");
    await stage().revive();
    await page.getByRole("button", { name: "Try again" }).click();
    await tier(page).filter({ hasText: "Platinum" }).waitFor({ timeout: SEEN_MS });
    await page.locator("tributary-loyalty footer").waitFor({ state: "detached" });
    expect(cursors.every((cursor) => typeof cursor === "string")).toBe(true);
    expect(await shifts(page)).toEqual([]);
    await page.context().close();
  });
});

describe("the token", () => {
  test("is renewed before it ends, and the stream goes on behind the last change", async () => {
    const email = await member("renews");
    stage().shop.email = email;
    const streams: { token: string | undefined; after: unknown }[] = [];
    const before = stage().shop.asked();
    const page = await stage().open({}, async (made) => {
      await made.clock.install();
      made.on("request", (request) => {
        if (request.url().endsWith("/graphql/stream") && request.method() === "POST") {
          const token = request.headers()["authorization"];
          streams.push({ token, after: request.postDataJSON().variables.after });
        }
      });
    });
    await page.locator("tributary-loyalty .count").waitFor();
    await expect.poll(() => streams.length, POLL).toBe(1);
    await page.clock.fastForward("13:30");
    expect(stage().shop.asked()).toBe(before + 1);
    await page.clock.fastForward("00:45");
    await expect.poll(() => streams.at(-1)?.token, POLL).not.toBe(streams[0]?.token);
    expect(stage().shop.asked()).toBe(before + 2);
    expect(streams.every(({ after }) => typeof after === "string")).toBe(true);
    await stage().buy(email, "2500.00");
    await tier(page).filter({ hasText: "Platinum" }).waitFor();
    await page.context().close();
  });

  test("that is refused is asked for once more; then nobody is signed in, and nothing is kept", async () => {
    const page = await openFor(await member("refused"));
    expect(await page.evaluate("sessionStorage.length")).toBe(1);
    const before = stage().shop.asked();
    const expiresAt = new Date(Date.now() + 900_000).toISOString();
    stage().shop.issue = async () => ({
      status: 200,
      body: { token: "no.token.ofours", expiresAt },
    });
    await page.evaluate("document.querySelector('tributary-loyalty').refresh()");
    await page.getByRole("link", { name: "Sign in" }).waitFor();
    expect(stage().shop.asked()).toBe(before + 2);
    expect(await page.evaluate("sessionStorage.length")).toBe(0);
    await page.context().close();
  });

  test("comes from the page where it has its own way, and is kept nowhere", async () => {
    const email = await member("property");
    const given = (await stage().shop.issue(email)).body as { token: string };
    const page = await stage().open();
    await page.evaluate(`document.querySelector("tributary-loyalty").getToken =
      async () => (${JSON.stringify(given)})`);
    await tier(page).filter({ hasText: "Gold" }).waitFor();
    const kept = await page.evaluate<string>(
      "JSON.stringify({ ...localStorage, ...sessionStorage, cookie: document.cookie })",
    );
    expect(kept).toContain("GOLD");
    expect(kept).not.toContain(given.token);
    await page.evaluate("document.querySelector('tributary-loyalty').signOut()");
    await page.getByRole("link", { name: "Sign in" }).waitFor();
    expect(await page.evaluate("sessionStorage.length")).toBe(0);
    await expect.poll(openStreams, POLL).toBe(0);
    await page.context().close();
  });
});

describe("the shop's page", () => {
  test("is not held up by a script that does not come, and nothing in it moves", async () => {
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await once(silent, "listening");
    stage().shop.scriptUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/widget.js`;
    // Resolves at DOMContentLoaded, which waits for every script that holds a page up.
    const page = await stage().open();
    expect(await page.locator("#own").innerText()).toBe("The shop works.");
    expect(await shifts(page)).toEqual([]);
    const box = await page.locator("tributary-loyalty").boundingBox();
    expect(box?.height).toBe(336);
    await page.context().close();
    silent.close();
  });

  test("waits with grey lines of the same height on a slow network, and not for ever", async () => {
    stage().shop.email = await member("slow");
    let isSlow = true;
    const page = await stage().open({}, async (made) => {
      await made.clock.install();
      await made.route("**/graphql", async (route) => {
        if (!isSlow) {
          await route.continue();
        }
      });
    });
    await status(page).filter({ hasText: "Loading" }).waitFor({ state: "attached" });
    const heights = [(await card(page).boundingBox())?.height];
    await expect
      .poll(async () => {
        await page.clock.runFor(1_000);
        return await card(page).innerText();
      }, POLL)
      .toContain("cannot be shown just now");
    heights.push((await card(page).boundingBox())?.height);
    isSlow = false;
    // It tries again by itself.
    await expect
      .poll(async () => {
        await page.clock.runFor(1_000);
        return await card(page).innerText();
      }, POLL)
      .toContain("Gold");
    heights.push((await card(page).boundingBox())?.height);
    expect(heights).toEqual([336, 336, 336]);
    await page.context().close();
  });

  test("asks again no sooner than it was told to", async () => {
    stage().shop.email = await member("limited");
    let asked = 0;
    const page = await stage().open({}, async (made) => {
      await made.clock.install();
      // As a gateway before the graph would answer.
      await made.route("**/graphql", async (route) => {
        asked += 1;
        const headers = {
          "access-control-allow-origin": stage().shop.origin,
          "access-control-expose-headers": "retry-after",
          "retry-after": "30",
        };
        await (asked === 1 ? route.fulfill({ status: 429, headers }) : route.continue());
      });
    });
    await page.getByRole("button", { name: "Try again" }).waitFor();
    await page.clock.runFor(29_000);
    expect(asked).toBe(1);
    await page.clock.runFor(3_000);
    await tier(page).filter({ hasText: "Gold" }).waitFor();
    await page.context().close();
  });

  test("is left by the widget without a trace, and taken up again after the way back", async () => {
    await expect.poll(openStreams, POLL).toBe(0);
    const page = await openFor(await member("leaves"));
    await expect.poll(openStreams, POLL).toBe(1);
    await page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))");
    await expect.poll(openStreams, POLL).toBe(0);
    await page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
    await expect.poll(openStreams, POLL).toBe(1);
    await page.evaluate(`
      globalThis.element = document.querySelector("tributary-loyalty");
      element.remove();
    `);
    await expect.poll(openStreams, POLL).toBe(0);
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.evaluate(`
      for (const name of ["online", "pageshow"]) dispatchEvent(new Event(name));
      document.dispatchEvent(new Event("visibilitychange"));
    `);
    await stage().buy("leaves@example.com", "2500.00");
    expect(await openStreams()).toBe(0);
    expect(asked).toEqual([]);
    await page.evaluate("document.querySelector('main').append(element)");
    await tier(page).filter({ hasText: "Platinum" }).waitFor();
    await page.context().close();
  });
});
