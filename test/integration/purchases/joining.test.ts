import { uuidv7 } from "uuidv7";
import { beforeAll, describe, expect, test } from "vitest";
import { createCustomer } from "../../../src/customers/createCustomer.ts";
import { registerSource } from "../../../src/programme/ensureProgramme.ts";
import { formatReport } from "../../../src/verify/formatReport.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import { viewerOf } from "../../support/receiver.ts";
import { email, moment, order, outcomesOf, type RawEvent, sale } from "./events.ts";
import { retailerSuite } from "./retailerSuite.ts";

/**
 * Joining credits what was bought before, at once, in every way it happens. `shop` makes members;
 * `guestshop` makes customers who are none.
 */
const suite = retailerSuite();

beforeAll(async () => {
  await registerSource(suite.database.sql, {
    code: "guestshop",
    name: "A shop that makes customers, not members",
    identifierRank: ["email"],
    createKinds: ["email"],
    trustedKinds: ["email"],
    autoEnrol: false,
    defaultChannel: "web",
  });
  await suite.gateway.catalog.refresh();
});

let customers = 0;

/** A customer who has bought nothing and is no member. */
async function create(holder: string): Promise<void> {
  customers += 1;
  const { userErrors } = await createCustomer(
    { sql: suite.database.sql, catalog: suite.gateway.catalog, newPublicId: uuidv7 },
    {
      viewer: viewerOf("agent"),
      name: null,
      language: null,
      identifiers: [{ ...email(holder), verified: true }],
      idempotencyKey: `create-${customers}`,
    },
  );
  expect(userErrors).toEqual([]);
}

/** A sale that makes nobody a member. */
function quietSale(number: string, holder: string | null, amount: string, more: RawEvent = {}) {
  return sale(number, holder, amount, {
    source: "guestshop",
    references: [order(number, "guestshop")],
    ...more,
  });
}

async function apply(...events: readonly RawEvent[]): Promise<void> {
  expect(await outcomesOf(suite.gateway, events)).toEqual(events.map(() => "APPLIED"));
}

/** What was booked for each order, by number, and whether its lines say why they earned nothing. */
async function booked(...numbers: readonly string[]): Promise<bigint[]> {
  const rows = await suite.database.sql<{ value: string; points_active: bigint }[]>`
    select r.value, o.points_active from order_reference r join orders o on o.id = r.order_id
    where r.value = any(${[...numbers]}::text[])`;
  return numbers.map((number) => rows.find(({ value }) => value === number)?.points_active ?? -1n);
}

async function isSound(): Promise<void> {
  const report = await verifyDatabase(suite.database.sql);
  const violated = report.invariants.filter(({ status }) => status === "VIOLATED");
  expect(violated.length === 0 ? "" : formatReport(report)).toBe("");
}

describe("joining through a purchase", () => {
  test("credits what was bought before at once, and a refund afterwards takes back its own", async () => {
    await create("ada");
    await apply(quietSale("ada-1", "ada", "113.24"));
    expect(await booked("ada-1")).toEqual([0n]);
    await apply(sale("ada-2", "ada", "50.00"));
    expect(await booked("ada-1", "ada-2")).toEqual([113n, 50n]);
    expect(await suite.balanceOf("ada")).toBe(163n);
    await apply({
      source: "guestshop",
      eventId: "ada-refund",
      kind: "REFUNDED",
      occurredAt: moment(60),
      references: [order("ada-1", "guestshop")],
      currencyCode: "GBP",
      refund: { id: "m1", amount: "1.00" },
    });
    expect(await booked("ada-1")).toEqual([112n]);
    await isSound();
  });

  test("also when both come in one call, in either order", async () => {
    await apply(quietSale("bo-1", "bo", "100.00"), sale("bo-2", "bo", "10.00"));
    await apply(sale("cy-2", "cy", "10.00"), quietSale("cy-1", "cy", "100.00"));
    expect(await booked("bo-1", "bo-2", "cy-1", "cy-2")).toEqual([100n, 10n, 100n, 10n]);
    await create("di");
    await apply(quietSale("di-1", "di", "100.00"), sale("di-2", "di", "10.00"));
    expect(await booked("di-1", "di-2")).toEqual([100n, 10n]);
    await isSound();
  });

  test("by any event of a source that makes members, about whatever order", async () => {
    await apply(quietSale("ed-1", "ed", "100.00"), quietSale("ed-2", "ed", "20.00"));
    await apply({
      source: "shop",
      eventId: "ed-settled",
      kind: "SETTLED",
      occurredAt: moment(30),
      references: [order("ed-2", "guestshop")],
    });
    expect(await booked("ed-1", "ed-2")).toEqual([100n, 20n]);
    await isSound();
  });

  test("by a purchase that turns out to be of two orders, one of them a guest's", async () => {
    await apply(quietSale("fi-1", "fi", "100.00"), quietSale("fi-2", "fi", "20.00"));
    await apply(
      quietSale("fi-3", null, "7.00", { source: "erp", references: [order("fi-3", "erp")] }),
    );
    await apply({
      source: "shop",
      eventId: "fi-link",
      kind: "SETTLED",
      occurredAt: moment(30),
      references: [order("fi-2", "guestshop"), order("fi-3", "erp")],
    });
    expect(await booked("fi-1")).toEqual([100n]);
    await isSound();
  });

  test("by a purchase that waited: what it waited for lets it join", async () => {
    await apply(quietSale("gil-1", "gil", "100.00"));
    const settled = {
      source: "shop",
      eventId: "gil-settled",
      kind: "SETTLED",
      occurredAt: moment(30),
      references: [order("gil-2")],
    };
    expect(await outcomesOf(suite.gateway, [settled])).toEqual(["HELD UNKNOWN_ORDER"]);
    await apply(
      quietSale("gil-2", "gil", "20.00", {
        kind: "FULFILLED",
        references: [order("gil-2")],
        lines: undefined,
        tenders: undefined,
        fulfilment: { id: "f", lines: [{ article: "A1", quantity: "1", amount: "20.00" }] },
      }),
    );
    expect(await booked("gil-1", "gil-2")).toEqual([100n, 20n]);
    await isSound();
  });

  test("by a purchase whose customer an event made that waits for a rate", async () => {
    const baht = { currencyCode: "THB", tenders: [{ kind: "card", amount: "45.00" }] };
    expect(await outcomesOf(suite.gateway, [sale("hu-1", "hu", "45.00", baht)])).toEqual([
      "HELD RATE_MISSING",
    ]);
    await apply(quietSale("hu-2", "hu", "113.24"));
    expect(await booked("hu-2")).toEqual([0n]);
    await apply(sale("hu-3", "hu", "50.00"));
    expect(await booked("hu-2", "hu-3")).toEqual([113n, 50n]);
    await isSound();
  });

  test("credits what is to come as pending, nothing older than the rules say, and nothing twice", async () => {
    const old = new Date(Date.now() - 31 * 24 * 60 * 60_000).toISOString();
    await apply(
      quietSale("ida-1", "ida", "100.00", { occurredAt: old }),
      quietSale("ida-2", "ida", "20.00", { kind: "PLACED", tenders: undefined }),
    );
    await apply(sale("ida-3", "ida", "1.00"), sale("ida-4", "ida", "2.00"));
    expect(await booked("ida-1", "ida-2", "ida-3", "ida-4")).toEqual([0n, 0n, 1n, 2n]);
    const [account] = await suite.database.sql`
      select a.pending from account a join identifiers i using (leaf_id)
      where i.value = 'ida@example.com'`;
    expect(account).toEqual({ pending: 20n });
    await isSound();
  });

  test("tells the customer's stream of every order that it credits", async () => {
    await apply(quietSale("jo-1", "jo", "100.00"), quietSale("jo-2", "jo", "100.00"));
    await apply(sale("jo-3", "jo", "1.00"));
    const [news] = await suite.database.sql<{ orders: number }[]>`
      select jsonb_array_length(payload -> 'orders') as orders from outbox
      where kind = 'POINTS_CHANGED' and root_id = (
        select leaf_id from identifiers where value = 'jo@example.com')
      order by seq desc limit 1`;
    expect(news).toEqual({ orders: 3 });
  });

  test("while somebody buys elsewhere: each purchase is credited, whichever is first", async () => {
    for (let round = 0; round < 8; round += 1) {
      await create(`race${round}`);
      const holder = `race${round}`;
      await Promise.all([
        apply(quietSale(`${holder}-1`, holder, "100.00")),
        apply(sale(`${holder}-2`, holder, "10.00")),
        apply(quietSale(`${holder}-3`, holder, "20.00")),
      ]);
      expect(await suite.balanceOf(holder)).toBe(130n);
    }
    await isSound();
  });
});

test("a joining that is on record without a credit is replayed as it was", async () => {
  const { sql } = suite.database;
  await apply(quietSale("max-1", "max", "100.00"));
  // As it was left when joining credited nothing: a member from the second purchase on, the first
  // one at 0.
  await apply(quietSale("max-0", "max", "0.00"));
  const [customer] = await sql<{ id: bigint; at: string }[]>`
    select c.id, c.recorded_at::text as at from customer c join identifiers i on i.leaf_id = c.id
    where i.value = 'max@example.com'`;
  const { id, at } = customer as { id: bigint; at: string };
  await sql`
    insert into membership (id, leaf_id, programme, status, enrolled_at, channel)
    select -1, ${id}, programme, 'ENROLLED', ${at}, 'web' from membership limit 1`;
  await sql`
    update customer set (tier, tier_since) = (select tier, ${at}::timestamptz from customer
      where tier is not null order by id limit 1)
    where id = ${id}`;
  await isSound();
  // What is said about it from now on is credited by its own rules, as it was then.
  await apply({
    source: "guestshop",
    eventId: "max-refund",
    kind: "REFUNDED",
    occurredAt: moment(60),
    references: [order("max-1", "guestshop")],
    currencyCode: "GBP",
    refund: { id: "m1", amount: "1.00" },
  });
  expect(await booked("max-1")).toEqual([99n]);
  await isSound();
});
