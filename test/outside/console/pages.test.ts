import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  closePage,
  type Demo,
  type Role,
  START_TIMEOUT_MS,
  STORY_TIMEOUT_MS,
  startDemo,
} from "./support.ts";

/** The pages of operations and of the loyalty team, the sign-in, and what no role may see. */

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo("console-pages");
}, START_TIMEOUT_MS);
afterAll(async () => {
  await demo.stop();
}, START_TIMEOUT_MS);
afterEach(() => {
  expect(demo.takeFaults()).toEqual([]);
});

const PAGES: readonly (readonly [path: string, role: Role, heading: string, says: RegExp])[] = [
  ["/console/one-person", "agent", "Who may be one person", /alike/],
  ["/console/who-looked", "supervisor", "Who looked at whom", /Name of the person/],
  ["/console/purchases", "operator", "Purchases on their way", /found|No purchase/],
  ["/console/wall", "operator", "Is anything broken?", /→/],
  ["/console/destinations", "operator", "Destinations", /No destination is set up/],
  ["/console/held", "operator", "Held", /Waits for/],
  ["/console/days", "operator", "The day's close", /Not declared/],
  ["/console/without-a-customer", "operator", "Without a customer", /With an identifier/],
  ["/console/sources", "operator", "Sources", /field changed/i],
  ["/console/sources/till", "operator", "Source till", /cashier/],
  ["/console/mappings", "operator", "Mappings", /No mapping is saved/],
  ["/console/try-mapping", "operator", "Try a mapping", /Nothing was tried yet/],
  ["/console/rules", "marketer", "Rules", /in force/i],
  ["/console/rules/1", "marketer", "Rules, version 1", /What is different/],
  ["/console/reports", "marketer", "Liability and forecasts", /Outstanding points/],
];

describe("a page shows what the graph has, and everybody can use it", {
  timeout: STORY_TIMEOUT_MS,
}, () => {
  test.each(PAGES)("%s", async (path, role, heading, says) => {
    const page = await demo.openAs(role, path);
    await page.getByRole("heading", { level: 1, name: heading }).waitFor();
    await page.locator("#content").getByText(says).first().waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(grave.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    await closePage(page);
  });
});

test("a purchase is looked at hop by hop, from the list", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const page = await demo.openAs("operator", "/console/held");
  await page.getByRole("link").filter({ hasText: /\d/ }).first().click();
  await page.getByRole("heading", { name: "One purchase, hop by hop" }).waitFor();
  expect(await page.locator("#content").innerText()).toMatch(/→/);
  await closePage(page);
});

test("a role finds its own pages in the menu, and is told of one that it does not have", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const page = await demo.openAs("agent", "/console/held");
  await page.getByText("Your role does not have this page.").waitFor();
  const menu = await page.getByRole("navigation", { name: "Pages" }).innerText();
  expect(menu).toContain("Find a customer");
  expect(menu).not.toContain("Held");
  await closePage(page);
});

test("who leaves is out, and the page has nothing of it when somebody comes back to it", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const page = await demo.openAs("agent", "/console/customers");
  await page.getByRole("button", { name: "Account" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Tributary console" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Tributary console" }).waitFor();
  await closePage(page);
});

test("a page that nobody touches is covered, and what was typed is there afterwards", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const page = await demo.openAs("agent", "/console/customers");
  await page.clock.install();
  await page.reload();
  const box = page.getByRole("searchbox");
  await box.fill("half a numb");
  await page.clock.fastForward(16 * 60_000);
  await page.getByRole("heading", { name: "Nobody has been here for a while" }).waitFor();
  expect(await box.isVisible()).toBe(false);
  await page.getByRole("button", { name: /^Go on as/ }).click();
  await box.waitFor();
  expect(await box.inputValue()).toBe("half a numb");
  await closePage(page);
});
