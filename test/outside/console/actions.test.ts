import type { Page } from "@playwright/test";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  closePage,
  type Demo,
  START_TIMEOUT_MS,
  STORY_TIMEOUT_MS,
  signIn,
  startDemo,
  violationsOf,
} from "./support.ts";

/** What an agent does for a customer, in a real browser against the demo. */

/** How long a change may take from one browser to another, milliseconds. */
const LIVE_MS = 1_000;
/** As the console has it: how long nobody may touch the page until it is covered. */
const IDLE_MINUTES = 16;

interface Person {
  readonly id: string;
  readonly name: string;
}

let demo: Demo;
/** Pairs who may be one person, the one who came first at the head. */
let pairs: readonly (readonly [Person, Person])[];

beforeAll(async () => {
  demo = await startDemo("console-actions");
  const { matchCandidates } = await demo.ask<{
    matchCandidates: { nodes: { score: number; customers: [Person, Person] }[] };
  }>("agent", "{ matchCandidates(first: 20) { nodes { score customers { id name } } } }");
  pairs = matchCandidates.nodes.map(({ customers }) => customers);
}, START_TIMEOUT_MS);

afterAll(async () => {
  await demo.stop();
}, START_TIMEOUT_MS);

afterEach(() => {
  expect(demo.takeFaults()).toEqual([]);
});

/** Somebody of the demo whom no other test changes: one side of a pair of its own. */
function personOf(pair: number): Person {
  const found = pairs[pair]?.[0];
  if (found === undefined) {
    throw new Error(`The demo has ${pairs.length} pairs.`);
  }
  return found;
}

const pathOf = ({ id }: Person) => `/console/customers/${encodeURIComponent(id)}`;

async function openForm(page: Page, title: string): Promise<void> {
  await page.getByTestId("tier").waitFor();
  await page.getByRole("button", { name: "Do something" }).click();
  await page.getByRole("menuitem", { name: title, exact: true }).click();
  await page.getByRole("dialog", { name: title }).waitFor();
}

const submit = (page: Page, title: string) =>
  page.getByRole("dialog").getByRole("button", { name: title, exact: true });
const reason = (page: Page) => page.getByRole("textbox", { name: "Why" });
const done = (page: Page) => page.getByRole("dialog").getByText("Done", { exact: true });
const tierCard = (page: Page) => page.getByRole("region", { name: "Tier", exact: true });

async function activeOf({ id }: Person): Promise<number> {
  const { customer } = await demo.ask<{
    customer: { loyalty: { accounts: { wallet: string; active: string }[] } };
  }>(
    "supervisor",
    "query ($id: ID!) { customer(by: { id: $id }) { loyalty { accounts { wallet active } } } }",
    { id },
  );
  const account = customer.loyalty.accounts.find(({ wallet }) => wallet === "points");
  return Number(account?.active ?? "0");
}

async function override({ id }: Person, tier: string, expectedVersion: number | null) {
  await demo.ask(
    "supervisor",
    `mutation ($input: OverrideTierInput!) {
      overrideTier(input: $input) { userErrors { code } }
    }`,
    {
      input: {
        ...{ customer: { id }, tier, reason: "Somebody else was faster." },
        ...{ expectedVersion, idempotencyKey: crypto.randomUUID() },
      },
    },
  );
}

describe("a tier by hand", () => {
  test("appears in another browser within a second, without a reload, and marked; and is undone", {
    timeout: STORY_TIMEOUT_MS,
  }, async () => {
    const person = personOf(0);
    const other = await demo.openAs("supervisor", pathOf(person));
    const before = await other.getByTestId("tier").innerText();
    const changes = Number(await tierCard(other).getAttribute("data-changes"));
    const page = await demo.openAs("agent", pathOf(person));
    await openForm(page, "Override the tier");
    await page.getByRole("combobox", { name: /^Tier/ }).selectOption("GOLD");
    await reason(page).fill("Two parcels lost in one month.");
    const effect = page.getByTestId("effect");
    expect((await effect.innerText()).replaceAll(/\s+/g, " ")).toMatch(
      new RegExp(`Tier ${before} → Gold Until .* then ${before}`),
    );
    expect(await violationsOf(page)).toEqual([]);
    await submit(page, "Override the tier").click();
    await done(page).waitFor();
    const answeredMs = Date.now();
    await other.getByTestId("tier").filter({ hasText: "Gold" }).waitFor();
    expect(Date.now() - answeredMs).toBeLessThanOrEqual(LIVE_MS);
    expect(Number(await tierCard(other).getAttribute("data-changes"))).toBeGreaterThan(changes);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("dialog").getByText("Undone.").waitFor();
    await other.getByTestId("tier").filter({ hasText: before }).waitFor();
    await closePage(page);
    await closePage(other);
  });

  test("that somebody else gives meanwhile is told as two people meeting, with a choice", {
    timeout: STORY_TIMEOUT_MS,
  }, async () => {
    const person = personOf(1);
    const page = await demo.openAs("agent", pathOf(person));
    await openForm(page, "Override the tier");
    await page.getByRole("combobox", { name: /^Tier/ }).selectOption("GOLD");
    await reason(page).fill("Mine.");
    await override(person, "SILVER", null);
    const meeting = page.getByTestId("meeting");
    await meeting.getByText("No tier was given.").waitFor();
    const said = await meeting.innerText();
    expect(said).toMatch(/changed this a moment ago/);
    expect(said).toMatch(/Silver given by/);
    expect(said).toMatch(/Somebody else was faster/);
    expect(said).not.toMatch(/CONFLICT|version/i);
    expect(await submit(page, "Override the tier").isDisabled()).toBe(true);
    expect(await reason(page).inputValue()).toBe("Mine.");
    await meeting.getByRole("button", { name: "Do mine all the same" }).click();
    await submit(page, "Override the tier").click();
    await done(page).waitFor();
    await page.getByTestId("tier").filter({ hasText: "Gold" }).waitFor();
    await closePage(page);
  });
});

test("a change of a customer that the server refuses as overtaken becomes a meeting, too", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const person = personOf(1);
  const page = await demo.open("/console");
  // Nothing is pushed to this one: it learns of the other only by being refused.
  await page.routeWebSocket(/\/graphql$/, () => {});
  await signIn(page, "agent");
  await page.goto(`${demo.url}${pathOf(person)}`);
  await openForm(page, "Change name, language, marks");
  await page.getByRole("textbox", { name: "Name" }).fill("Renamed <b>Here</b>");
  await demo.ask(
    "supervisor",
    `mutation ($input: UpdateCustomerInput!) { updateCustomer(input: $input) { userErrors { code } } }`,
    { input: { customer: { id: person.id }, language: "fr" } },
  );
  await submit(page, "Change name, language, marks").click();
  const meeting = page.getByTestId("meeting");
  await meeting.getByText("Language: fr").waitFor();
  expect(await meeting.innerText()).not.toMatch(/VERSION|expected/);
  await meeting.getByRole("button", { name: "Do mine all the same" }).click();
  await submit(page, "Change name, language, marks").click();
  await done(page).waitFor();
  const { customer } = await demo.ask<{ customer: { name: string; language: string } }>(
    "supervisor",
    "query ($id: ID!) { customer(by: { id: $id }) { name language } }",
    { id: person.id },
  );
  expect(customer).toEqual({ name: "Renamed <b>Here</b>", language: "fr" });
  await closePage(page);
});

describe("points by hand", () => {
  test("count once, whether the button is pressed twice or the answer is lost", {
    timeout: STORY_TIMEOUT_MS,
  }, async () => {
    const person = personOf(2);
    const before = await activeOf(person);
    const page = await demo.openAs("agent", pathOf(person));
    await openForm(page, "Correct points");
    await page.getByRole("textbox", { name: "Points" }).fill("150");
    await reason(page).fill("Forgotten at the till.");
    expect(await page.getByTestId("effect").innerText()).toContain(
      (before + 150).toLocaleString("en-GB"),
    );
    // The first answer is lost on its way: the server has done it.
    let lost = 0;
    await page.route("**/graphql", async (route) => {
      if (lost === 0 && (route.request().postData() ?? "").includes("Forgotten at the till.")) {
        lost += 1;
        await route.fetch();
        await route.abort();
        return;
      }
      await route.continue();
    });
    const button = submit(page, "Correct points");
    await button.evaluate((element: { click: () => void }) => {
      element.click();
      element.click();
    });
    await page.getByText("No answer came").waitFor();
    expect(await activeOf(person)).toBe(before + 150);
    expect(await reason(page).isDisabled()).toBe(true);
    await page.getByRole("button", { name: "Send again" }).click();
    await done(page).waitFor();
    expect(lost).toBe(1);
    expect(await activeOf(person)).toBe(before + 150);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Undone.").waitFor();
    expect(await activeOf(person)).toBe(before);
    await closePage(page);
    // What was lost on purpose is told by the browser.
    expect(demo.takeFaults().filter((fault) => !/ERR_FAILED/.test(fault))).toEqual([]);
  });

  test("a form is opened, filled, sent and closed by the keyboard alone", {
    timeout: STORY_TIMEOUT_MS,
  }, async () => {
    const person = personOf(2);
    const before = await activeOf(person);
    const page = await demo.openAs("agent", pathOf(person));
    await page.getByTestId("tier").waitFor();
    const focused = () =>
      page.evaluate<string>("document.activeElement.textContent || document.activeElement.id");
    for (let pressed = 0; pressed < 30 && (await focused()) !== "Do something"; pressed += 1) {
      await page.keyboard.press("Tab");
    }
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Explain in words" }).waitFor();
    const item = page.getByRole("menuitem", { name: "Correct points" });
    for (let pressed = 0; pressed < 8; pressed += 1) {
      if (await item.evaluate((element) => element.matches(":focus"))) {
        break;
      }
      await page.keyboard.press("ArrowDown");
    }
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Correct points" }).waitFor();
    await page.locator("[data-autofocus]:focus").waitFor();
    await page.keyboard.type("7");
    await page.keyboard.press("Tab");
    await page.keyboard.type("By hand alone");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await done(page).waitFor();
    expect(await activeOf(person)).toBe(before + 7);
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await focused()).toBe("Do something");
    await closePage(page);
  });
});

test("a form that nobody touches is covered with its page, and holds what was typed", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const page = await demo.open("/console");
  await page.clock.install();
  await signIn(page, "agent");
  await page.goto(`${demo.url}${pathOf(personOf(2))}`);
  await openForm(page, "Record a contact");
  await page.getByRole("textbox", { name: "About what" }).fill("Half a sent");
  await page.clock.fastForward(`${IDLE_MINUTES}:00`);
  const cover = page.getByRole("alertdialog");
  await cover.waitFor();
  expect(await page.getByRole("dialog").filter({ visible: true }).count()).toBe(0);
  await page.keyboard.press("Escape");
  await cover.getByRole("button", { name: /^Go on as/ }).click();
  await page.getByRole("dialog", { name: "Record a contact" }).waitFor();
  expect(await page.getByRole("textbox", { name: "About what" }).inputValue()).toBe("Half a sent");
  await closePage(page);
});

test("a receipt is shown before it is claimed, and is the customer's then", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/London" }).format(new Date());
  const sold = {
    ...{ source: "till", eventId: "actions-claim", kind: "SOLD", store: "GB-01", till: "9" },
    ...{ occurredAt: new Date().toISOString(), businessDate: day, currencyCode: "GBP" },
    references: [{ kind: "receipt", value: "880011" }],
    lines: [{ id: "1", article: "MUG", name: "Mug", quantity: "2", gross: "30.00" }],
    tenders: [{ kind: "cash", amount: "30.00" }],
  };
  const { ingestPurchases } = await demo.ask<{
    ingestPurchases: { results: { outcome: string; message: string | null }[] };
  }>(
    "ingest",
    `mutation ($events: [PurchaseEventInput!]!) {
      ingestPurchases(input: { events: $events }) { results { outcome message } }
    }`,
    { events: [sold] },
  );
  expect(ingestPurchases.results[0]).toEqual({ outcome: "APPLIED", message: null });
  const page = await demo.openAs("agent", pathOf(personOf(2)));
  await openForm(page, "Claim a receipt");
  await page.getByRole("combobox", { name: /^Store/ }).selectOption("GB-01");
  await page.getByRole("textbox", { name: "Till" }).fill("9");
  await page.getByRole("textbox", { name: "Receipt number" }).fill("880011");
  await page.getByLabel("Day on it").fill(day);
  await page.getByRole("textbox", { name: "Total on it" }).fill("31,00");
  await page.getByRole("textbox", { name: "Currency" }).fill("GBP");
  await page.getByRole("button", { name: "Look it up" }).click();
  const effect = page.getByTestId("effect");
  await effect.getByText("£30.00").waitFor();
  expect(await effect.innerText()).toMatch(/2 × Mug/);
  await effect.getByText("another one than what you typed").waitFor();
  await submit(page, "Claim a receipt").click();
  // The server does not say which of number, total and day is wrong.
  await page.getByRole("dialog").getByRole("alert").waitFor();
  expect(await page.getByRole("textbox", { name: "Receipt number" }).inputValue()).toBe("880011");
  await page.getByRole("textbox", { name: "Total on it" }).fill("30,00");
  await submit(page, "Claim a receipt").click();
  await done(page).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("region", { name: "Last orders" }).getByText("880011").waitFor();
  await closePage(page);
});

test("two customers are compared, made one, and made two again", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const [one, other] = pairs[3] as readonly [Person, Person];
  const page = await demo.openAs("agent", pathOf(one));
  await page
    .getByRole("button", { name: /^Compare/ })
    .first()
    .click();
  const table = page.getByTestId("preview");
  await table.waitFor();
  const rows = await table.getByRole("row").allInnerTexts();
  const points = rows.find((row) => row.startsWith("Points"))?.match(/[\d,]+/g) ?? [];
  const [left, right, both] = points.map((text) => Number(text.replaceAll(",", "")));
  expect([points.length, both]).toEqual([3, (left ?? 0) + (right ?? 0)]);
  await page.getByLabel("They are one person").check();
  await reason(page).fill("Wrote from both addresses.");
  expect(await violationsOf(page)).toEqual([]);
  await submit(page, "Decide").click();
  await done(page).waitFor();
  expect(await activeOf(one)).toBe(both);
  expect(await activeOf(other)).toBe(both);
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
  await page.getByRole("button", { name: "What was merged into this customer" }).click();
  await page
    .getByRole("button", { name: /^Take out again/ })
    .first()
    .click();
  await page.getByTestId("effect").getByText("customer of their own again").waitFor();
  await reason(page).fill("They were two after all.");
  await submit(page, "Take out again").click();
  await done(page).waitFor();
  expect(await activeOf(one)).toBe(left);
  expect(await activeOf(other)).toBe(right);
  await closePage(page);
});
