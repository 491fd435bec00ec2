import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import type { LocalDate } from "../../../src/domain/time/instant.ts";
import { enrolCustomer } from "../../../src/loyalty/enrolCustomer.ts";
import { claimPurchase } from "../../../src/orders/claimPurchase.ts";
import { registerSource } from "../../../src/programme/ensureProgramme.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import {
  setUpRetailer,
  startReceiver,
  type TestReceiver,
  viewerOf,
} from "../../support/receiver.ts";
import { moment, order, type RawEvent, sale } from "../purchases/events.ts";

/**
 * Joining by a command, and by a purchase after one, credits what was bought before; see
 * handoff/joining.test.ts.
 */

const DAY_MS = 24 * 60 * 60_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

let database: TestDatabase;
let gateway: TestReceiver;

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql, { ...DEFAULT_RULESET_DOCUMENT, retroCreditDays: 60 });
  await registerSource(database.sql, {
    code: "guestshop",
    name: "A shop that makes customers, not members",
    identifierRank: ["email"],
    createKinds: ["email"],
    trustedKinds: ["email"],
    autoEnrol: false,
    defaultChannel: "web",
  });
  // From ten days ago on the rules credit 30 days only.
  await database.sql`
    insert into ruleset_version (version, status, document, active_from)
    select 2, status, jsonb_set(document, '{retroCreditDays}', '30') || '{"version": 2}', ${daysAgo(10)}
    from ruleset_version where status = 'ACTIVE'`;
  gateway = await startReceiver(database.url);
});

afterAll(async () => {
  await gateway?.close();
  await database?.drop();
});

const deps = () => ({ sql: database.sql, catalog: gateway.catalog, newPublicId: uuidv7 });

async function apply(...events: readonly RawEvent[]): Promise<bigint> {
  const results = await gateway.send(events);
  expect(results.map(({ outcome }) => outcome)).toEqual(events.map(() => "APPLIED"));
  return results[0]?.leafId as bigint;
}

function quietSale(number: string, holder: string | null, amount: string, more: RawEvent = {}) {
  const references = [order(number, "guestshop")];
  return sale(number, holder, amount, { source: "guestshop", references, ...more });
}

async function booked(...numbers: readonly string[]): Promise<bigint[]> {
  const rows = await database.sql<{ value: string; points_active: bigint }[]>`
    select r.value, o.points_active from order_reference r join orders o on o.id = r.order_id
    where r.value = any(${[...numbers]}::text[])`;
  return numbers.map((number) => rows.find(({ value }) => value === number)?.points_active ?? -1n);
}

async function isSound(): Promise<void> {
  const report = await verifyDatabase(database.sql);
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
}

async function enrol(rootId: bigint, idempotencyKey: string): Promise<void> {
  const answer = await enrolCustomer(deps(), {
    viewer: viewerOf("agent"),
    rootId,
    said: String(rootId),
    idempotencyKey,
    termsVersion: null,
    channel: null,
    store: null,
  });
  expect(answer.userErrors).toEqual([]);
}

/**
 * Bought on these days before joining: the rules of its own day say whether a purchase is credited.
 */
const bought = (holder: string) =>
  [5, 40, 55, 70].map((days) =>
    quietSale(`${holder}-${days}`, holder, "100.00", { occurredAt: daysAgo(days) }),
  );
const numbers = (holder: string) => [5, 40, 55, 70].map((days) => `${holder}-${days}`);

test("by a command: each purchase by the rules of its own day, at once", async () => {
  await enrol(await apply(...bought("kim")), "kim");
  expect(await booked(...numbers("kim"))).toEqual([100n, 100n, 100n, 0n]);
  await isSound();
});

test("by a purchase: the same", async () => {
  await apply(...bought("lou"));
  await apply(sale("lou-join", "lou", "10.00"));
  expect(await booked(...numbers("lou"), "lou-join")).toEqual([100n, 100n, 100n, 0n, 10n]);
  await isSound();
});

test("a guest's purchase that is claimed is credited when its customer joins later", async () => {
  const rootId = await apply(quietSale("lea-0", "lea", "1.00"));
  await apply(quietSale("lea-1", null, "100.00"));
  const [found] = await database.sql<{ id: bigint }[]>`
    select order_id as id from order_reference where value = 'lea-1'`;
  const answer = await claimPurchase(deps(), {
    viewer: viewerOf("agent"),
    rootId,
    orderId: found?.id as bigint,
    total: { amount: "100.00", currencyCode: "GBP" },
    purchasedOn: moment().slice(0, 10) as LocalDate,
    said: "lea",
    idempotencyKey: "lea",
  });
  expect(answer.userErrors).toEqual([]);
  expect(await booked("lea-1")).toEqual([0n]);
  await apply(sale("lea-2", "lea", "10.00"));
  expect(await booked("lea-0", "lea-1", "lea-2")).toEqual([1n, 100n, 10n]);
  await isSound();
});
