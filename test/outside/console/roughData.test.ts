import type { Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { closePage, type Demo, START_TIMEOUT_MS, STORY_TIMEOUT_MS, startDemo } from "./support.ts";

/** What people write into names and subjects, how much of it there is, and what may not be seen. */

/** The longest that is tested; the graph takes 512 bytes. */
const NAME_CHARS = 500;
const HTML = `<img src=x onerror="document.title='owned'"><b>Bold</b> &amp; co`;
/** Arabic, with figures at its end: what is beside it would be drawn among them. */
const RIGHT_TO_LEFT = "محمد بن عبد الله 12";
const ORDERS = 10_000;
const EVENTS_PER_CALL = 500;
const MINUTE_MS = 60_000;
/** The orders are spread over as many days: what is older waits for an approval. */
const DAYS = 170;
/** From the address to the page of somebody with 10,000 orders, on a busy machine. */
const PAINT_MS_MAX = 10_000;
const LOAD_TIMEOUT_MS = 240_000;

const NARROW = { viewport: { width: 380, height: 760 } };

interface Person {
  readonly id: string;
  readonly name: string;
}

/** What a browser says of how an element is drawn. */
interface Styled {
  computedStyleMap(): { get(property: string): unknown };
}

let demo: Demo;
/** Pairs who may be one person: each test has a pair of its own. */
let pairs: readonly (readonly [Person, Person])[];

beforeAll(async () => {
  demo = await startDemo("console-rough");
  const { matchCandidates } = await demo.ask<{
    matchCandidates: { nodes: { customers: [Person, Person] }[] };
  }>("agent", "{ matchCandidates(first: 20) { nodes { customers { id name } } } }");
  pairs = matchCandidates.nodes.map(({ customers }) => customers);
}, START_TIMEOUT_MS);
afterAll(async () => {
  await demo.stop();
}, START_TIMEOUT_MS);
afterEach(() => {
  expect(demo.takeFaults()).toEqual([]);
});

const pathOf = ({ id }: Person) => `/console/customers/${encodeURIComponent(id)}`;
const section = (page: Page, name: string) => page.getByRole("region", { name, exact: true });
const isTooWide = (page: Page) =>
  page.evaluate<boolean>(
    "document.documentElement.scrollWidth > document.documentElement.clientWidth",
  );

function personOf(pair: number): Person {
  const found = pairs[pair]?.[0];
  if (found === undefined) {
    throw new Error(`The demo has ${pairs.length} pairs.`);
  }
  return found;
}

async function rename({ id }: Person, name: string): Promise<void> {
  const { updateCustomer } = await demo.ask<{ updateCustomer: { userErrors: object[] } }>(
    "supervisor",
    `mutation ($input: UpdateCustomerInput!) {
      updateCustomer(input: $input) { userErrors { code message } }
    }`,
    { input: { customer: { id }, name } },
  );
  expect(updateCustomer.userErrors).toEqual([]);
}

async function complain({ id }: Person, subject: string): Promise<void> {
  const interaction = {
    ...{ source: "crm", externalId: crypto.randomUUID(), kind: "COMPLAINT", channel: "email" },
    // The newest there is: points of the demo's orders are given while it starts.
    ...{ occurredAt: new Date().toISOString(), customerId: id, subject },
    caseNumber: crypto.randomUUID(),
  };
  const { recordInteraction } = await demo.ask<{ recordInteraction: { userErrors: object[] } }>(
    "agent",
    `mutation ($input: RecordInteractionInput!) {
      recordInteraction(input: $input) { userErrors { code message } }
    }`,
    { input: { interaction } },
  );
  expect(recordInteraction.userErrors).toEqual([]);
}

describe("what somebody wrote", { timeout: STORY_TIMEOUT_MS }, () => {
  test("with HTML in it is text, and nothing of it runs", async () => {
    const person = personOf(0);
    await rename(person, HTML);
    await complain(person, HTML);
    const page = await demo.openAs("agent", pathOf(person));
    await page.getByRole("heading", { level: 1, name: HTML }).waitFor();
    await section(page, "Open cases").getByText(HTML).waitFor();
    await section(page, "Timeline").getByText(HTML).first().waitFor();
    expect(await page.locator("img, #content b").count()).toBe(0);
    expect(await page.title()).not.toBe("owned");
    await closePage(page);
  });

  test("from right to left turns nothing round that is beside it", async () => {
    const person = personOf(1);
    await rename(person, RIGHT_TO_LEFT);
    await complain(person, RIGHT_TO_LEFT);
    const page = await demo.openAs("agent", pathOf(person));
    const name = page.getByRole("heading", { level: 1 });
    await name.filter({ hasText: "محمد" }).waitFor();
    const texts = [name, section(page, "Open cases").getByText("محمد").first()];
    for (const text of [...texts, section(page, "Timeline").getByText("محمد").first()]) {
      const bidi = await text.evaluate((element: Styled) =>
        String(element.computedStyleMap().get("unicode-bidi")),
      );
      expect(bidi).toMatch(/isolate|plaintext/);
    }
    await closePage(page);
  });

  test.each([
    ["one word", "x".repeat(NAME_CHARS)],
    ["many words", "Longname ".repeat(NAME_CHARS / 9)],
  ])("of 500 characters, %s, stays within 380 pixels", async (_what, long) => {
    const [person, other] = pairs[2] as readonly [Person, Person];
    await rename(person, long);
    await complain(person, long);
    const page = await demo.openAs("agent", pathOf(person), NARROW);
    await page.getByRole("heading", { level: 1 }).filter({ hasText: long.trim() }).waitFor();
    await section(page, "Open cases").getByText(long.trim()).first().waitFor();
    await section(page, "Timeline").getByText(long.slice(0, 100)).first().waitFor();
    expect(await isTooWide(page)).toBe(false);
    // Where somebody else is compared with them.
    await page.goto(`${demo.url}${pathOf(other)}`);
    await page
      .getByRole("button", { name: /^Compare/ })
      .first()
      .click();
    await page.getByTestId("preview").waitFor();
    expect(await isTooWide(page)).toBe(false);
    await closePage(page);
  });
});

/** Purchases of one customer, each an order of its own, through the door that tills use. */
async function buyALot(email: string): Promise<void> {
  const nowMs = Date.now();
  const soldAt = (at: number) => new Date(nowMs - MINUTE_MS - (at * DAYS * 86_400_000) / ORDERS);
  for (let from = 0; from < ORDERS; from += EVENTS_PER_CALL) {
    const events = Array.from({ length: EVENTS_PER_CALL }, (_, at) => {
      const when = soldAt(from + at);
      return {
        ...{ source: "shop", eventId: `lot-${from + at}`, kind: "SOLD", channel: "web" },
        ...{ occurredAt: when.toISOString(), currencyCode: "GBP" },
        references: [{ kind: "order", value: `LOT-${from + at}` }],
        customer: [{ kind: "email", value: email }],
        lines: [{ id: "1", article: "MUG", name: "Mug", quantity: "1", gross: "12.00" }],
        tenders: [{ kind: "card", amount: "12.00" }],
      };
    });
    const { ingestPurchases } = await demo.ask<{
      ingestPurchases: { results: { outcome: string; message: string | null }[] };
    }>(
      "ingest",
      `mutation ($events: [PurchaseEventInput!]!) {
        ingestPurchases(input: { events: $events }) { results { outcome message } }
      }`,
      { events },
    );
    expect(ingestPurchases.results.find(({ outcome }) => outcome !== "APPLIED")).toBeUndefined();
  }
}

test("a customer with 10,000 orders is on the screen as fast as anybody, a page of them at a time", {
  timeout: LOAD_TIMEOUT_MS,
}, async () => {
  const email = "buys-a-lot@example.com";
  await buyALot(email);
  const { customer } = await demo.ask<{ customer: { id: string } }>(
    "agent",
    "query ($email: String!) { customer(by: { email: $email }) { id } }",
    { email },
  );
  const page = await demo.openAs("agent", "/console/customers");
  await page.getByRole("searchbox").fill(email);
  const startedMs = performance.now();
  await page.getByRole("searchbox").press("Enter");
  const orders = section(page, "Last orders");
  await orders.getByText("LOT-0 ").waitFor();
  await section(page, "Timeline")
    .getByText(/LOT-\d/)
    .first()
    .waitFor();
  const paintedMs = performance.now() - startedMs;
  console.log(`A customer of ${ORDERS} orders, from Enter to the page: ${paintedMs | 0} ms`);
  expect(paintedMs).toBeLessThan(PAINT_MS_MAX);
  expect(page.url()).toContain(encodeURIComponent(customer.id));
  // The first five, and 20 more with each step, none of them twice.
  const more = orders.getByRole("button", { name: "Show more" });
  const lines = orders.locator("h3 > button, button[aria-expanded]");
  for (const count of [5, 25, 45]) {
    await expect.poll(() => lines.count(), { timeout: PAINT_MS_MAX }).toBe(count);
    const numbers = (await lines.allInnerTexts()).map((text) => /LOT-\d+/.exec(text)?.[0]);
    expect(numbers).toEqual(Array.from({ length: count }, (_, at) => `LOT-${at}`));
    await more.click();
  }
  await closePage(page);
});

test("who is found to be somebody else while open is followed to them, and the page says so", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const [one, other] = pairs[3] as readonly [Person, Person];
  const page = await demo.openAs("agent", pathOf(other));
  await page.getByTestId("tier").waitFor();
  const { mergeCustomers } = await demo.ask<{ mergeCustomers: { userErrors: object[] } }>(
    "supervisor",
    `mutation ($input: MergeCustomersInput!) {
      mergeCustomers(input: $input) { userErrors { code message } }
    }`,
    {
      input: {
        ...{ customer: { id: one.id }, other: { id: other.id }, reason: "Said so." },
        idempotencyKey: crypto.randomUUID(),
      },
    },
  );
  expect(mergeCustomers.userErrors).toEqual([]);
  await page.getByText("the same person as another one. You see that one now.").waitFor();
  await expect.poll(() => page.url(), { timeout: PAINT_MS_MAX }).toBe(`${demo.url}${pathOf(one)}`);
  await page.getByTestId("tier").waitFor();
  await closePage(page);
});

test("a section that a role may not see says so, and the rest of the page works", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  // A till sees who is there, and no contacts of theirs.
  const page = await demo.open(`${pathOf(personOf(1))}?as=till`);
  await page.getByTestId("tier").waitFor();
  await section(page, "Open cases").getByText("Your role may not see this.").waitFor();
  await section(page, "Points").getByText("can be used").waitFor();
  await section(page, "Last orders").getByRole("button").first().click();
  await section(page, "Last orders").getByText("Why these points").waitFor();
  await closePage(page);
});
