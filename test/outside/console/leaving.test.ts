import type { Page } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  closePage,
  type Demo,
  START_TIMEOUT_MS,
  STORY_TIMEOUT_MS,
  signIn,
  startDemo,
} from "./support.ts";

/** A console that nobody is at any longer, or whose session is ended from elsewhere. */

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo("console-leaving");
}, START_TIMEOUT_MS);
afterAll(async () => {
  await demo.stop();
}, START_TIMEOUT_MS);

/** Longer than the page waits for a touch (pages/src/console/session/useIdleCover.ts). */
const IDLE = "15:10";

async function memberPath(): Promise<string> {
  const info = await (await fetch(`${demo.url}/pages/start.json`)).json();
  const { demo: told } = info as { demo: { stories: { member: { customerId: string } } } };
  return `/console/customers/${encodeURIComponent(told.stories.member.customerId)}`;
}

/** The customer's page, on a clock that can be put forward. */
async function openMember(role: "agent" | "supervisor"): Promise<Page> {
  const page = await demo.open("/console");
  await page.clock.install();
  await page.reload();
  await signIn(page, role);
  await page.goto(`${demo.url}${await memberPath()}`);
  await page.getByTestId("tier").waitFor();
  return page;
}

test("a console that nobody touches is locked, and nothing typed is lost", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const page = await openMember("agent");
  const box = page.getByRole("searchbox", { name: "Search for a customer" });
  await box.fill("half a number");
  await page.getByRole("button", { name: "Do something" }).click();
  await page.getByRole("menuitem", { name: "Give goodwill" }).click();
  const dialog = page.getByRole("dialog", { name: "Give goodwill" });
  await dialog.getByLabel("Points", { exact: true }).fill("50");
  await page.clock.fastForward(IDLE);
  await page.getByRole("heading", { name: "Nobody has been here for a while" }).waitFor();
  for (const hidden of [page.getByTestId("tier"), dialog, box]) {
    expect(await hidden.isVisible()).toBe(false);
  }
  await page.getByRole("button", { name: /^Go on as/ }).click();
  expect(await dialog.getByLabel("Points", { exact: true }).inputValue()).toBe("50");
  expect(await box.inputValue()).toBe("half a number");
  expect(demo.takeFaults()).toEqual([]);
  await closePage(page);
});

test("one that is touched is not", { timeout: STORY_TIMEOUT_MS }, async () => {
  const page = await openMember("agent");
  for (let times = 0; times < 3; times += 1) {
    await page.clock.fastForward("10:00");
    await page.mouse.move(100 + times, 200);
  }
  expect(await page.getByTestId("tier").isVisible()).toBe(true);
  await closePage(page);
});

test("a session that is revoked elsewhere ends at once, untouched, open or locked", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const open = await openMember("supervisor");
  const locked = await openMember("supervisor");
  await locked.clock.fastForward(IDLE);
  await locked.getByText("Nobody has been here for a while").waitFor();
  demo.takeFaults();
  await demo.revoke("supervisor");
  for (const page of [open, locked]) {
    await page.getByText("Your session was ended elsewhere.").waitFor();
    expect(await page.getByTestId("tier").count()).toBe(0);
    await closePage(page);
  }
});
