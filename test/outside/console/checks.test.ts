import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  closePage,
  type Demo,
  NARROW,
  overhangOf,
  START_TIMEOUT_MS,
  STORY_TIMEOUT_MS,
  startDemo,
  violationsOf,
} from "./support.ts";

/** Whether what systems say is the same everywhere, in a real browser. */

const HOUR_MS = 3_600_000;
let demo: Demo;
beforeAll(async () => {
  demo = await startDemo("console-checks");
}, START_TIMEOUT_MS);
afterAll(async () => {
  await demo?.stop();
}, START_TIMEOUT_MS);
afterEach(() => {
  expect(demo.takeFaults()).toEqual([]);
});

/** Somebody buys, for so much, and is handed it over at once; answers the order's number. */
async function buy(amount: string): Promise<{ readonly number: string; readonly day: string }> {
  const id = randomBytes(6).toString("hex");
  const occurredAt = new Date(Date.now() - HOUR_MS / 60);
  const event = {
    ...{ source: "shop", eventId: id, kind: "SOLD", channel: "web", currencyCode: "GBP" },
    occurredAt: occurredAt.toISOString(),
    references: [{ kind: "order", value: `CHECK-${id}` }],
    customer: [{ kind: "email", value: `check-${id}@example.com` }],
    lines: [{ id: "1", article: "MUG", name: "Mug", quantity: "1", gross: amount }],
    tenders: [{ kind: "card", amount }],
  };
  const { ingestPurchases } = await demo.ask<{
    ingestPurchases: { results: { outcome: string; reason: string | null }[] };
  }>(
    "ingest",
    "mutation ($events: [PurchaseEventInput!]!) { ingestPurchases(input: { events: $events }) { results { outcome reason field } } }",
    { events: [event] },
  );
  expect(ingestPurchases.results).toMatchObject([{ outcome: "APPLIED" }]);
  return { number: `CHECK-${id}`, day: occurredAt.toISOString().slice(0, 10) };
}

async function fitsAndIsAccessible(page: Page): Promise<void> {
  await expect.poll(() => violationsOf(page), { timeout: 20_000 }).toEqual([]);
  const before = page.viewportSize();
  await page.setViewportSize(NARROW.viewport);
  await expect.poll(() => overhangOf(page), { timeout: 20_000 }).toBe(0);
  if (before !== null) {
    await page.setViewportSize(before);
  }
}

test("a day that adds up says so step by step, and one whose ledger was changed shows the purchase and what is missing", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const { number, day } = await buy("12.34");
  const path = `/console/bridge?source=shop&from=${day}&to=${day}`;
  const page = await demo.openAs("operator", path);
  await page.getByRole("heading", { level: 1, name: "Do the days add up?" }).waitFor();
  const pounds = page.getByRole("region", { name: /· GBP$/ });
  await pounds.getByText("adds up", { exact: true }).waitFor();
  const shown = await pounds.getByRole("row").allInnerTexts();
  const { bridge } = await demo.ask<{
    bridge: { sourceTotal: { amount: string; currencyCode: string } }[];
  }>(
    "operator",
    'query ($day: Date!) { bridge(source: "shop", from: $day, to: $day) { sourceTotal { amount currencyCode } } }',
    { day },
  );
  const total = bridge.find(({ sourceTotal }) => sourceTotal.currencyCode === "GBP")?.sourceTotal;
  expect(
    shown.find((row) => row.startsWith("What the source says"))?.replaceAll(",", ""),
  ).toContain(total?.amount);
  expect(shown.filter((row) => row.startsWith("Explained by nothing")).join()).toContain("0.00");
  await fitsAndIsAccessible(page);

  await demo.sql`alter table entry disable trigger user`;
  await demo.sql`
    update entry set qualifying_minor = qualifying_minor - 100
     where qualifying_minor = 1234
       and order_id = (select order_id from order_reference where value = ${number} limit 1)`;
  await page.reload();
  await pounds.getByText("does not add up", { exact: true }).waitFor();
  const row = pounds.getByRole("row").filter({ hasText: number });
  expect(await row.innerText()).toMatch(/another amount than told[\s\S]*12\.34[\s\S]*11\.34/);
  await fitsAndIsAccessible(page);
  await closePage(page);
});

test("days that cannot be compared are refused in words, and an empty one says that it is empty", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const page = await demo.openAs(
    "operator",
    "/console/bridge?source=shop&from=1999-01-01&to=1999-01-02",
  );
  await page.getByText("Nothing was bought there on these days.").waitFor();
  await page.getByLabel("Last day, a week at most").fill("1999-03-01");
  await page.getByRole("button", { name: "Compare" }).click();
  expect(await page.getByRole("alert").innerText()).toContain("7 days");
  await closePage(page);
});

test("operations finds where systems disagree about an order by its number, from the purchase's own page", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const { number } = await buy("23.45");
  let id: string | undefined;
  await expect
    .poll(
      async () => {
        const { handoffs } = await demo.ask<{ handoffs: { nodes: { id: string }[] } }>(
          "operator",
          "query ($of: [String!]!) { handoffs(filter: { references: $of }, first: 1) { nodes { id } } }",
          { of: [number] },
        );
        id = handoffs.nodes[0]?.id;
        return id;
      },
      { timeout: 20_000 },
    )
    .toBeDefined();
  const page = await demo.openAs("operator", `/console/purchases/${encodeURIComponent(id ?? "")}`);
  const content = page.locator("#content");
  await content.getByRole("link", { name: "Where do systems disagree?" }).click();
  await page.getByRole("heading", { level: 1, name: "Where do systems disagree?" }).waitFor();
  await page.getByText("All systems say the same.", { exact: true }).waitFor();
  await fitsAndIsAccessible(page);

  await demo.sql`alter table entry disable trigger user`;
  await demo.sql`
    update entry set qualifying_minor = qualifying_minor - 100
     where qualifying_minor = 2345
       and order_id = (select order_id from order_reference where value = ${number} limit 1)`;
  await page.getByRole("button", { name: "Compare" }).focus();
  await page.reload();
  await page.getByText("Disagreements: 1.").waitFor();
  await page.getByText("the ledger is not what the messages come to").first().waitFor();
  await fitsAndIsAccessible(page);

  await page.getByLabel("Number or address").fill("NOBODY-HAS-THIS");
  await page.getByRole("button", { name: "Compare" }).click();
  await page.getByText("Nobody is known by this, or the order is nobody's.").waitFor();
  await closePage(page);
});
