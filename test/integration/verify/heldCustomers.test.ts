import { expect, test } from "vitest";
import { addMicros, type Instant, MICROS_PER_DAY } from "../../../src/domain/time/instant.ts";
import { registerStores } from "../../../src/programme/ensureProgramme.ts";
import { sweepHeld } from "../../../src/purchases/sweepHeld.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { viewerOf } from "../../support/receiver.ts";
import { looseReturn, outcomesOf, sale } from "../purchases/events.ts";
import { retailerSuite } from "../purchases/retailerSuite.ts";

/** Programme 1.32: an event that waits for a rate or a sale has its customer already. */

const PLACE = { market: "GB", timeZone: "Europe/London" };
const suite = retailerSuite();

async function foundOf(): Promise<readonly string[]> {
  const { invariants } = await verifyDatabase(suite.database.sql);
  return invariants.flatMap(({ found }) => found.map(({ detail }) => detail));
}

test("whom only a held event has made is told by that event, and by no other source's", async () => {
  const abroad = sale("N-1", "nina", "10.00", { currencyCode: "CHF" });
  expect(await outcomesOf(suite.gateway, [abroad])).toEqual(["HELD RATE_MISSING"]);
  expect(await outcomesOf(suite.gateway, [looseReturn("N-R", "nils")])).toEqual([
    "HELD RETURN_WITHOUT_SALE",
  ]);
  expect(await foundOf()).toEqual([]);
  const { sql } = suite.database;
  await sql`
    update identifiers set source_id = (select id from source where code = 'till')
    where value like 'nina%' or value like 'nils%'`;
  const told = expect.stringContaining("which no event and no command tells");
  expect(await foundOf()).toEqual([told, told]);
  await sql`update identifiers set source_id = (select id from source where code = 'shop')`;
  expect(await foundOf()).toEqual([]);
});

test.each([
  ["a sale", "pola", "otto", looseReturn("P-R", "pola")],
  ["a rate", "pete", "olga", sale("P-1", "pete", "10.00", { currencyCode: "CHF" })],
])("what waits for %s tells nothing of another customer", async (_what, waiting, other, event) => {
  const { sql } = suite.database;
  await outcomesOf(suite.gateway, [event]);
  await outcomesOf(suite.gateway, [sale(`of-${other}`, other, "10.00")]);
  expect(await foundOf()).toEqual([]);
  const leafOf = async (name: string) => {
    const [row] = await sql<{ leaf_id: bigint }[]>`
      select leaf_id from identifiers where value like ${`${name}%`}`;
    return row?.leaf_id ?? 0n;
  };
  const [theirs, own] = [await leafOf(other), await leafOf(waiting)];
  await sql`update identifiers set leaf_id = ${theirs} where leaf_id = ${own}`;
  expect(await foundOf()).toContainEqual(
    expect.stringContaining("which no event and no command tells"),
  );
  await sql`update identifiers set leaf_id = ${own} where value like ${`${waiting}%`}`;
});

test("whom an event made while it waited is told by it when its order is another's by then", async () => {
  const { sql } = suite.database;
  await registerStores(sql, [{ code: "leeds-1", name: "Leeds", brand: "Test", ...PLACE }]);
  await suite.gateway.catalog.refresh();
  const abroad = { currencyCode: "CHF" };
  const viewer = { ...viewerOf("till"), store: "london-1" };
  const waiting = "HELD RATE_MISSING";
  expect(await outcomesOf(suite.gateway, [sale("Q-1", "quinn", "10.00", abroad)])).toEqual([
    waiting,
  ]);
  const ofStore = sale("Q-2", "rolf", "10.00", { ...abroad, store: "london-1" });
  expect(await outcomesOf(suite.gateway, [ofStore], { viewer })).toEqual([waiting]);
  expect(
    await outcomesOf(suite.gateway, [
      sale("Q-1", "rosa", "10.00", { eventId: "of-rosa" }),
      sale("Q-2", "rosa", "10.00", { eventId: "of-leeds", store: "leeds-1" }),
    ]),
  ).toEqual(["APPLIED", "APPLIED"]);
  await endWaits();
  expect(
    await sql`
      select e.outcome, e.reason, c.tier is not null as known from events e
      left join customer c on c.id = e.leaf_id
      where e.event_id in ('sale-Q-1', 'sale-Q-2') order by e.event_id`,
  ).toEqual([
    { outcome: "APPLIED", reason: null, known: true },
    { outcome: "REJECTED", reason: "ORDER_OF_ANOTHER_STORE", known: false },
  ]);
  expect(await foundOf()).toEqual([]);
  await sql`
    update identifiers set source_id = (select id from source where code = 'erp')
    where value like 'quinn%' or value like 'rolf%'`;
  const told = expect.stringContaining("which no event and no command tells");
  expect(await foundOf()).toEqual([told, told]);
});

/** All that waits has waited long enough. */
async function endWaits(): Promise<void> {
  const { receiver, catalog } = suite.gateway;
  const now = addMicros((Date.now() * 1_000) as Instant, 100 * MICROS_PER_DAY);
  const log = { error: () => {} };
  await sweepHeld({ sql: suite.database.sql, receiver, catalog, log, now: () => now });
}
