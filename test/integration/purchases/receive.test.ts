import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registerSource } from "../../../src/programme/ensureProgramme.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { at, setUpRetailer, startReceiver, type TestReceiver } from "../../support/receiver.ts";

let database: TestDatabase;
let gateway: TestReceiver;
const now = at("2026-03-01T12:00:00Z");

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await setUpRetailer(database.sql);
  gateway = await startReceiver(database.url, {
    observer: { failure: ({ kind, error }) => console.error(kind, error) },
  });
});

afterAll(async () => {
  await gateway?.close();
  await database?.drop();
});

function sold(number: string, email: string | null, amount: string, more: object = {}): object {
  return {
    source: "shop",
    eventId: `sold-${number}`,
    kind: "SOLD",
    occurredAt: "2026-03-01T11:59:00Z",
    references: [{ kind: "order", value: number }],
    ...(email === null ? {} : { customer: [{ kind: "email", value: email }] }),
    currencyCode: "GBP",
    lines: [
      { id: "1", article: "A1", quantity: "1", gross: amount },
      { id: "2", kind: "SHIPPING", quantity: "1", gross: "3.95" },
    ],
    tenders: [{ kind: "card", amount }],
    ...more,
  };
}

async function customerOf(email: string) {
  const [row] = await database.sql`
    select c.*, a.active, a.pending from identifiers i join customer c on c.id = i.leaf_id
    left join account a on a.leaf_id = c.id where i.kind = 'email' and i.value = ${email}`;
  return row;
}

describe("calls are taken in the order they are made", () => {
  test("also where the first names a source that has just been registered; all who wait see it", async () => {
    await registerSource(database.sql, {
      code: "new-shop",
      name: "New shop",
      identifierRank: ["email"],
      createKinds: ["email"],
      trustedKinds: [],
      autoEnrol: true,
    });
    const customer = "turn@example.com";
    const more = { source: "new-shop" };
    const answers = await Promise.all([
      gateway.send([sold("2001", customer, "1.00", more)], { now }),
      gateway.send([sold("2002", customer, "2.00")], { now }),
      gateway.send([sold("2003", customer, "3.00", more)], { now }),
    ]);
    expect(answers.flat().map(({ outcome }) => outcome)).toEqual(Array(3).fill("APPLIED"));
    const recorded = await database.sql<{ event_id: string }[]>`
      select event_id from events where event_id like 'sold-200_' order by recorded_at`;
    expect(recorded.map(({ event_id }) => event_id)).toEqual([
      "sold-2001",
      "sold-2002",
      "sold-2003",
    ]);
  });
});

describe("a sale", () => {
  test("makes a member of a new customer, earns on articles only and lifts the tier in the same answer", async () => {
    const [result] = await gateway.send([sold("1001", "Ada@Example.com", "260.50")], { now });
    expect(result).toMatchObject({ outcome: "APPLIED", duplicate: false, reason: null });
    const customer = await customerOf("ada@example.com");
    expect(customer).toMatchObject({ active: 260n, pending: 0n, tier: "SILVER", seq: 2n });
  });

  test("that lifts the tier is on record as the reason of it, whoever asks later", async () => {
    const changes = await database.sql`
      select t.from_tier, t.to_tier, t.kind, t.cause, t.earned_tier, t.qualifying_minor, e.event_id
      from tier_change t
      join identifiers i on i.leaf_id = t.root_id and i.value = 'ada@example.com'
      left join events e on e.id = t.event_id
      order by t.id`;
    expect(changes).toMatchObject([
      {
        ...{ to_tier: "SILVER", kind: "UPGRADED", cause: "QUALIFIED", earned_tier: "SILVER" },
        ...{ qualifying_minor: 260_50n, event_id: "sold-1001" },
      },
    ]);
  });

  test("sent again gets the first answer and no second effect; another body under its id is a conflict", async () => {
    const [again] = await gateway.send([sold("1001", "ada@example.com", "260.50")], { now });
    expect(again).toMatchObject({ outcome: "APPLIED", duplicate: true });
    const [conflict] = await gateway.send([sold("1001", "ada@example.com", "999.00")], { now });
    expect(conflict).toMatchObject({ outcome: "CONFLICT", field: ["eventId"] });
    expect(await customerOf("ada@example.com")).toMatchObject({ active: 260n });
  });

  test("without an identifier is a guest order: applied, no customer, no points", async () => {
    const [result] = await gateway.send([sold("1002", null, "10.00")], { now });
    expect(result).toMatchObject({ outcome: "APPLIED", leafId: null });
  });

  test("refused for one bad value names the field, and its neighbours go through", async () => {
    const results = await gateway.send(
      [
        sold("1003", "bo@example.com", "10.00"),
        { ...sold("1004", "bo@example.com", "x") },
        { ...sold("1005", "bo@example.com", "20.00"), source: "nobody" },
        sold("1006", "bo@example.com", "20.00"),
      ],
      { now },
    );
    expect(results.map((result) => result.outcome)).toEqual([
      "APPLIED",
      "REJECTED",
      "REJECTED",
      "APPLIED",
    ]);
    expect(results[1]?.field).toEqual(["lines", "0", "gross"]);
    expect(results[2]).toMatchObject({
      ...{ reason: "UNKNOWN_SOURCE", field: ["source"], source: "nobody", eventId: "sold-1005" },
      message: expect.stringMatching(/No source nobody .*tributary apply.*set-up\.md/),
    });
    expect(await customerOf("bo@example.com")).toMatchObject({ active: 30n });
  });

  test("rejected may come again corrected under the same id", async () => {
    const [result] = await gateway.send([sold("1004", "bo@example.com", "5.00")], { now });
    expect(result).toMatchObject({ outcome: "APPLIED", duplicate: false });
    expect(await customerOf("bo@example.com")).toMatchObject({ active: 35n });
  });
});

describe("what has to wait", () => {
  test("a return of an unknown order is held and applies itself when the sale arrives", async () => {
    const returned = {
      source: "shop",
      eventId: "ret-2001",
      kind: "RETURNED",
      occurredAt: "2026-03-01T11:59:30Z",
      references: [{ kind: "order", value: "2001" }],
      return: { id: "r1", lines: [{ lineId: "1", quantity: "1" }] },
    };
    const [held] = await gateway.send([returned], { now });
    expect(held).toMatchObject({ outcome: "HELD", reason: "UNKNOWN_ORDER" });
    await gateway.send([sold("2001", "cy@example.com", "50.00")], { now });
    const [after] = await gateway.send([returned], { now });
    expect(after).toMatchObject({ outcome: "APPLIED", duplicate: true });
    expect(await customerOf("cy@example.com")).toMatchObject({ active: 0n });
  });

  test("an unknown card at a source that declares HOLD waits for the customer", async () => {
    const sale = sold("2002", null, "40.00", {
      source: "till",
      eventId: "t-2002",
      customer: [{ kind: "loyalty", value: "L-77" }],
    });
    const [held] = await gateway.send([sale], { now });
    expect(held).toMatchObject({ outcome: "HELD", reason: "UNKNOWN_CUSTOMER" });
  });

  test("an event from the future is held", async () => {
    const [held] = await gateway.send(
      [sold("2003", "cy@example.com", "1.00", { occurredAt: "2026-03-01T12:06:00Z" })],
      { now },
    );
    expect(held).toMatchObject({ outcome: "HELD", reason: "IN_THE_FUTURE" });
  });
});

test("a return that names no order is matched to the latest earlier sale of the article", async () => {
  await gateway.send(
    [
      sold("3001", "di@example.com", "30.00"),
      sold("3002", "di@example.com", "40.00", { occurredAt: "2026-03-01T11:59:10Z" }),
    ],
    { now },
  );
  const [result] = await gateway.send(
    [
      {
        source: "shop",
        eventId: "c-3002",
        kind: "RETURNED",
        occurredAt: "2026-03-01T11:59:40Z",
        references: [{ kind: "return", value: "C3002" }],
        customer: [{ kind: "email", value: "di@example.com" }],
        currencyCode: "GBP",
        return: { id: "C3002", lines: [{ article: "A1", quantity: "1", amount: "40.00" }] },
      },
    ],
    { now },
  );
  expect(result).toMatchObject({ outcome: "APPLIED" });
  expect(await customerOf("di@example.com")).toMatchObject({ active: 30n });
});

test("an order that is a guest's until later in the same call takes part in what its customer brought back", async () => {
  const returned = (eventId: string, at: string): object => ({
    source: "shop",
    eventId,
    kind: "RETURNED",
    occurredAt: at,
    references: [{ kind: "return", value: eventId }],
    customer: [{ kind: "email", value: "gil@example.com" }],
    currencyCode: "GBP",
    return: { id: eventId, lines: [{ article: "A1", quantity: "1" }] },
  });
  await gateway.send([sold("3501", "gil@example.com", "30.00")], { now });
  await gateway.send([returned("c-3501", "2026-03-01T11:59:40Z")], { now });
  expect(await customerOf("gil@example.com")).toMatchObject({ active: 0n });
  // Bought later than the first: what came back is of this one, and the first is kept.
  const [guest, named] = await gateway.send(
    [
      sold("3502", null, "20.00", { occurredAt: "2026-03-01T11:59:30Z" }),
      {
        source: "shop",
        eventId: "named-3502",
        kind: "SETTLED",
        occurredAt: "2026-03-01T11:59:50Z",
        references: [{ kind: "order", value: "3502" }],
        customer: [{ kind: "email", value: "gil@example.com" }],
      },
    ],
    { now },
  );
  expect([guest, named]).toMatchObject([{ outcome: "APPLIED" }, { outcome: "APPLIED" }]);
  expect(await customerOf("gil@example.com")).toMatchObject({ active: 30n });
});

test("an event that joins two orders makes one of them, and points are earned once", async () => {
  await gateway.send([sold("4001", "ed@example.com", "30.00")], { now });
  await gateway.send(
    [
      sold("X4001", "ed@example.com", "30.00", {
        eventId: "erp-4001",
        occurredAt: "2026-03-01T11:59:20Z",
      }),
    ],
    { now },
  );
  expect(await customerOf("ed@example.com")).toMatchObject({ active: 60n });
  const [joined] = await gateway.send(
    [
      {
        source: "shop",
        eventId: "join-4001",
        kind: "SETTLED",
        occurredAt: "2026-03-01T11:59:45Z",
        references: [
          { kind: "order", value: "4001" },
          { kind: "order", value: "X4001" },
        ],
      },
    ],
    { now },
  );
  expect(joined).toMatchObject({ outcome: "APPLIED" });
  expect(await customerOf("ed@example.com")).toMatchObject({ active: 30n });
});
