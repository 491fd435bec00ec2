import type { Page } from "@playwright/test";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { closePage, type Demo, START_TIMEOUT_MS, STORY_TIMEOUT_MS, startDemo } from "./support.ts";

/** A line that is slow, and a server that goes away and comes back while somebody works. */

/** A telephone on the edge of its network: Chromium's own figures for slow 3G. */
const SLOW = {
  offline: false,
  latency: 400,
  downloadThroughput: 50_000,
  uploadThroughput: 50_000,
};
/** The whole console and a customer over such a line, on a busy machine. */
const SLOW_MS_MAX = 60_000;
/** The longest that the page waits before it asks for the server again is 10 s. */
const BACK_MS = 60_000;

let demo: Demo;
let customer: { readonly id: string };

beforeAll(async () => {
  demo = await startDemo("console-network");
  const info = await (await fetch(`${demo.url}/pages/start.json`)).json();
  const { member } = (info as { demo: { stories: { member: { customerId: string } } } }).demo
    .stories;
  customer = { id: member.customerId };
}, START_TIMEOUT_MS);
afterAll(async () => {
  await demo.stop();
}, START_TIMEOUT_MS);
beforeEach(() => {
  demo.takeFaults();
});

const customerPath = () => `/console/customers/${encodeURIComponent(customer.id)}`;
const subject = (page: Page) => page.getByRole("textbox", { name: "About what" });

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", SLOW);
}

async function openContact(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Do something" }).click();
  await page.getByRole("menuitem", { name: "Record a contact" }).click();
  await subject(page).waitFor();
}

async function adjust(points: string): Promise<void> {
  const { adjustPoints } = await demo.ask<{ adjustPoints: { userErrors: object[] } }>(
    "supervisor",
    `mutation ($input: AdjustPointsInput!) {
      adjustPoints(input: $input) { userErrors { code message } }
    }`,
    {
      input: {
        ...{ customer: { id: customer.id }, points, reason: "While nobody was looking." },
        idempotencyKey: crypto.randomUUID(),
      },
    },
  );
  expect(adjustPoints.userErrors).toEqual([]);
}

test("over a slow line somebody is found and shown, and the page says that it is working", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const page = await demo.open("/console");
  await slowDown(page);
  const startedMs = performance.now();
  await page.goto(`${demo.url}${customerPath()}?as=agent`);
  await page.getByRole("status", { name: "Loading" }).first().waitFor();
  await page.getByTestId("tier").waitFor({ timeout: SLOW_MS_MAX });
  console.log(`A customer over a slow line: ${(performance.now() - startedMs) | 0} ms`);
  const active = page.getByTestId("active-points");
  const before = await active.innerText();
  await adjust("7");
  await expect.poll(() => active.innerText(), { timeout: BACK_MS }).not.toBe(before);
  expect(demo.takeFaults()).toEqual([]);
  await closePage(page);
});

test("a server that goes away is told, what is typed is kept, and it goes on without a reload", {
  timeout: 2 * STORY_TIMEOUT_MS,
}, async () => {
  const page = await demo.openAs("agent", customerPath());
  await page.getByTestId("tier").waitFor();
  const active = page.getByTestId("active-points");
  const before = await active.innerText();
  const name = await page.getByRole("heading", { level: 1 }).innerText();
  await page.evaluate("globalThis.sameWindow = true");
  await page.getByLabel("As they say it").first().fill("half a na");
  await openContact(page);
  await subject(page).fill("Half a sent");

  await demo.goAway();
  await page.getByText("The server does not answer. What you see is as it was").waitFor();
  // Sent meanwhile: it is not lost, and can be sent again.
  await page.getByRole("dialog").getByRole("button", { name: "Record a contact" }).click();
  await page.getByText("No answer came").waitFor();
  expect(await subject(page).inputValue()).toBe("Half a sent");
  expect(await active.innerText()).toBe(before);

  await demo.comeBack();
  await adjust("11");
  await expect.poll(() => active.innerText(), { timeout: BACK_MS }).not.toBe(before);
  await page.getByText("The server does not answer.").waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Send again" }).click();
  await page.getByRole("dialog").getByText("Done", { exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await page
    .getByRole("region", { name: "Timeline" })
    .getByText(/Half a sent/)
    .waitFor();
  expect(await page.getByLabel("As they say it").first().inputValue()).toBe("half a na");
  expect(await page.getByRole("heading", { level: 1 }).innerText()).toBe(name);
  expect(await page.evaluate("globalThis.sameWindow")).toBe(true);
  await closePage(page);
});

test("reads that fail while pushes come through take nothing from the page, and are tried again", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const page = await demo.openAs("agent", customerPath());
  await page.getByTestId("tier").waitFor();
  const active = page.getByTestId("active-points");
  const before = await active.innerText();
  await page.getByLabel("As they say it").first().fill("half a na");
  let refused = 0;
  await page.route("**/graphql", async (route) => {
    refused += 1;
    await route.abort();
  });
  await adjust("13");
  await expect.poll(() => refused, { timeout: BACK_MS }).toBeGreaterThan(0);
  await page.getByRole("alert").getByText("The server does not answer.").first().waitFor();
  expect(await active.innerText()).toBe(before);
  expect(await page.getByLabel("As they say it").first().inputValue()).toBe("half a na");
  await page.unroute("**/graphql");
  await expect.poll(() => active.innerText(), { timeout: BACK_MS }).not.toBe(before);
  await closePage(page);
});

test("a page that the server does not begin says so, and begins by itself once it can", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const page = await demo.open("/");
  let isAway = true;
  await page.route("**/pages/start.json", async (route) => {
    await (isAway ? route.fulfill({ status: 503 }) : route.continue());
  });
  await page.goto(`${demo.url}${customerPath()}?as=agent`);
  await page.getByRole("alert").getByText("The server does not answer.").waitFor();
  isAway = false;
  await page.getByTestId("tier").waitFor();
  await closePage(page);
});
