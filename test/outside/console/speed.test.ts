import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { enterToPage } from "../../../bench/cases/callerPage.ts";
import { percentile } from "../../../bench/report/statistics.ts";
import { closePage, type Demo, START_TIMEOUT_MS, STORY_TIMEOUT_MS, startDemo } from "./support.ts";

/** What an agent waits for while somebody is on the telephone, on the demo. */

/** Half of the searches are faster; with a million customers: docs/benchmarks.md. */
const PAGE_MS_MAX = 1_000;
const SEARCHES = 12;
/** What else runs on the machine is not what is measured: a quiet round is waited for. */
const ROUNDS_MAX = 4;
/** As many questions as one request may ask. */
const ASKED_AT_ONCE = 20;

let demo: Demo;
beforeAll(async () => {
  demo = await startDemo("console-speed");
}, START_TIMEOUT_MS);
afterAll(async () => {
  await demo.stop();
}, START_TIMEOUT_MS);
afterEach(() => {
  expect(demo.takeFaults()).toEqual([]);
});

/** Order numbers that lead to somebody, each to somebody else, from the newest purchases. */
async function numbersOfOrders(): Promise<readonly string[]> {
  const numbers = new Map<string, string>();
  let after: string | null = null;
  while (numbers.size <= SEARCHES) {
    const { handoffs }: { handoffs: Purchases } = await demo.ask(
      "operator",
      `query ($after: String) { handoffs(first: ${ASKED_AT_ONCE}, after: $after) {
        nodes { references { value } } pageInfo { hasNextPage endCursor } } }`,
      { after },
    );
    const texts = handoffs.nodes.map(({ references }) => references[0]?.value ?? "");
    for (const [id, text] of await customersOf([...new Set(texts)])) {
      numbers.set(id, text);
    }
    if (!handoffs.pageInfo.hasNextPage) {
      break;
    }
    after = handoffs.pageInfo.endCursor;
  }
  return [...numbers.values()];
}

interface Purchases {
  readonly nodes: readonly { readonly references: readonly { readonly value: string }[] }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** The one customer that each number leads to, where it is one. */
async function customersOf(
  texts: readonly string[],
): Promise<readonly (readonly [string, string])[]> {
  const asked = texts.map(
    (text, at) => `n${at}: lookup(text: ${JSON.stringify(text)}, first: 2) { customer { id } }`,
  );
  const found = await demo.ask<Record<string, { customer: { id: string } | null }[]>>(
    "agent",
    `{ ${asked.join(" ")} }`,
  );
  return texts.flatMap((text, at) => {
    const [hit, other] = found[`n${at}`] ?? [];
    return hit?.customer != null && other === undefined ? [[hit.customer.id, text] as const] : [];
  });
}

test("from Enter in the search to the customer's page it takes less than a second", {
  timeout: ROUNDS_MAX * STORY_TIMEOUT_MS,
}, async () => {
  const numbers = await numbersOfOrders();
  expect(numbers.length).toBeGreaterThan(SEARCHES);
  const page = await demo.openAs("agent", "/console/customers");
  const halves: number[] = [];
  while (halves.length < ROUNDS_MAX && (halves.at(-1) ?? Infinity) > PAGE_MS_MAX) {
    // Nothing is known from the round before.
    await page.goto(`${demo.url}/console/customers`);
    const ms: number[] = [];
    for (const number of numbers.slice(0, SEARCHES + 1)) {
      ms.push(await enterToPage(page, number));
    }
    const [first = 0, ...others] = ms;
    const half = percentile(others, 0.5);
    halves.push(half);
    console.log(
      `Enter to page: first ${first | 0} ms, p50 ${half | 0} ms, most ${Math.max(...others) | 0} ms`,
    );
  }
  expect(Math.min(...halves)).toBeLessThanOrEqual(PAGE_MS_MAX);
  await closePage(page);
});
