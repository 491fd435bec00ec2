import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { closePage, type Demo, START_TIMEOUT_MS, STORY_TIMEOUT_MS, startDemo } from "./support.ts";

/** What an agent asks (questions A1 to A6, A9 and A10), answered by the screen alone. */

/** What is asked is what is shown, not how soon on a busy machine: the bench measures that. */
const POLL = { timeout: 20_000 };

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo("console-agent");
}, START_TIMEOUT_MS);
afterAll(async () => {
  await demo.stop();
}, START_TIMEOUT_MS);
afterEach(() => {
  expect(demo.takeFaults()).toEqual([]);
});

interface Stories {
  readonly missing: { readonly customerId: string; readonly order: { readonly number: string } };
  readonly refused: { readonly code: string };
  readonly member: { readonly customerId: string };
}

async function storiesOf(): Promise<Stories> {
  const info = await (await fetch(`${demo.url}/pages/start.json`)).json();
  return (info as { demo: { stories: Stories } }).demo.stories;
}

const customerPath = (id: string) => `/console/customers/${encodeURIComponent(id)}`;
const section = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const search = (page: Page) => page.getByRole("searchbox", { name: "Search for a customer" });

describe("who is calling, and what is wrong", { timeout: STORY_TIMEOUT_MS }, () => {
  test("is found by what they say, with the keyboard alone (A1)", async () => {
    const { missing } = await storiesOf();
    const page = await demo.openAs("agent", "/console/customers");
    await page.getByRole("heading", { name: "Find a customer" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type(missing.order.number);
    await page.keyboard.press("Enter");
    await section(page, "Open cases").waitFor();
    expect(page.url()).toContain(customerPath(missing.customerId));
    expect(await section(page, "What is wrong").innerText()).not.toBe("");
    expect(await section(page, "How fresh this is").innerText()).toMatch(/erp/);
    await closePage(page);
  });

  test("a text that nobody has says so, and shows nobody", async () => {
    const page = await demo.openAs("agent", "/console/customers");
    await search(page).fill("nobody-has-this");
    await search(page).press("Enter");
    await page.getByText("Nobody has this.").waitFor();
    await closePage(page);
  });

  test("whether it is really them is answered by match or no match, and nothing else", async () => {
    const { member } = await storiesOf();
    const page = await demo.openAs("agent", customerPath(member.customerId));
    const card = section(page, "Who is calling?");
    const name = await page.getByRole("heading", { level: 1 }).innerText();
    await card.getByLabel("As they say it").first().fill(name);
    await card.getByLabel("As they say it").nth(1).fill("wrong@example.com");
    await card.getByRole("button", { name: "Check" }).click();
    await card.getByText("Not verified").waitFor();
    expect(await card.innerText()).toMatch(/Match[\s\S]*No match/);
    await closePage(page);
  });
});

describe("why", { timeout: STORY_TIMEOUT_MS }, () => {
  test("an order gave its points, line by line, and the way it took (A2)", async () => {
    const { missing } = await storiesOf();
    const page = await demo.openAs("agent", customerPath(missing.customerId));
    const orders = section(page, "Last orders");
    await orders.getByRole("button").first().click();
    await orders.getByText("Line by line").waitFor();
    await orders.getByText("How it came here").waitFor();
    expect(await orders.innerText()).toMatch(/Why these points/);
    await closePage(page);
  });

  test("a tier is what it is, in sentences, and what is missing to the next (A3)", async () => {
    const { member } = await storiesOf();
    const page = await demo.openAs("agent", customerPath(member.customerId));
    const tier = section(page, "Tier");
    await tier.getByRole("button", { name: "Why this tier" }).click();
    await tier.getByText(/count in the last 12 months/).waitFor();
    expect(await tier.innerText()).toMatch(/To (keep )?\w+/);
    await closePage(page);
  });

  test("points fell, by a statement that adds up (A4)", async () => {
    const { member } = await storiesOf();
    const page = await demo.openAs("agent", customerPath(member.customerId));
    await section(page, "Points").getByRole("button", { name: "Statement" }).first().click();
    const dialog = page.getByRole("dialog", { name: "Statement" });
    await dialog.getByText("Closing").waitFor();
    const sums = (await dialog.locator("p.figure").allInnerTexts()).map((text) =>
      Number(text.replaceAll(",", "").replace("−", "-")),
    );
    const [opening = 0, earned = 0, spent = 0, expired = 0, adjusted = 0, closing] = sums;
    expect(opening + earned - spent - expired + adjusted).toBe(closing);
    await closePage(page);
  });

  test("a coupon was refused at the till (A5)", async () => {
    const { refused } = await storiesOf();
    const page = await demo.openAs("agent", `/console/customers?find=${refused.code}`);
    const coupons = section(page, "Coupons");
    await coupons.getByText("Tries at the till").first().waitFor();
    expect(await coupons.innerText()).toContain(refused.code);
    await closePage(page);
  });

  test("points were used, by whom and where (A10)", async () => {
    const { member } = await storiesOf();
    const page = await demo.openAs("agent", customerPath(member.customerId));
    const timeline = section(page, "Timeline");
    const points = timeline.getByRole("checkbox", { name: "Points" });
    await points.focus();
    await page.keyboard.press("Space");
    await timeline
      .getByText(/points? earned by/)
      .first()
      .waitFor();
    expect(await timeline.innerText()).not.toMatch(/ · Orders/);
    await closePage(page);
  });
});

test("what may be given as goodwill is shown before, and what was given can be taken back (A9)", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const { member } = await storiesOf();
  const page = await demo.openAs("agent", customerPath(member.customerId));
  const active = page.getByTestId("active-points");
  const before = await active.innerText();
  await page.getByRole("button", { name: "Do something" }).click();
  await page.getByRole("menuitem", { name: "Give goodwill" }).click();
  const dialog = page.getByRole("dialog", { name: "Give goodwill" });
  await dialog.getByLabel("Points", { exact: true }).fill("50");
  await dialog
    .getByTestId("effect")
    .getByText(/can then spend/)
    .waitFor();
  await dialog.getByLabel("Why").selectOption({ index: 1 });
  await dialog.getByRole("button", { name: "Give goodwill" }).click();
  await dialog.getByText("It was given.").waitFor();
  await expect.poll(() => active.innerText(), POLL).not.toBe(before);
  await dialog.getByRole("button", { name: "Undo" }).first().click();
  await expect.poll(() => active.innerText(), POLL).toBe(before);
  await closePage(page);
});

test("two agents at one customer see each other, and one who leaves is gone at once", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const { member } = await storiesOf();
  const first = await demo.openAs("agent", customerPath(member.customerId));
  const second = await demo.openAs("supervisor", customerPath(member.customerId));
  await first.getByTestId("also-open").getByText("demo-supervisor").waitFor();
  await second.getByTestId("also-open").getByText("demo-agent").waitFor();
  await closePage(second);
  await first.getByTestId("also-open").waitFor({ state: "detached" });
  await closePage(first);
});

const LOOKS = [
  ["wide", { viewport: { width: 1280, height: 900 } }],
  ["narrow", { viewport: { width: 380, height: 800 } }],
  ["dark", { colorScheme: "dark" as const }],
  ["German", { locale: "de-DE" }],
] as const;

describe("a customer's page can be used by everybody", { timeout: STORY_TIMEOUT_MS }, () => {
  test.each(LOOKS)("%s", async (name, options) => {
    const { member } = await storiesOf();
    const page = await demo.open(`${customerPath(member.customerId)}?as=agent`, options);
    await page.getByTestId("tier").waitFor();
    const { violations } = await new AxeBuilder({ page }).analyze();
    const grave = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(grave.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    const isTooWide = await page.evaluate<boolean>(
      "document.documentElement.scrollWidth > document.documentElement.clientWidth",
    );
    expect(isTooWide).toBe(false);
    if (name === "German") {
      expect(await page.locator("html").getAttribute("lang")).toBe("de");
      await page.getByRole("heading", { name: "Letzte Bestellungen" }).waitFor();
    }
    await closePage(page);
  });
});
