import { describe, expect, test } from "vitest";
import { waitKey } from "../../../src/domain/purchase/holds.ts";
import { takenIdentifiers } from "../../../src/purchases/batchIdentifiers.ts";
import type { EventItem } from "../../../src/purchases/item.ts";
import { endsWait, referenceKey } from "../../../src/purchases/keys.ts";
import type { Resolution } from "../../../src/purchases/resolution.ts";
import {
  fulfilledEvent,
  type RawPurchaseEvent,
  returnedEvent,
  settledEvent,
} from "../../support/purchaseEvents.ts";
import { item, mail, number, run, sold, worldOf } from "../../support/resolving.ts";

const HUNDRED_THOUSAND = [{ id: "1", article: "A", quantity: "1", gross: "100000.00" }];
const MORE = {
  currencyCode: "GBP",
  lines: HUNDRED_THOUSAND,
  tenders: [{ kind: "card", amount: "100000.01" }],
};

describe("an event is held", () => {
  const cases: [string, RawPurchaseEvent, Partial<EventItem>, string | null][] = [
    ["five minutes ahead of the clock: taken", { occurredAt: "2026-11-22T13:05:00Z" }, {}, null],
    [
      "more than that ahead: IN_THE_FUTURE",
      { occurredAt: "2026-11-22T13:05:01Z" },
      {},
      "IN_THE_FUTURE",
    ],
    ["180 days old: taken", { occurredAt: "2026-05-26T13:00:00Z" }, {}, null],
    ["older: OLD_EVENT", { occurredAt: "2026-05-26T12:59:59Z" }, {}, "OLD_EVENT"],
    [
      "older, marked as history: taken",
      { occurredAt: "2020-01-01T00:00:00Z", history: true },
      {},
      null,
    ],
    [
      "older, in a backfill: taken",
      { occurredAt: "2020-01-01T00:00:00Z" },
      { mode: "BACKFILL" },
      null,
    ],
    [
      "older, approved and run again: taken",
      { occurredAt: "2020-01-01T00:00:00Z" },
      { origin: "RERUN" },
      null,
    ],
    ...["placedAt", "capturedAt", "erpReceivedAt", "signalledAt"].map(
      (field): [string, RawPurchaseEvent, Partial<EventItem>, string] => [
        `${field} more than five minutes ahead: IN_THE_FUTURE`,
        { [field]: "2026-11-22T13:05:01Z" },
        {},
        "IN_THE_FUTURE",
      ],
    ),
    ["placed five minutes ahead: taken", { placedAt: "2026-11-22T13:05:00Z" }, {}, null],
    ["of a business day that has begun somewhere: taken", { businessDate: "2026-11-23" }, {}, null],
    ["of a later business day: IN_THE_FUTURE", { businessDate: "2026-11-24" }, {}, "IN_THE_FUTURE"],
    ["of an old business day: taken", { businessDate: "2020-01-01" }, {}, null],
    [
      "ahead although something else has released it: IN_THE_FUTURE",
      { placedAt: "2199-01-01T00:00:00Z" },
      { origin: "RERUN" },
      "IN_THE_FUTURE",
    ],
    ["placed 180 days ago: taken", { placedAt: "2026-05-26T13:00:00Z" }, {}, null],
    ["placed earlier: OLD_EVENT", { placedAt: "2026-05-26T12:59:59Z" }, {}, "OLD_EVENT"],
    [
      "placed earlier, marked as history: taken",
      { placedAt: "2020-01-01T00:00:00Z", history: true },
      {},
      null,
    ],
    [
      "of as much as the programme takes: taken",
      { lines: HUNDRED_THOUSAND, tenders: [] },
      {},
      null,
    ],
    ["of more: IMPLAUSIBLE_AMOUNT", MORE, {}, "IMPLAUSIBLE_AMOUNT"],
    [
      "of more, released by something else: IMPLAUSIBLE_AMOUNT",
      MORE,
      { origin: "RERUN" },
      "IMPLAUSIBLE_AMOUNT",
    ],
    ["of more, let go on by an operator: taken", MORE, { isApproved: true }, null],
    ["of more, in a backfill: taken", MORE, { mode: "BACKFILL" }, null],
    ["of a store nobody registered: UNKNOWN_STORE", { store: "S99" }, {}, "UNKNOWN_STORE"],
    ["of a channel nobody knows: UNKNOWN_CHANNEL", { channel: "kiosk" }, {}, "UNKNOWN_CHANNEL"],
  ];
  test.each(cases)("%s", (_what, change, more, reason) => {
    const { of } = run([item(sold("A", [mail("a@b.example")], change), more)]);
    expect(of[0]).toMatchObject(reason === null ? { kind: "APPLY" } : { kind: "HOLD", reason });
  });

  test("until the latest moment that it names", () => {
    const raw = sold("A", [], {
      placedAt: "2027-01-01T00:00:00Z",
      signalledAt: "2028-01-01T00:00:00Z",
    });
    expect(run([item(raw)]).of[0]).toMatchObject({ waitKey: "time:2028-01-01T00:00:00.000000Z" });
  });

  test("but refused in a backfill, where nothing waits, when a moment of it has not come", () => {
    const raw = sold("A", [], { placedAt: "2027-01-01T00:00:00Z" });
    const { of } = run([item(raw, { mode: "BACKFILL", decideAtOnce: true })]);
    expect(of).toEqual([{ kind: "REJECT", reason: "IN_THE_FUTURE", field: ["placedAt"] }]);
  });

  test("a dispatch that repeats when its old order was placed is taken; one that opens it waits", () => {
    const raw = fulfilledEvent({
      occurredAt: "2026-11-22T12:00:00Z",
      placedAt: "2026-01-01T00:00:00Z",
      references: [{ kind: "order", value: "OLD" }],
    });
    const known = worldOf({}, { OLD: { orderId: 5n } });
    expect(run([item(raw)], known).of[0]).toMatchObject({ kind: "APPLY", orderId: 5n });
    expect(run([item(raw)]).of[0]).toMatchObject({ kind: "HOLD", reason: "OLD_EVENT" });
  });

  test("for its order, and waits for every number that it names", () => {
    const waiting = item(
      settledEvent({
        references: [
          { kind: "order", value: "A" },
          { kind: "order", value: "B" },
        ],
      }),
    );
    const { of, resolved } = run([waiting]);
    const { waitKey: key } = of[0] as Extract<Resolution, { kind: "HOLD" }>;
    for (const value of ["A", "B"]) {
      expect(endsWait(key, new Set([waitKey.order(number(value))]))).toBe(true);
      expect(resolved.newReferences.get(referenceKey(number(value)))).toMatchObject({
        order_id: null,
      });
    }
    expect(endsWait(key, new Set([waitKey.order(number("C"))]))).toBe(false);
  });

  test("for its customer, and waits for every identifier that nobody holds", () => {
    const { of } = run([
      item(
        sold("A", [
          { kind: "loyalty", value: "L" },
          { kind: "phone", value: "+49301234567" },
        ]),
      ),
    ]);
    expect(of[0]).toMatchObject({ kind: "HOLD", reason: "UNKNOWN_CUSTOMER" });
    const { waitKey: key, identifierIds } = of[0] as Extract<Resolution, { kind: "HOLD" }>;
    const ids = identifierIds.map((id, index) =>
      waitKey.identifier({ kind: index === 0 ? "loyalty" : "phone", id }),
    );
    expect(ids.map((id) => endsWait(key, new Set([id])))).toEqual([true, true]);
  });
});

describe("an event is applied", () => {
  test("to the order that a later sale of the same call opens", () => {
    const [returned, sale] = [
      item(returnedEvent({ references: [{ kind: "order", value: "A" }], customer: [] })),
      item(sold("A", [mail("a@b.example")])),
    ];
    const { of } = run([returned, sale]);
    const opened = of[1] as Extract<Resolution, { kind: "APPLY" }>;
    expect(of[0]).toMatchObject({
      kind: "APPLY",
      opens: false,
      orderId: opened.orderId,
      leafId: opened.leafId,
    });
  });

  test("to a guest order when it presents nobody", () => {
    const { of, resolved } = run([item(sold("A", []))]);
    expect(of[0]).toMatchObject({ kind: "APPLY", opens: true, leafId: null });
    expect(resolved.newCustomers.size).toBe(0);
  });

  test("to one new customer by all the events of a call that share an identifier, also by a chain", () => {
    const phone = { kind: "phone", value: "+49301234567" };
    const { of, resolved } = run([
      item(sold("A", [mail("a@b.example"), phone])),
      item(sold("B", [mail("a@b.example")])),
      item(sold("C", [phone])),
    ]);
    const leaves = new Set(of.map((one) => (one as { leafId: bigint }).leafId));
    expect([leaves.size, resolved.newCustomers.size]).toEqual([1, 1]);
    expect(new Set(takenIdentifiers(resolved).map(({ leaf_id }) => leaf_id))).toEqual(leaves);
  });

  test("to the customer of its order, whatever identifiers it presents; another's is a candidate for a merge", () => {
    const world = worldOf(
      { "email:b@b.example": { id: 9n, leafId: 20n, rootId: 20n } },
      { A: { orderId: 5n, orderLeafId: 10n, orderRootId: 10n } },
    );
    const { of, resolved } = run(
      [
        item(
          settledEvent({
            references: [{ kind: "order", value: "A" }],
            customer: [mail("b@b.example")],
          }),
        ),
      ],
      world,
    );
    expect(of[0]).toMatchObject({ kind: "APPLY", orderId: 5n, leafId: 10n });
    expect(resolved.shown).toMatchObject([{ a: 10n, b: 20n, via: 9n }]);
  });

  test("to a known customer, and gives that customer what the source is trusted for and nobody holds", () => {
    const world = worldOf({
      "email:a@b.example": { id: 7n, leafId: 30n, rootId: 30n },
      "phone:+49301234567": { id: 8n },
    });
    const { resolved } = run(
      [
        item(
          sold("A", [
            mail("a@b.example"),
            { kind: "phone", value: "+49301234567" },
            { kind: "crm", value: "x" },
          ]),
        ),
      ],
      world,
    );
    expect(resolved.attached.map(({ id, leafId }) => [id, leafId])).toEqual([[8n, 30n]]);
    expect(takenIdentifiers(resolved)).toMatchObject([{ kind: "crm", leaf_id: null }]);
  });
});

describe("an event that joins orders", () => {
  const world = worldOf(
    {},
    { A: { orderId: 5n }, B: { orderId: 3n, orderLeafId: 10n, orderRootId: 10n } },
  );
  const joining = () =>
    item(
      settledEvent({
        references: [
          { kind: "order", value: "A" },
          { kind: "order", value: "B" },
        ],
        customer: [],
      }),
    );

  test("runs alone", () => {
    expect(run([joining()], world).of).toEqual([{ kind: "ALONE" }]);
  });

  test("makes the older one absorb the others, and takes the customer from whichever has one", () => {
    const { of } = run([joining()], world, true);
    expect(of[0]).toMatchObject({ kind: "APPLY", orderId: 3n, absorbs: [5n], leafId: 10n });
  });
});

test("a return that carries only its own number is a document of its own", () => {
  const loose = item(
    returnedEvent({
      references: [{ kind: "return", value: "R" }],
      customer: [mail("a@b.example")],
    }),
  );
  expect(run([loose]).of[0]).toMatchObject({ kind: "APPLY", opens: true, returnDocument: true });
});

describe("an event that was sent by the customer whose it is", () => {
  const OWN = { kind: "HOLD", reason: "OWN_PURCHASE", waitKey: "operator", identifierIds: [1n] };
  const mine = worldOf({ "email:me@x.example": { leafId: 6n, rootId: 7n } });
  const sent = (more: Partial<EventItem> = {}, change: RawPurchaseEvent = {}) =>
    item(sold("A", [mail("me@x.example")], change), { sentBy: "own", ...more });

  test("waits for another person, also under a leaf that was merged into it, and takes nothing", () => {
    const { of, resolved } = run([sent()], mine);
    expect(of[0]).toEqual(OWN);
    expect(resolved.newReferences.size).toBe(0);
    expect(resolved.attached).toEqual([]);
  });

  test("also after another wait, at the end of one, and in a backfill", () => {
    const recorded_at = "2026-11-22 13:00:00+00";
    const held = { reason: "IN_THE_FUTURE", recorded_at } as EventItem["held"];
    const again = { origin: "RERUN", held } as const;
    const atOnce = { decideAtOnce: true } as const;
    for (const more of [again, { ...again, ...atOnce }, { ...atOnce, mode: "BACKFILL" } as const]) {
      expect(run([sent(more)], mine).of[0]).toEqual(OWN);
    }
  });

  test("also when only the order's number says whose it is", () => {
    const world = worldOf({}, { A: { orderId: 3n, orderLeafId: 6n, orderRootId: 7n } });
    const event = settledEvent({ references: [{ kind: "order", value: "A" }], customer: [] });
    const [found] = run([item(event, { sentBy: "own" })], world).of;
    expect(found).toEqual({ ...OWN, identifierIds: [] });
  });

  test("is applied once somebody has vouched for it, and when it is somebody else's", () => {
    const held = { reason: "OWN_PURCHASE" } as EventItem["held"];
    expect(run([sent({ origin: "RERUN", held })], mine).of[0]).toMatchObject({ kind: "APPLY" });
    expect(run([sent({ sentBy: "another" })], mine).of[0]).toMatchObject({ kind: "APPLY" });
    expect(run([sent({ sentBy: null })], mine).of[0]).toMatchObject({ kind: "APPLY" });
  });
});
