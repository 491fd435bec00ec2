import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTwoServers, type TwoServers } from "../support/twoServers.ts";

/**
 * Returns whose money is not their goods' share: nothing is taken twice, nothing that was not paid,
 * nothing forgotten.
 */

let servers: TwoServers;
beforeAll(async () => {
  servers = await startTwoServers();
});
afterAll(() => servers.stop());

type Fields = Record<string, unknown>;

/** To one server and the other by turns. */
let turn = 0;
async function send(...events: readonly Fields[]): Promise<string[]> {
  turn += 1;
  const { url } = turn % 2 === 0 ? servers.first : servers.second;
  const response = await fetch(`${url}/v1/events`, {
    method: "POST",
    headers: {
      "content-type": "application/x-ndjson",
      authorization: `Bearer ${await servers.first.token("ingest")}`,
    },
    body: events.map((event) => `${JSON.stringify(event)}\n`).join(""),
  });
  return (await response.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
    .map(({ outcome, reason, duplicate }) =>
      [outcome, reason, duplicate ? "again" : null].filter(Boolean).join(" "),
    );
}

const START_MS = Date.now() - 60 * 60_000;

function about(who: string, id: string, kind: string, minute: number, more: Fields): Fields {
  return {
    source: "shop",
    eventId: `${who}-${id}`,
    kind,
    occurredAt: new Date(START_MS + minute * 60_000).toISOString(),
    customer: [{ kind: "email", value: `${who}@returns.example` }],
    channel: "web",
    currencyCode: "GBP",
    ...more,
  };
}

/** Four for 100.00. */
const bought = (who: string): Fields =>
  about(who, "sold", "SOLD", 0, {
    references: [{ kind: "order", value: `${who}-1` }],
    lines: [{ id: "1", article: `${who}-mug`, quantity: "4", gross: "100.00" }],
    tenders: [{ kind: "card", amount: "100.00" }],
  });
const back = (who: string, id: string, minute: number, returned: Fields): Fields =>
  about(who, id, "RETURNED", minute, {
    references: [{ kind: "order", value: `${who}-1` }],
    return: returned,
  });
const of = (id: string, quantity: string, amount?: string): Fields => ({
  id,
  lines: [{ lineId: "1", quantity, ...(amount === undefined ? {} : { amount }) }],
});

interface Shown {
  readonly loyalty: { readonly accounts: readonly { readonly active: string }[] };
  readonly orders: {
    readonly nodes: readonly {
      readonly status: string;
      readonly total: { readonly amount: string };
      readonly lines: readonly unknown[];
    }[];
  };
}

async function read(who: string) {
  const { data, errors } = await servers.first.graphql({
    query: `query ($email: String!) { customer(by: { email: $email }) {
      loyalty { accounts { active } }
      orders(first: 5) { nodes { status total { amount } lines { quantity paid { amount } points notEarningBecause } } } } }`,
    variables: { email: `${who}@returns.example` },
  });
  expect(errors).toBeUndefined();
  const { loyalty, orders } = (data as { customer: Shown }).customer;
  const sale = orders.nodes.at(-1);
  return {
    active: loyalty.accounts[0]?.active,
    status: sale?.status,
    total: sale?.total.amount,
    line: sale?.lines[0],
  };
}

describe("a return that names an amount", () => {
  test("takes back that amount, once, however often and wherever it is sent", async () => {
    await send(bought("ann"));
    const first = back("ann", "r1", 5, of("R1", "2", "80.00"));
    expect(await send(first, first)).toEqual(["APPLIED", "APPLIED again"]);
    expect(await send(first)).toEqual(["APPLIED again"]);
    const kept = { active: "20", status: "PART_RETURNED", total: "20.00" };
    expect(await read("ann")).toMatchObject(kept);
    expect(await send({ ...first, return: of("R1", "2", "10.00") })).toEqual([
      "CONFLICT SAME_ID_OTHER_BODY",
    ]);
    expect(await read("ann")).toMatchObject(kept);
  });

  test("said again under a new event id it is replaced, not added to", async () => {
    await send(bought("bob"), back("bob", "r1", 5, of("R1", "2", "80.00")));
    await send(back("bob", "r1-again", 6, of("R1", "1", "30.00")));
    expect(await read("bob")).toMatchObject({ active: "70", total: "70.00" });
    // The older one, late: it changes nothing.
    await send(back("bob", "r1-late", 4, of("R1", "4", "100.00")));
    expect(await read("bob")).toMatchObject({ active: "70", total: "70.00" });
  });

  test("takes no more than was paid, by any number of returns", async () => {
    await send(
      bought("cyd"),
      ...[1, 2, 3, 4].map((n) => back("cyd", `r${n}`, n, of(`R${n}`, "1", "9999.00"))),
    );
    expect(await read("cyd")).toMatchObject({
      ...{ active: "0", status: "RETURNED", total: "0.00" },
      line: { quantity: "0", paid: { amount: "0.00" }, points: "0", notEarningBecause: "RETURNED" },
    });
  });

  test("leaves what was not paid back, and says so on the line", async () => {
    await send(bought("dot"), back("dot", "r1", 5, of("R1", "4", "80.00")));
    expect(await read("dot")).toMatchObject({
      ...{ active: "20", status: "RETURNED", total: "20.00" },
      line: { quantity: "0", paid: { amount: "20.00" }, points: "20", notEarningBecause: null },
    });
  });

  test("without an order comes off the sale, in the very minute of it too", async () => {
    const loose = (id: string, amount: string, minute: number): Fields =>
      about("eve", id, "RETURNED", minute, {
        references: [{ kind: "return", value: `eve-${id}` }],
        return: { id, lines: [{ article: "eve-mug", quantity: "1", amount }] },
      });
    expect(await send(loose("l1", "70.00", 0), bought("eve"))).toEqual([
      "HELD RETURN_WITHOUT_SALE",
      "APPLIED",
    ]);
    expect(await read("eve")).toMatchObject({ active: "30", total: "30.00" });
    expect(await send(loose("l2", "50.00", 3))).toEqual(["APPLIED"]);
    expect(await read("eve")).toMatchObject({ active: "0", total: "0.00" });
  });
});

test("a return counts on the day of its sale, and in the books of the month in which it was told", async () => {
  const day = 24 * 60;
  const minute = -20 * day;
  await send({ ...bought("fay"), occurredAt: new Date(START_MS + minute * 60_000).toISOString() });
  await send(back("fay", "r1", 5, of("R1", "1", "40.00")));
  const rows = await servers.first.database.sql<
    { kind: string; points: bigint; minor: bigint; is_of_sale: boolean; is_now: boolean }[]
  >`
    select e.kind, e.points, e.qualifying_minor as minor,
      e.effective_day = (o.placed_at at time zone 'Europe/London')::date as is_of_sale,
      e.business_period = to_char(e.recorded_at at time zone 'Europe/London', 'YYYY-MM') as is_now
    from entry e join orders o on o.id = e.order_id
    join order_reference r on r.order_id = o.id where r.value = 'fay-1' order by e.recorded_at`;
  expect(rows).toEqual([
    { kind: "EARNED", points: 100n, minor: 10_000n, is_of_sale: true, is_now: true },
    { kind: "REVERSED", points: 40n, minor: -4_000n, is_of_sale: true, is_now: true },
  ]);
});
