import { describe, expect, test } from "vitest";
import type { TakenEventRow } from "../../../db/queries/core/takeKeys.ts";
import type { CustomerRow, LotRow } from "../../../db/queries/core/writeState.ts";
import { worksetOf } from "../../../src/core/decode.ts";
import {
  decodeFacts,
  decodePosted,
  encodeFacts,
  encodePosted,
  type PostedState,
} from "../../../src/core/orderCodec.ts";
import { accountKey, idsForLots, needsLots, nextDueOfCustomer } from "../../../src/core/state.ts";
import { decodeFact } from "../../../src/domain/purchase/factCodec.ts";
import type { LocalDate } from "../../../src/domain/time/instant.ts";
import { eventRow, heldRow, openIntakeRow } from "../../../src/purchases/eventRow.ts";
import type { Item, OpenIntake } from "../../../src/purchases/item.ts";
import { anyWaitKey, anyWaitPatterns, endsWait } from "../../../src/purchases/keys.ts";
import type { Resolution } from "../../../src/purchases/resolution.ts";
import { exampleIn } from "../../support/docs/examples.ts";
import { Life } from "../../support/docs/life.ts";
import { soldEvent } from "../../support/purchaseEvents.ts";
import { at, submissionOf } from "../../support/receiver.ts";
import { item as itemOf, NOW } from "../../support/resolving.ts";

/**
 * What a batch keeps of an event and an order, and reads back: nothing of it may be lost on the
 * way.
 */

describe("an order that was written is read back as it was", () => {
  // Made in each test: what runs outside of one is no test's, for npm run mutate.
  const bought = () =>
    new Life(
      exampleIn(`name: life
rules: {}
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }, { id: 2, article: tea, gross: "20.00" }] }
  - { at: "2026-03-03T10:00:00Z", kind: RETURNED, order: A, return: { id: R, lines: [{ lineId: 1, quantity: 1 }] } }
  - { at: "2026-03-04T10:00:00Z", kind: RETURNED, document: S, return: { id: S, lines: [{ article: tea, quantity: 1, amount: "7.00" }] } }
  - { at: "2026-03-05T10:00:00Z", kind: SOLD, order: B, lines: [{ id: 1, article: pot, gross: "50.00" }] }
expect: {}
`),
    );
  const stored = (value: unknown) => JSON.parse(JSON.stringify(value)) as unknown;

  test("with what was found to be returned of it, by pieces and by money", () => {
    const life = bought();
    const facts = life.orderOf("A")?.facts ?? { facts: new Map(), matchedReturns: new Map() };
    const [matched] = [...facts.matchedReturns.values()];
    expect(matched?.lines).toMatchObject([{ lineId: "2", repaidMinor: 700n }]);
    expect(decodeFacts(stored(encodeFacts(facts)))).toEqual(facts);
    const [line] = matched?.lines ?? [];
    const pieces = { ...line, repaid: 0n, repaidMinor: 0n } as NonNullable<typeof line>;
    const returnOrderId = matched?.returnOrderId ?? 0n;
    const lines = [pieces, { ...pieces, repaid: 1n }, { ...pieces, repaidMinor: 1n }];
    const some = new Map([[String(returnOrderId), { returnOrderId, lines }]]);
    const again = decodeFacts(stored(encodeFacts({ ...facts, matchedReturns: some })));
    expect(again.matchedReturns).toEqual(some);
    expect(encodeFacts(life.orderOf("B")?.facts ?? facts)).not.toHaveProperty("matched");
  });

  test("with what was posted for it, its rate, and the lots of what was all taken back", () => {
    const { posted } = bought().orderOf("A")?.posted ?? { posted: new Map() };
    const [base] = [...posted.values()];
    const rate = { currency: "EUR", from: "2026-01-01" as LocalDate, rate: "0.85" };
    const state: PostedState = {
      posted: new Map([
        ["base", { ...base, rule: "base" }],
        ["tierOnly", { ...base, rule: "tierOnly", points: 0n, rate }],
      ]) as PostedState["posted"],
      lots: new Map([
        ["base", [3n, 1n]],
        ["gone", [2n]],
      ]),
    };
    expect(decodePosted(stored(encodePosted(state)))).toEqual(state);
  });
});

describe("the row of an event", () => {
  const held = (more: Partial<TakenEventRow> = {}) =>
    ({
      ...{ intake_on: "2026-01-01", intake_id: 5n, intake_position: 3 },
      ...{ reason: "UNKNOWN_ORDER", wait_until: "2026-02-01T00:00:00.000000Z" },
      ...more,
    }) as TakenEventRow;
  const intake = { id: 9n, receivedOn: "2026-11-22", stored: true } as OpenIntake;
  const sale = (more: Partial<Item> = {}) =>
    itemOf(soldEvent(), {
      ...{ eventId: "e-1", bodyHash: "ab", hashVersion: 2, refusal: null, intake, position: 1 },
      ...more,
    } as never);
  const apply = {
    ...{ kind: "APPLY", orderId: 7n, leafId: 8n, identifierIds: [4n] },
  } as unknown as Resolution;
  const hold: Resolution = {
    ...{ kind: "HOLD", reason: "UNKNOWN_ORDER", waitKey: "order:x", identifierIds: [4n] },
  };

  test("that is applied names its order and customer, and keeps the event whole", () => {
    const row = eventRow(
      sale({ sentBy: "me", boundStore: "S01", isApproved: true }),
      1n,
      apply,
      NOW,
    );
    expect(row).toMatchObject({
      ...{ id: 1n, source_id: 1, event_id: "e-1", kind: "SOLD", outcome: "APPLIED", reason: null },
      ...{ order_id: 7n, leaf_id: 8n, wait_key: null, wait_until: null, body_hash: "\\xab" },
      ...{ intake_on: "2026-11-22", intake_id: 9n, intake_position: 1, hash_version: 2 },
      ...{ occurred_at: "2026-11-22T11:55:00.000000Z", recorded_at: "2026-11-22T13:00:00.000000Z" },
      fact: { sc: "me", b: "S01", ok: true },
    });
    const { event } = sale();
    const values = new Map([["4", event.identifiers[0]?.value ?? ""]]);
    expect(decodeFact(row.fact as never, values)).toEqual(event);
    expect(eventRow(sale(), 1n, apply, NOW).fact).not.toHaveProperty("sc");
  });

  test("that is held waits as long as its reason says, and names no order", () => {
    expect(eventRow(sale(), 1n, hold, NOW)).toMatchObject({
      ...{ outcome: "HELD", reason: "UNKNOWN_ORDER", wait_key: "order:x", released_at: null },
      // 30 days
      ...{ wait_until: "2026-12-22T13:00:00.000000Z", order_id: null, leaf_id: null },
    });
  });

  test("that ran in vain keeps its intake, and the end of its wait while it waits for the same", () => {
    const again = eventRow(sale({ held: held() }), 1n, hold, NOW);
    expect(again).toMatchObject({ ...held(), wait_until: "2026-02-01T00:00:00.000000Z" });
    const other = eventRow(sale({ held: held({ reason: "UNKNOWN_STORE" }) }), 1n, hold, NOW);
    expect(other.wait_until).toBe("2026-12-22T13:00:00.000000Z");
    const unknownSale = heldRow(again, "RETURN_WITHOUT_SALE", "sale:1", NOW, held());
    // 14 days
    expect(unknownSale.wait_until).toBe("2026-12-06T13:00:00.000000Z");
  });

  test("that is refused keeps why and nothing of what it said", () => {
    const reject: Resolution = { kind: "REJECT", reason: "OVERFLOW", field: ["lines"] };
    const refused = { outcome: "REJECTED", fact: null, order_id: null, leaf_id: null };
    expect(eventRow(sale(), 1n, reject, NOW)).toMatchObject({
      ...{ ...refused, reason: "OVERFLOW", field: ["lines"], kind: "SOLD" },
    });
    const refusal = { reason: "NOT_POSITIVE", field: ["lines"], message: "" };
    const unread = { ...sale({ refusal, event: null, bodyHash: null }) } as Item;
    expect(eventRow(unread, 1n, null, NOW)).toMatchObject({
      ...{ ...refused, reason: "NOT_POSITIVE", kind: null, occurred_at: null, body_hash: "\\x" },
    });
  });

  test("that needs a transaction of its own is not made in a batch", () => {
    expect(() => eventRow(sale(), 1n, { kind: "ALONE" }, NOW)).toThrow("of its own");
  });

  test("an intake keeps the id and the day of its first attempt, whatever the clock says at the second", () => {
    const open: OpenIntake = {
      submission: submissionOf([]),
      id: null,
      receivedOn: null,
      stored: false,
    };
    const first = openIntakeRow(open, 5n, at("2026-11-22T23:59:59Z"));
    expect(first).toMatchObject({ id: 5n, received_on: "2026-11-22", door: "GRAPHQL" });
    expect(openIntakeRow(open, 6n, at("2026-11-23T00:00:01Z"))).toMatchObject({
      ...{ id: 5n, received_on: "2026-11-22", received_at: "2026-11-23T00:00:01.000000Z" },
    });
  });
});

describe("what several keys may end", () => {
  const long = (of: string, length: number) => of.repeat(length);

  test("one short key stands as it is, longer ones and several as hashes", () => {
    expect(anyWaitKey(["order:A"])).toBe("order:A");
    expect(anyWaitKey([long("k", 600)])).toBe(long("k", 600));
    expect(anyWaitKey([long("k", 601)])).toMatch(/^any:[0-9a-f]{32}$/);
    expect(anyWaitKey(["order:A", "order:B"])).toMatch(/^any:[0-9a-f]{32},[0-9a-f]{32}$/);
  });

  test("any of them ends the wait, nothing else does, and the database finds it by any", () => {
    const several = anyWaitKey(["order:A", "order:B"]);
    expect(endsWait(several, new Set(["order:C", "order:B"]))).toBe(true);
    expect(endsWait(several, new Set(["order:C", several]))).toBe(false);
    expect(endsWait("order:A", new Set(["order:A"]))).toBe(true);
    expect(endsWait("order:A", new Set(["order:B"]))).toBe(false);
    for (const [pattern] of ["order:A", "order:B"].map((key) => anyWaitPatterns([key]))) {
      const [before, hash = "", after] = pattern?.split("%") ?? [];
      expect([before, after]).toEqual(["any:", ""]);
      expect(several).toContain(hash);
    }
  });
});

describe("the rows a batch decides on", () => {
  const customer = (id: bigint, root: bigint, more: Partial<CustomerRow> = {}): CustomerRow => ({
    ...{ id, root_id: root, public_id: `c-${id}`, seq: 4n, flags: null, seen_by: { "1": "x" } },
    ...{ recorded_at: "2026-11-22 13:00:00+00", evaluated_at: "2026-11-22 12:00:00+00" },
    ...{ tier: null, tier_since: null, tier_until: null, tier_basis: null },
    ...more,
  });
  const account = (id: bigint, leaf: bigint, more: object = {}) => ({
    ...{ id, leaf_id: leaf, programme: "p", wallet: "points", active: 10n, pending: 1n },
    ...{ maturing: 2n, next_lot_at: null, rolls_until: null, drawn: false, orders: 3n },
    ...{ counts: null, bucket_days: ["2026-01-01"], bucket_minor: [500n], ...more },
  });
  const lot = (id: bigint, accountId: bigint, remaining: bigint): LotRow => ({
    ...{ id, account_id: accountId, order_id: 9n, points: 50n, remaining, expired: 1n },
    ...{ activates_at: "2026-11-01 00:00:00+00", expires_at: null },
  });
  const NONE = { customers: [], accounts: [], memberships: [], orders: [], lots: [] };
  const rows = { ...NONE, openLots: [], unlinked: [] };

  test("leaves belong to their root: accounts, marks and due times of all of them are one person's", () => {
    const workset = worksetOf({
      ...rows,
      customers: [
        customer(2n, 1n, { flags: ["STAFF"] }),
        customer(1n, 1n, {
          ...{ flags: ["TEST"], tier: "GOLD", tier_since: "2026-01-01 00:00:00+00" },
          tier_until: "2027-01-01 00:00:00+00",
        }),
        customer(3n, 3n, { tier: "GOLD" }),
      ],
      accounts: [
        account(10n, 1n, { next_lot_at: "2026-12-02 00:00:00+00" }),
        account(11n, 2n, { next_lot_at: "2026-12-01 00:00:00+00" }),
        account(12n, 3n),
      ] as never,
    });
    const [root, other] = [workset.customers.get(1n), workset.customers.get(3n)];
    expect([...workset.customers.keys()]).toEqual([1n, 3n]);
    expect(root).toMatchObject({ leaves: [2n, 1n], marks: new Set(["STAFF", "TEST"]), seq: 4n });
    expect(root?.tier).toEqual({
      ...{ tier: "GOLD", since: at("2026-01-01T00:00:00Z"), until: at("2027-01-01T00:00:00Z") },
    });
    expect([...(root?.accounts.keys() ?? [])]).toEqual(
      [1n, 2n].map((leaf) => accountKey(leaf, "p", "points")),
    );
    expect(root?.dueBefore).toBe(at("2026-12-01T00:00:00Z"));
    // Since when is not known: nothing counts.
    expect([other?.tier, other?.dueBefore, other?.seenBy]).toEqual([null, null, { "1": "x" }]);
    const soonest = root?.accounts.get(accountKey(2n, "p", "points"));
    if (soonest !== undefined) {
      soonest.nextLotAt = null;
    }
    expect(root && nextDueOfCustomer(root)).toBe(at("2026-12-02T00:00:00Z"));
  });

  test("a lot that is an order's and its account's is one lot, as last read first", () => {
    const workset = worksetOf({
      ...rows,
      customers: [customer(1n, 1n)],
      accounts: [account(10n, 1n, { next_lot_at: "2026-12-01 00:00:00+00" })] as never,
      lots: [lot(20n, 10n, 5n), lot(22n, 99n, 5n)],
      openLots: [lot(20n, 10n, 5n), lot(21n, 10n, 6n)],
    });
    const [own] = [...(workset.customers.get(1n)?.accounts.values() ?? [])];
    expect([...(own?.lots.keys() ?? [])]).toEqual([20n, 21n]);
    expect(own?.lots.get(20n)).toBe(workset.lots.get(20n));
    expect([...workset.lots.keys()]).toEqual([20n, 22n, 21n]);
    expect(own?.buckets).toEqual(new Map([["2026-01-01", 500n]]));
    // Each may become active and expire once.
    expect(idsForLots(workset)).toBe(4);
    if (own !== undefined) {
      own.nextLotAt = null;
    }
    expect(idsForLots(workset)).toBe(0);
  });

  test("the lots of an account are read where time or a return may touch them", () => {
    expect(needsLots({ next_lot_at: null, drawn: false })).toBe(false);
    expect(needsLots({ next_lot_at: null, drawn: true })).toBe(true);
    expect(needsLots({ next_lot_at: "2026-12-01 00:00:00+00", drawn: false })).toBe(true);
  });
});
