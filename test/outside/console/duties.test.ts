import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  closePage,
  type Demo,
  NARROW,
  overhangOf,
  type Role,
  START_TIMEOUT_MS,
  STORY_TIMEOUT_MS,
  startDemo,
  violationsOf,
} from "./support.ts";

/** What operations, supervisors and the loyalty team do beside calls, in a real browser. */

interface Person {
  readonly id: string;
  readonly name: string;
}

let demo: Demo;
/** Pairs who may be one person, as the queue has them. */
let pairs: readonly (readonly [Person, Person])[];

beforeAll(async () => {
  demo = await startDemo("console-duties");
  const { matchCandidates } = await demo.ask<{
    matchCandidates: { nodes: { customers: [Person, Person] }[] };
  }>("supervisor", "{ matchCandidates(first: 20) { nodes { customers { id name } } } }");
  pairs = matchCandidates.nodes.map(({ customers }) => customers);
}, START_TIMEOUT_MS);

afterAll(async () => {
  await demo.stop();
}, START_TIMEOUT_MS);

afterEach(() => {
  expect(demo.takeFaults()).toEqual([]);
});

const reason = (page: Page) => page.getByRole("dialog").getByRole("textbox", { name: "Why" });
const inDialog = (page: Page, name: string) =>
  page.getByRole("dialog").getByRole("button", { name, exact: true });

/** Presses Tab until the button has the keyboard. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const button = page.getByRole("button", { name, exact: typeof name === "string" }).first();
  for (let pressed = 0; pressed < 60; pressed += 1) {
    if (await button.evaluate((element) => element.matches(":focus"))) {
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${name}.`);
}

async function heldOf(wanted: string): Promise<number> {
  const { held } = await demo.ask<{ held: { reason: string; count: number }[] }>(
    "operator",
    "{ held { reason count } }",
  );
  return held.find((group) => group.reason === wanted)?.count ?? 0;
}

/** A purchase of long ago, which waits for approval. */
async function holdOld(number: string): Promise<void> {
  const sold = {
    ...{ source: "till", eventId: `duties-${number}`, kind: "SOLD", store: "GB-01", till: "9" },
    ...{ occurredAt: "2020-03-02T10:00:00Z", businessDate: "2020-03-02", currencyCode: "GBP" },
    references: [{ kind: "receipt", value: number }],
    lines: [{ id: "1", article: "MUG", name: "Mug", quantity: "1", gross: "15.00" }],
    tenders: [{ kind: "cash", amount: "15.00" }],
  };
  const { ingestPurchases } = await demo.ask<{
    ingestPurchases: { results: { outcome: string; reason: string }[] };
  }>(
    "ingest",
    `mutation ($events: [PurchaseEventInput!]!) {
      ingestPurchases(input: { events: $events }) { results { outcome reason } }
    }`,
    { events: [sold] },
  );
  expect(ingestPurchases.results).toEqual([{ outcome: "HELD", reason: "OLD_EVENT" }]);
}

/** Candidates of a page of the queue. */
const PAGE = 20;
const PUT_UP_MS = 60_000;

/** Puts pairs up: a purchase shows addresses of both, of which nobody has proved one. */
async function putUp(count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_one, at) => at);
  const addresses = (at: number) => [`queue-${at}-a@example.com`, `queue-${at}-b@example.com`];
  const made = numbers.flatMap((at) =>
    addresses(at).map(
      (value, side) => `c${at}_${side}: createCustomer(input: { idempotencyKey: "${value}",
        identifiers: [{ kind: "email", value: "${value}" }] }) { userErrors { code } }`,
    ),
  );
  // A few in each request: what one may do is limited.
  for (let from = 0; from < made.length; from += MADE_AT_ONCE) {
    await demo.ask("agent", `mutation { ${made.slice(from, from + MADE_AT_ONCE).join(" ")} }`);
  }
  const events = numbers.map((at) => ({
    ...{ source: "till", eventId: `queue-${at}`, kind: "SOLD", store: "GB-01", till: "9" },
    ...{ occurredAt: new Date().toISOString(), currencyCode: "GBP" },
    customer: addresses(at).map((value) => ({ kind: "email", value })),
    references: [{ kind: "receipt", value: `77${1000 + at}` }],
    lines: [{ id: "1", article: "MUG", name: "Mug", quantity: "1", gross: "15.00" }],
    tenders: [{ kind: "cash", amount: "15.00" }],
  }));
  await demo.ask(
    "ingest",
    `mutation ($events: [PurchaseEventInput!]!) {
      ingestPurchases(input: { events: $events }) { results { outcome } }
    }`,
    { events },
  );
  const waiting = async () => {
    const { matchCandidates } = await demo.ask<{ matchCandidates: { nodes: object[] } }>(
      "agent",
      "{ matchCandidates(first: 100) { nodes { id } } }",
    );
    return matchCandidates.nodes.length;
  };
  await expect.poll(waiting, { timeout: PUT_UP_MS, interval: 500 }).toBeGreaterThanOrEqual(count);
}
const MADE_AT_ONCE = 5;

const APPROVAL = /^Release: approval: it is old/;

describe("what is held", () => {
  test("is approved one by one, by the keyboard alone, and what came of it is told", {
    timeout: STORY_TIMEOUT_MS,
  }, async () => {
    await holdOld("770001");
    await holdOld("770002");
    const before = await heldOf("OLD_EVENT");
    const page = await demo.openAs("operator", "/console/held");
    await page.getByRole("button", { name: APPROVAL }).waitFor();
    await tabTo(page, APPROVAL);
    await page.keyboard.press("Enter");
    await page.getByRole("radio", { name: "Only these, the oldest of them" }).waitFor();
    await page.getByRole("radio", { name: /^All|^The one/ }).focus();
    await page.keyboard.press("ArrowDown");
    await page.getByRole("checkbox", { name: "770002" }).focus();
    await page.keyboard.press("Space");
    expect(await page.getByTestId("effect").innerText()).toMatch(/You approve them/);
    expect(await violationsOf(page)).toEqual([]);
    await reason(page).focus();
    await page.keyboard.type("The store has kept the receipt.");
    await tabTo(page, "Release");
    await page.keyboard.press("Enter");
    await page.getByText("1 released. 1 applied.").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await heldOf("OLD_EVENT")).toBe(before - 1);
    // The keyboard is where it was.
    expect(
      await page.getByRole("button", { name: APPROVAL }).evaluate((it) => it.matches(":focus")),
    ).toBe(true);
    await closePage(page);
  });

  test("tries again as a whole, and what still waits is told", {
    timeout: STORY_TIMEOUT_MS,
  }, async () => {
    const before = await heldOf("UNKNOWN_CUSTOMER");
    expect(before).toBeGreaterThan(0);
    const page = await demo.openAs("operator", "/console/held", NARROW);
    await page.getByRole("button", { name: /^Release: a customer with its identifier/ }).click();
    expect(await page.getByTestId("effect").innerText()).toMatch(/they wait on/);
    expect(await overhangOf(page)).toBe(0);
    await reason(page).fill("After the import");
    await inDialog(page, "Release").click();
    await page.getByText(`${before} released. ${before} wait on.`).waitFor();
    expect(await heldOf("UNKNOWN_CUSTOMER")).toBe(before);
    await closePage(page);
  });
});

describe("the queue of who may be one person", () => {
  test("shows both, what speaks for it and what it would come to, and takes the answer", {
    timeout: STORY_TIMEOUT_MS,
  }, async () => {
    const [one, other] = pairs[0] ?? [];
    const page = await demo.openAs("agent", "/console/one-person", NARROW);
    const compare = page.getByRole("button", { name: /^Compare: / });
    await compare.first().waitFor();
    expect(await overhangOf(page)).toBe(0);
    expect(await page.locator("#content li").count()).toBeGreaterThan(0);
    await tabTo(page, `Compare: ${one?.name}, ${other?.name}`);
    await page.keyboard.press("Enter");
    await page.getByTestId("preview").waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole("radio", { name: "They are two people" }).check();
    expect(await page.getByTestId("effect").innerText()).toMatch(/They stay two/);
    await reason(page).fill("Mother and daughter; the daughter called.");
    await inDialog(page, "Decide").click();
    await page.getByRole("dialog").getByText("Done", { exact: true }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByText("two people", { exact: true }).waitFor();
    const { customer, matchCandidates } = await demo.ask<{
      customer: { identityGraph: { decisions: { reason: string | null }[] } };
      matchCandidates: { nodes: { customers: Person[] }[] };
    }>(
      "agent",
      `query ($id: ID!) {
        customer(by: { id: $id }) { identityGraph { decisions { reason } } }
        matchCandidates(first: 100) { nodes { customers { id } } }
      }`,
      { id: one?.id },
    );
    expect(customer.identityGraph.decisions[0]?.reason).toMatch(/^Mother and daughter/);
    const left = matchCandidates.nodes.map(({ customers }) => customers.map(({ id }) => id));
    expect(left).not.toContainEqual([one?.id, other?.id]);
    await closePage(page);
  });

  test("is read on by pages, and only what is as likely as was asked for", {
    timeout: STORY_TIMEOUT_MS,
  }, async () => {
    await putUp(PAGE + 1);
    const page = await demo.openAs("agent", "/console/one-person");
    const compare = page.getByRole("button", { name: /^Compare: / });
    await compare.first().waitFor();
    const first = await compare.count();
    expect(first).toBe(PAGE);
    await page.getByRole("button", { name: "Show more" }).click();
    await page.waitForFunction(
      `document.querySelectorAll('button[aria-label^="Compare: "]').length > ${first}`,
    );
    // All of the demo showed one identifier: half as likely, and no more.
    const atLeast = page.getByRole("combobox", { name: "At least as alike" });
    await atLeast.selectOption("0.7");
    await page.getByText("Nobody is left to be decided.").waitFor();
    expect(await compare.count()).toBe(0);
    await atLeast.selectOption("0.5");
    await compare.first().waitFor();
    expect(await compare.count()).toBe(PAGE);
    await closePage(page);
  });
});

describe("who looked at whom", () => {
  test("is found from a customer and from a person, and taken out as a file", {
    timeout: STORY_TIMEOUT_MS,
  }, async () => {
    const [one] = pairs[1] ?? [];
    // Somebody has them open, as a call would.
    const agent = await demo.openAs(
      "agent",
      `/console/customers/${encodeURIComponent(one?.id ?? "")}`,
    );
    await agent.getByTestId("tier").waitFor();
    const { viewer } = await demo.ask<{ viewer: { name: string } }>("agent", "{ viewer { name } }");
    const known = await demo.ask<{ customer: { identifiers: { display: string }[] } }>(
      "supervisor",
      `mutation ($id: ID!) { customer: revealIdentifiers(input: {
        customer: { id: $id }, reason: MISUSE_CHECK }) { identifiers { display } } }`,
      { id: one?.id },
    );
    const page = await demo.openAs("supervisor", "/console/who-looked", NARROW);
    await page.getByRole("radio", { name: "Who had a customer open" }).check();
    await page
      .getByRole("textbox", { name: "The customer" })
      .fill(known.customer.identifiers[0]?.display ?? "");
    await page.keyboard.press("Enter");
    // What is opened is written down once in a while.
    const link = page.getByRole("button", { name: `Whom else ${viewer.name} had open` });
    await link.first().waitFor();
    expect(await overhangOf(page)).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await link.first().click();
    await page.getByRole("heading", { name: `Whom ${viewer.name} had open` }).waitFor();
    await page
      .getByRole("link", { name: one?.name ?? "" })
      .first()
      .waitFor();
    expect(await violationsOf(page)).toEqual([]);
    const coming = page.waitForEvent("download");
    await page.getByRole("button", { name: "Take out as CSV" }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe("who-looked.csv");
    const text = await readFile(await download.path(), "utf8");
    expect(text.split("\r\n")[0]?.replace("\uFEFF", "")).toBe("at,role,person,customer,name");
    expect(text).toContain(one?.id);
    await closePage(page);
    await closePage(agent);
  });

  test("says so when there is nothing, and does not ask for days the wrong way round", {
    timeout: STORY_TIMEOUT_MS,
  }, async () => {
    const page = await demo.openAs("supervisor", "/console/who-looked");
    await page.getByRole("textbox", { name: "Name of the person" }).fill("nobody-of-this-name");
    await page.getByLabel("From").fill("2026-05-02");
    await page.getByLabel("To", { exact: true }).fill("2026-05-01");
    await page.getByText("The last day must not be before the first.").waitFor();
    expect(await page.getByRole("button", { name: "Show", exact: true }).isDisabled()).toBe(true);
    await page.getByLabel("To", { exact: true }).fill("2026-05-03");
    await page.getByRole("button", { name: "Show", exact: true }).click();
    await page.getByText("This person had nobody open on these days.").waitFor();
    await closePage(page);
  });
});

test("a block of points is seen with its reason, and ended", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const [one] = pairs[2] ?? [];
  const customer = { id: one?.id };
  const write = async (name: string, input: object) => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    await demo.ask(
      "supervisor",
      `mutation ($i: ${type}!) { ${name}(input: $i) { userErrors { code } } }`,
      { i: { customer, idempotencyKey: crypto.randomUUID(), ...input } },
    );
  };
  await write("adjustPoints", { points: "500", reason: "For the test" });
  await write("blockPoints", { points: "120", reason: "Two accounts <b>maybe</b>" });
  const path = `/console/customers/${encodeURIComponent(one?.id ?? "")}`;
  const page = await demo.openAs("supervisor", path);
  await page.getByTestId("tier").waitFor();
  await page.getByRole("button", { name: "Do something" }).click();
  await page.getByRole("menuitem", { name: "End a block of points", exact: true }).click();
  const block = page.getByRole("radio", { name: /^120 points, .* by / });
  await block.waitFor();
  expect(await block.isChecked()).toBe(true);
  await page.getByText("Two accounts <b>maybe</b>").waitFor();
  expect(await page.getByTestId("effect").innerText()).toMatch(/Can be used/);
  expect(await violationsOf(page)).toEqual([]);
  await reason(page).fill("It is one household.");
  await inDialog(page, "End a block of points").click();
  await page.getByText("They can be spent again.").waitFor();
  await closePage(page);
});

test.each([
  ["agent", "/console/who-looked"],
  ["operator", "/console/one-person"],
  ["marketer", "/console/held"],
] as readonly (readonly [Role, string])[])(
  "%s is told that %s is not theirs",
  {
    timeout: STORY_TIMEOUT_MS,
  },
  async (role, path) => {
    const page = await demo.openAs(role, path);
    await page.getByText("Your role does not have this page.").waitFor();
    await closePage(page);
  },
);
