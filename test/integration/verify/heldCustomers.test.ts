import { uuidv7 } from "uuidv7";
import { expect, test } from "vitest";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { mergeCustomers } from "../../../src/identity/byHand/mergeCustomers.ts";
import { registerStores } from "../../../src/programme/ensureProgramme.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { endWaits, viewerOf } from "../../support/receiver.ts";
import {
  bringBack,
  link,
  looseReturn,
  moment,
  order,
  outcomesOf,
  sale,
} from "../purchases/events.ts";
import { retailerSuite } from "../purchases/retailerSuite.ts";

/** Programme 1.32: an event that waits for a rate or a sale has its customer already. */

const PLACE = { market: "GB", timeZone: "Europe/London" };
const suite = retailerSuite();

async function foundOf(): Promise<readonly string[]> {
  const { invariants } = await verifyDatabase(suite.database.sql);
  return invariants.flatMap(({ found }) => found.map(({ detail }) => detail));
}

const waitsEnd = () => endWaits(suite.database.sql, suite.gateway, (Date.now() * 1_000) as Instant);

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
  await waitsEnd();
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
  await sql`update identifiers set source_id = (select id from source where code = 'shop')`;
});

test("an event may wait for the rate of its order's currency, which is not its own", async () => {
  await outcomesOf(suite.gateway, [sale("T-1", "tina", "10.00", { currencyCode: "CHF" })]);
  await waitsEnd();
  const again = sale("T-1", "tina", "10.00", { eventId: "T-1-again", occurredAt: moment(-300) });
  expect(await outcomesOf(suite.gateway, [again])).toEqual(["HELD RATE_MISSING"]);
  expect(await foundOf()).toEqual([]);
  const { sql } = suite.database;
  await sql`update order_reference set order_id = null where value = 'T-1'`;
  expect(await foundOf()).toContainEqual(
    "waits for rate:CHF, which is not what RATE_MISSING waits for here",
  );
  await sql`
    update order_reference set order_id = (select order_id from events where event_id = 'sale-T-1')
    where value = 'T-1'`;
});

test("a number that only an event named which waited in vain and was refused is no damage", async () => {
  const viewer = { ...viewerOf("till"), store: "london-1" };
  const references = [order("U-1", "erp")];
  const back = bringBack("U-1", { references });
  expect(await outcomesOf(suite.gateway, [back], { viewer })).toEqual(["HELD UNKNOWN_ORDER"]);
  await waitsEnd();
  const { sql } = suite.database;
  expect(await sql`select reason from events where event_id = 'return-U-1'`).toEqual([
    { reason: "NUMBER_OF_ANOTHER_SOURCE" },
  ]);
  expect(await foundOf()).toEqual([]);
  await sql`update order_reference set value = 'U-2' where value = 'U-1'`;
  expect(await foundOf()).toEqual([expect.stringContaining("leads to no order")]);
  await sql`update order_reference set value = 'U-1' where value = 'U-2'`;
});

test("who is there by an event that waits is merged as others are", async () => {
  const { sql } = suite.database;
  await outcomesOf(suite.gateway, [
    sale("W-1", "willa", "10.00", { currencyCode: "CHF" }),
    sale("W-2", "wanda", "10.00"),
  ]);
  const [willa, wanda] = await sql<{ leaf_id: bigint }[]>`
    select leaf_id from identifiers where value like 'w%anda%' or value like 'w%illa%'
    order by value desc`;
  const { userErrors } = await mergeCustomers(
    {
      ...{ sql, catalog: suite.gateway.catalog, newPublicId: uuidv7 },
      runHeld: async (ids) => {
        await suite.gateway.receiver.runHeld(ids, { atOnce: false });
      },
    },
    {
      ...{ viewer: viewerOf("supervisor"), rootId: willa?.leaf_id ?? null, overrule: false },
      ...{ otherRootId: wanda?.leaf_id ?? null, said: "both", reason: "One person." },
      idempotencyKey: "willa",
    },
  );
  expect(userErrors).toEqual([]);
  expect(await foundOf()).toEqual([]);
});

test("what came back of an order that turned out to be another customer's stays with it", async () => {
  const lines = [{ id: "1", article: "A2", quantity: "1", gross: "20.00" }];
  await outcomesOf(suite.gateway, [
    sale("X-2", "yara", "20.00", { lines, occurredAt: moment(-60) }),
  ]);
  await outcomesOf(suite.gateway, [sale("X-1", "xena", "20.00", { lines })]);
  await outcomesOf(suite.gateway, [sale("X-3", "yara", "10.00")]);
  const brought = { id: "X-R", lines: [{ article: "A2", quantity: "1" }] };
  await outcomesOf(suite.gateway, [looseReturn("X-R", "xena", { return: brought })]);
  const { sql } = suite.database;
  const matched = () => sql`
    select facts -> 'matched' -> 0 -> 'l' as l from orders
    where facts ? 'matched' and absorbed_into is null and 'A2' = any(array(
      select jsonb_path_query(facts, '$.facts[*].l[*].a') #>> '{}'))`;
  await outcomesOf(suite.gateway, [link([order("X-2"), order("X-1")])]);
  expect(await matched()).toEqual([{ l: [["1", "1000000"]] }]);
  expect(await outcomesOf(suite.gateway, [looseReturn("Y-R", "yara")])).toEqual(["APPLIED"]);
  expect(await foundOf()).toEqual([]);
  expect(await matched()).toEqual([{ l: [["1", "1000000"]] }]);
});
