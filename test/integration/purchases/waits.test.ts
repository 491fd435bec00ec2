import { describe, expect, test } from "vitest";
import { at } from "../../support/receiver.ts";
import { bringBack, email, link, looseReturn, moment, order, outcomesOf, sale } from "./events.ts";
import { retailerSuite } from "./retailerSuite.ts";

/** What an event waits for and what ends its wait, one process, no races. */

const suite = retailerSuite();
const { balanceOf } = suite;

async function eventOf(eventId: string) {
  const [row] = await suite.database.sql`select * from events where event_id = ${eventId}`;
  return row;
}

describe("an event of an order that is not there yet", () => {
  test("is released by any of the numbers it names, not only by the first", async () => {
    const early = link([order("E-1", "erp"), order("A-1")], { eventId: "early-1" });
    expect(await outcomesOf(suite.gateway, [early])).toEqual(["HELD UNKNOWN_ORDER"]);
    expect(await outcomesOf(suite.gateway, [sale("A-1", "ada", "10.00")])).toEqual(["APPLIED"]);
    expect(await eventOf("early-1")).toMatchObject({ outcome: "APPLIED" });
    // And from now on the other number names the order too.
    const byErp = bringBack("A-1", { references: [order("E-1", "erp")] });
    expect(await outcomesOf(suite.gateway, [byErp])).toEqual(["APPLIED"]);
    expect(await balanceOf("ada")).toBe(0n);
  });

  test("joins two orders that come after it", async () => {
    const early = link([order("B-1"), order("B-2")], { eventId: "early-2" });
    await outcomesOf(suite.gateway, [early]);
    await outcomesOf(suite.gateway, [sale("B-2", "bea", "30.00")]);
    await outcomesOf(suite.gateway, [
      sale("B-1", "bea", "30.00", { eventId: "sale-B-1b", occurredAt: moment(1) }),
    ]);
    expect(await balanceOf("bea")).toBe(30n);
  });

  test("is released when its order opens in the same batch, in whatever mode that came", async () => {
    const waiting = bringBack("C-1");
    const opening = bringBack("C-1", {
      eventId: "opens-C-1",
      return: { id: "R-other", lines: [{ lineId: "2", quantity: "1" }] },
    });
    const both = await Promise.all([
      suite.gateway.send([waiting]),
      suite.gateway.send([opening], { mode: "BACKFILL" }),
    ]);
    expect(both.flat().map(({ outcome }) => outcome)).toContain("APPLIED");
    expect(await eventOf("return-C-1")).toMatchObject({ outcome: "APPLIED" });
  });

  test("runs behind those that happened before it, in whatever order they came", async () => {
    const at = (second: number, more: object) => ({ occurredAt: moment(second), ...more });
    const settled = link([order("S-1")], at(10, { eventId: "settled-S-1" }));
    const back = bringBack("S-1", at(40, { eventId: "back-S-1" }));
    const refund = { kind: "REFUNDED", currencyCode: "GBP", refund: { id: "M", amount: "1.00" } };
    const refunded = link([order("S-1")], at(20, { eventId: "refunded-S-1", ...refund }));
    // Of one moment the source's own numbers decide.
    const again = { kind: "REFUNDED", currencyCode: "GBP", refund: { id: "N", amount: "2.00" } };
    const second = link([order("S-1")], at(20, { eventId: "a", sequence: "2", ...again }));
    const first = link([order("S-1")], at(20, { eventId: "b", sequence: "1", ...again }));
    for (const early of [back, second, first, refunded, settled]) {
      expect(await outcomesOf(suite.gateway, [early])).toEqual(["HELD UNKNOWN_ORDER"]);
    }
    await outcomesOf(suite.gateway, [
      link([order("S-1")], {
        ...{ eventId: "opens-S-1", kind: "FULFILLED", occurredAt: moment(5) },
        ...{
          customer: [email("sue")],
          fulfilment: { id: "F", lines: [{ lineId: "1", quantity: "1" }] },
        },
      }),
    ]);
    const ran = await suite.database.sql<{ id: string }[]>`
      select e.event_id as id from events e join order_reference r on r.order_id = e.order_id
      where r.value = 'S-1' order by e.recorded_at`;
    expect(ran.map(({ id }) => id)).toEqual([
      ...["opens-S-1", "settled-S-1", "refunded-S-1", "b", "a", "back-S-1"],
    ]);
  });

  test("overtakes none that happened before it, in its own call or in an earlier one", async () => {
    const at = (second: number, order: string) =>
      bringBack(order, {
        ...{ eventId: `${second}-${order}`, occurredAt: moment(second) },
        return: { id: `R${second}`, lines: [{ lineId: "1", quantity: "0.1" }] },
      });
    const ranOf = async (number: string) => {
      const rows = await suite.database.sql<{ id: string }[]>`
        select e.event_id as id from events e join order_reference r on r.order_id = e.order_id
        where r.value = ${number} and e.outcome = 'APPLIED' order by e.recorded_at`;
      return rows.map(({ id }) => id);
    };
    expect(
      await outcomesOf(suite.gateway, [at(30, "O-1"), at(20, "O-1"), sale("O-1", "oda", "10.00")]),
    ).toEqual(["APPLIED", "APPLIED", "APPLIED"]);
    expect(await ranOf("O-1")).toEqual(["sale-O-1", "20-O-1", "30-O-1"]);
    expect(await outcomesOf(suite.gateway, [at(25, "O-2")])).toEqual(["HELD UNKNOWN_ORDER"]);
    expect(
      await outcomesOf(suite.gateway, [
        ...[at(40, "O-2"), at(20, "O-2"), at(30, "O-3")],
        ...[sale("O-2", "oda", "10.00"), sale("O-3", "ole", "10.00")],
      ]),
    ).toEqual(["HELD UNKNOWN_ORDER", "HELD UNKNOWN_ORDER", "APPLIED", "APPLIED", "APPLIED"]);
    expect(await ranOf("O-2")).toEqual(["sale-O-2", "20-O-2", "25-O-2", "40-O-2"]);
    expect(await ranOf("O-3")).toEqual(["sale-O-3", "30-O-3"]);
  });

  test("runs although the record of one beside it cannot be read", async () => {
    const broken = link([order("Q-1")], { eventId: "broken-Q-1", occurredAt: moment(10) });
    const back = bringBack("Q-1", { eventId: "back-Q-1" });
    for (const early of [broken, back]) {
      expect(await outcomesOf(suite.gateway, [early])).toEqual(["HELD UNKNOWN_ORDER"]);
    }
    const { sql } = suite.database;
    await sql`update events set fact = jsonb_set(fact, '{q}', '"none"') where event_id = 'broken-Q-1'`;
    await outcomesOf(suite.gateway, [sale("Q-1", "quy", "10.00")]).catch(() => {});
    const ids = await sql<{ id: bigint }[]>`
      select id from events where event_id in ('broken-Q-1', 'back-Q-1')`;
    await suite.gateway.receiver
      .runHeld(
        ids.map(({ id }) => id),
        { atOnce: false },
      )
      .catch(() => {});
    expect(await eventOf("back-Q-1")).toMatchObject({ outcome: "APPLIED" });
    expect(await eventOf("broken-Q-1")).toMatchObject({ outcome: "HELD" });
    await sql`delete from events where event_id = 'broken-Q-1'`;
  });

  test("waits although the event that would open it came in the same call and waits itself", async () => {
    const [opening, returned] = await outcomesOf(suite.gateway, [
      sale("D-1", "dan", "10.00", { currencyCode: "CHF" }),
      bringBack("D-1"),
    ]);
    expect([opening, returned]).toEqual(["HELD RATE_MISSING", "HELD UNKNOWN_ORDER"]);
    const [row] = await suite.database.sql`select count(*)::int as n from orders`;
    const [references] = await suite.database.sql`
      select order_id from order_reference where value = 'D-1'`;
    expect(references).toEqual({ order_id: null });
    expect(row?.["n"]).toBeGreaterThan(0);
  });

  test("waits its turn too where an order of before gets the number", async () => {
    await outcomesOf(suite.gateway, [sale("P-1", "pia", "10.00")]);
    const byErp = (second: number) =>
      bringBack("P-1", {
        ...{ eventId: `${second}-P-1`, occurredAt: moment(second) },
        ...{ references: [order("P-1", "erp")], return: { id: `R${second}`, lines: [] } },
      });
    expect(await outcomesOf(suite.gateway, [byErp(20)])).toEqual(["HELD UNKNOWN_ORDER"]);
    expect(
      await outcomesOf(suite.gateway, [
        byErp(30),
        link([order("P-1"), order("P-1", "erp")], { eventId: "link-P-1" }),
      ]),
    ).toEqual(["HELD UNKNOWN_ORDER", "APPLIED"]);
    expect(await eventOf("30-P-1")).toMatchObject({ outcome: "APPLIED" });
  });

  test("gives a guest's order the customer it names when its turn comes", async () => {
    const back = (second: number, customer: object[]) =>
      bringBack("D-2", {
        ...{ eventId: `${second}-D-2`, occurredAt: moment(second), customer },
        return: { id: `R${second}`, lines: [{ lineId: "1", quantity: "0.5" }] },
      });
    expect(await outcomesOf(suite.gateway, [back(20, [])])).toEqual(["HELD UNKNOWN_ORDER"]);
    expect(
      await outcomesOf(suite.gateway, [back(30, [email("dea")]), sale("D-2", null, "10.00")]),
    ).toEqual(["HELD UNKNOWN_ORDER", "APPLIED"]);
    expect(await outcomesOf(suite.gateway, [sale("D-3", "dea", "10.00")])).toEqual(["APPLIED"]);
    expect(await balanceOf("dea")).toBe(10n);
  });
});

describe("an event of a customer who is not there yet", () => {
  test("is released by any identifier it presents, not only by the best-ranked", async () => {
    const atTill = sale("T-1", null, "20.00", {
      source: "till",
      customer: [
        { kind: "loyalty", value: "L1" },
        { kind: "card", value: "K1" },
      ],
    });
    expect(await outcomesOf(suite.gateway, [atTill])).toEqual(["HELD UNKNOWN_CUSTOMER"]);
    await suite.database.sql`
      update source set trusted_kinds = array_append(trusted_kinds, 'card') where code = 'shop'`;
    await suite.gateway.catalog.refresh();
    await outcomesOf(suite.gateway, [
      sale("T-2", "tom", "5.00", { customer: [email("tom"), { kind: "card", value: "K1" }] }),
    ]);
    expect(await eventOf("sale-T-1")).toMatchObject({ outcome: "APPLIED" });
    expect(await balanceOf("tom")).toBe(25n);
  });
});

describe("a return that names no order", () => {
  test("waits for a sale of its article, also when that sale had to wait itself", async () => {
    await outcomesOf(suite.gateway, [
      sale("U-0", "uma", "5.00", {
        lines: [{ id: "1", article: "Z", quantity: "1", gross: "5.00" }],
      }),
    ]);
    expect(await outcomesOf(suite.gateway, [looseReturn("U-R", "uma")])).toEqual([
      "HELD RETURN_WITHOUT_SALE",
    ]);
    // The sale waits for its order's opening: FULFILLED beside it opens, SETTLED waits for it.
    const early = sale("U-1", "uma", "9.00", { store: "not-yet" });
    expect(await outcomesOf(suite.gateway, [early])).toEqual(["HELD UNKNOWN_STORE"]);
    const [{ id }] = (await suite.database
      .sql`select id from events where event_id = 'sale-U-1'`) as unknown as [{ id: bigint }];
    await suite.gateway.receiver.runHeld([id], { atOnce: false });
    expect(await eventOf("sale-U-1")).toMatchObject({ outcome: "APPLIED" });
    expect(await eventOf("loose-U-R")).toMatchObject({ outcome: "APPLIED" });
    expect(await balanceOf("uma")).toBe(5n);
  });

  test("keeps the end of its wait when it runs in vain", async () => {
    await outcomesOf(suite.gateway, [
      sale("V-0", "val", "5.00", {
        lines: [{ id: "1", article: "Z", quantity: "1", gross: "5.00" }],
      }),
    ]);
    await outcomesOf(suite.gateway, [looseReturn("V-R", "val")]);
    const before = await eventOf("loose-V-R");
    await suite.database.sql`
      update events set wait_until = wait_until - interval '3 days' where event_id = 'loose-V-R'`;
    const until = (await eventOf("loose-V-R"))?.["wait_until"];
    await outcomesOf(suite.gateway, [
      sale("V-1", "val", "7.00", {
        lines: [{ id: "1", article: "Y", quantity: "1", gross: "7.00" }],
      }),
    ]);
    expect(await eventOf("loose-V-R")).toMatchObject({ outcome: "HELD", wait_until: until });
    expect(before?.["wait_until"]).not.toEqual(until);
  });

  test("that turns out to belong to an order counts there once, whatever is bought later", async () => {
    await outcomesOf(suite.gateway, [
      sale("W-1", "wim", "20.00", {
        lines: [{ id: "1", article: "A1", quantity: "2", gross: "20.00" }],
      }),
    ]);
    await outcomesOf(suite.gateway, [looseReturn("W-R", "wim")]);
    expect(await balanceOf("wim")).toBe(10n);
    expect(
      await outcomesOf(suite.gateway, [
        link([order("W-1"), { source: "shop", kind: "return", value: "W-R" }]),
      ]),
    ).toEqual(["APPLIED"]);
    expect(await balanceOf("wim")).toBe(10n);
    await outcomesOf(suite.gateway, [sale("W-2", "wim", "8.00", { occurredAt: moment(90) })]);
    expect(await balanceOf("wim")).toBe(18n);
    await outcomesOf(suite.gateway, [looseReturn("W-S", "wim")]);
    expect(await balanceOf("wim")).toBe(10n);
  });

  test("of a customer whom only a waiting event of the same call names makes that customer", async () => {
    const future = sale("X-1", "xen", "5.00", {
      occurredAt: new Date(Date.now() + 3_600_000).toISOString(),
    });
    expect(await outcomesOf(suite.gateway, [looseReturn("X-R", "xen"), future])).toEqual([
      "HELD RETURN_WITHOUT_SALE",
      "HELD IN_THE_FUTURE",
    ]);
    expect(await outcomesOf(suite.gateway, [sale("X-2", "xen", "6.00")])).toEqual(["APPLIED"]);
    expect(await balanceOf("xen")).toBe(0n);
  });
});

test("a hold whose time is over ends as its reason says", async () => {
  await outcomesOf(suite.gateway, [bringBack("Y-1"), looseReturn("Y-R", "yan")]);
  const held = await suite.database.sql<{ id: bigint }[]>`
    select id from events where outcome = 'HELD' and event_id in ('return-Y-1', 'loose-Y-R')`;
  await suite.gateway.receiver.runHeld(
    held.map(({ id }) => id),
    { atOnce: true },
  );
  expect(await eventOf("return-Y-1")).toMatchObject({ outcome: "APPLIED" });
  expect(await eventOf("loose-Y-R")).toMatchObject({ outcome: "APPLIED" });
  expect(at(moment())).toBeLessThan(at(moment(1)));
});
