import { randomUUID } from "node:crypto";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { afterEach, expect, test } from "vitest";
import {
  addArticle,
  press,
  receiptIs,
  saidBy,
  useTillStage,
} from "../support/outside/tillStage.ts";

/** The end of a till's day, as a cashier declares it in the demo, by a real browser. */

const { openTill, tillToken } = useTillStage();

let page: Page;
afterEach(async () => {
  await page.context().close();
});

/** A till that nobody else has, so that its day is the test's own. */
async function openTillOf(number: string): Promise<void> {
  page = await openTill();
  await page.getByLabel("Till", { exact: true }).fill(number);
}

/** Receipts of the till's own, with numbers that follow each other. */
async function sold(till: string, numbers: readonly number[]): Promise<void> {
  const day = await page.getByLabel("Business day").inputValue();
  const lines = numbers.map((number) =>
    JSON.stringify({
      ...{ source: "till", eventId: randomUUID(), kind: "SOLD", channel: "store" },
      ...{ occurredAt: new Date().toISOString(), till, businessDate: day, currencyCode: "GBP" },
      references: [{ kind: "receipt", value: String(number) }],
      lines: [{ id: "1", article: "A", quantity: "1", gross: "10.00", discounts: [] }],
    }),
  );
  const answer = await fetch(new URL("/v1/events", page.url()), {
    ...{ method: "POST", body: `${lines.join("\n")}\n` },
    headers: { "content-type": "application/x-ndjson", authorization: `Bearer ${tillToken()}` },
  });
  const told = (await answer.text()).trim().split("\n");
  expect(told.map((line) => (JSON.parse(line) as { outcome: string }).outcome)).toEqual(
    numbers.map(() => "APPLIED"),
  );
}

async function declare(count: string, total: string, last = ""): Promise<void> {
  const day = page.getByTestId("day");
  await day.getByLabel("Receipts").fill(count);
  await day.getByLabel("What they come to, GBP").fill(total);
  await day.getByLabel("Last receipt number").fill(last);
  await page.keyboard.press("Enter");
}

const came = () => page.getByTestId("came");

test("a day that was counted is declared by the keyboard, and what is missing is named", async () => {
  await openTillOf("71");
  await sold("71", [1001, 1003, 1004]);
  await press(page, "What came of it");
  await page.getByText("Nothing was declared for this day and till yet.").waitFor();
  // Who counts is not told what would be right.
  expect(await page.getByTestId("day").innerText()).not.toMatch(/30\.00|3 came/);

  await declare("five", "50");
  await page.getByText("How many, such as 120").waitFor();
  await declare("5", "50,00", "1005");
  await saidBy(page).getByText("Day declared").waitFor();
  await came().getByText("It differs").waitFor();
  await came().getByText("Receipts: 3 came, 5 declared").waitFor();
  await came().getByText("Total: £30.00 came, £50.00 declared").waitFor();
  await came().getByText("Missing: 1002").waitFor();
  await came().getByText("Missing: 1005").waitFor();
  const { violations } = await new AxeBuilder({ page }).include('[data-testid="day"]').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);

  await sold("71", [1002, 1005]);
  await press(page, "What came of it");
  await came().getByText("It agrees").waitFor();
});

test("a day whose answer is lost is declared once, and asked for", async () => {
  await openTillOf("72");
  await sold("72", [1, 2]);
  await press(page, "Lose the next answer");
  await declare("2", "20.00", "2");
  await saidBy(page).getByText("No answer: it may have counted.").waitFor();
  await press(page, "Did it count?");
  await page.getByText("It had counted, once.").waitFor();
  await came().getByText("It agrees").waitFor();
});

test("a day that is declared without a connection waits behind the sales that wait", async () => {
  await openTillOf("73");
  await press(page, "Go offline");
  await addArticle(page, "MUG-1", "25.00");
  await page.keyboard.press("F9");
  await page.keyboard.press("Enter");
  await receiptIs(page, "Not told yet: waits");
  await page.getByText("One step is not told yet.").waitFor();
  await declare("1", "25.00");
  await saidBy(page).getByText("Waits for the connection").waitFor();
  expect(await page.getByTestId("waiting").innerText()).toMatch(/2 wait/i);
  await press(page, "Go online");
  await came().getByText("It agrees").waitFor();
  await came().getByText("Receipts: 1 came, 1 declared").waitFor();
});

test("a day to come is refused in the till's words", async () => {
  await openTillOf("74");
  await page.getByLabel("Business day").fill("2099-01-01");
  await declare("1", "1.00");
  await saidBy(page).getByText("This day has not begun yet.").waitFor();
});
