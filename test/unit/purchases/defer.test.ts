import { describe, expect, test } from "vitest";
import type { Catalog } from "../../../src/core/catalog.ts";
import type { OrderWork, Workset } from "../../../src/core/state.ts";
import { DEFAULT_RULESET } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { deferralsOf } from "../../../src/purchases/defer.ts";
import type { EventItem } from "../../../src/purchases/item.ts";
import type { BatchPlan } from "../../../src/purchases/plan.ts";
import type { Resolution } from "../../../src/purchases/resolution.ts";
import {
  type RawPurchaseEvent,
  returnedEvent,
  settledEvent,
  soldEvent,
} from "../../support/purchaseEvents.ts";
import { item as itemOf, NOW } from "../../support/resolving.ts";

/**
 * Contract 6.1: which events a batch leaves to a later one, so that a customer's are applied in the
 * order they came.
 */

const ADA = 1n;
const BEN = 2n;
const CATALOG = { rulesetAt: () => DEFAULT_RULESET } as unknown as Catalog;
const MEMBER = { status: "ENROLLED" as const, enrolledAt: NOW };

type ToApply = Extract<Resolution, { kind: "APPLY" }>;

function event(
  keys: readonly string[],
  resolution: Partial<ToApply> | Resolution = {},
  raw: RawPurchaseEvent = soldEvent(),
  autoEnrol = false,
) {
  const source = { id: 1, code: "shop", auto_enrol: autoEnrol } as EventItem["source"];
  const made = itemOf(raw, { keys, source });
  return [made, { kind: "APPLY", orderId: 100n, leafId: null, absorbs: [], ...resolution }] as [
    EventItem,
    Resolution,
  ];
}

/** What each is left for; null: it is decided now. */
function whys(
  events: readonly [EventItem, Resolution][],
  given: {
    readonly locked?: readonly bigint[];
    readonly newcomers?: readonly bigint[];
    readonly matchesReturns?: boolean;
    readonly members?: readonly bigint[];
    readonly workset?: Partial<Workset>;
  } = {},
) {
  const { locked = [ADA, BEN], newcomers = [], members = [ADA, BEN] } = given;
  const plan = {
    plannedAt: NOW,
    resolved: {
      resolutions: new Map(events),
      newCustomers: new Map(newcomers.map((leaf) => [leaf, events[0]?.[0]])),
    },
  } as unknown as BatchPlan;
  const workset = {
    roots: new Map([
      [ADA, ADA],
      [BEN, BEN],
    ]),
    customers: new Map(),
    orders: new Map(),
    unlinked: new Map(),
    memberships: new Map(
      members.map((leaf) => [`${leaf}/${DEFAULT_RULESET.programme.code}`, MEMBER]),
    ),
    ...given.workset,
  } as unknown as Workset;
  const { matchesReturns = false } = given;
  const left = deferralsOf(plan, workset, new Set(locked), matchesReturns, CATALOG);
  return events.map(([item]) => left.get(item)?.why ?? null);
}

describe("a customer whom another process holds", () => {
  test("waits, and nobody else does", () => {
    const events = [
      event(["a"], { orderId: 10n, leafId: ADA }),
      event(["b"], { orderId: 20n, leafId: BEN }),
      event(["c"], { orderId: 30n, leafId: null }),
    ];
    expect(whys(events, { locked: [BEN] })).toEqual(["LOCKED", null, null]);
  });

  test("also where only an order of theirs is joined to another's", () => {
    const orders = new Map([[11n, { leafId: BEN } as OrderWork]]);
    const events = [event(["a"], { orderId: 10n, leafId: ADA, absorbs: [11n] })];
    expect(whys(events, { locked: [ADA], workset: { orders } })).toEqual(["LOCKED"]);
    expect(whys(events, { locked: [ADA, BEN], workset: { orders } })).toEqual([null]);
    // A customer whom this very event makes has nobody to wait for; the other's order has.
    const made = [event(["a"], { orderId: 10n, leafId: 3n, absorbs: [11n] })];
    expect(whys(made, { locked: [], newcomers: [3n], workset: { orders } })).toEqual(["LOCKED"]);
  });

  test("one who is only being made is held by nobody", () => {
    const events = [event(["a"], { leafId: 3n })];
    expect(whys(events, { locked: [], newcomers: [3n] })).toEqual([null]);
    expect(whys(events, { locked: [] })).toEqual(["LOCKED"]);
  });
});

describe("what comes behind an event that is left is left too", () => {
  const first = () => event(["a", "order A"], { orderId: 10n, leafId: ADA });
  const cases: readonly [string, Parameters<typeof event>, string | null][] = [
    ["of the same customer", [["b"], { orderId: 20n, leafId: ADA }], "BEHIND"],
    ["of the same order", [["b"], { orderId: 10n, leafId: null }], "BEHIND"],
    ["of the same number", [["b", "order A"], { orderId: 20n, leafId: BEN }], "BEHIND"],
    ["that only waits, of the same number", [["order A"], HELD], "BEHIND"],
    ["of nothing in common", [["b"], { orderId: 20n, leafId: BEN }], null],
    ["that only waits, of nothing in common", [["b"], HELD], null],
    ["of another guest", [["b"], { orderId: 20n, leafId: null }], null],
  ];
  test.each(cases)("%s", (_what, next, why) => {
    expect(whys([first(), event(...next)], { locked: [BEN] })).toEqual(["LOCKED", why]);
  });

  test("and what is behind that in turn; what came before is not", () => {
    const events = [
      event(["z"], { orderId: 20n, leafId: BEN }),
      first(),
      event(["order A", "phone"], HELD),
      event(["phone"], { orderId: 30n, leafId: null }),
    ];
    expect(whys(events, { locked: [BEN] })).toEqual([null, "LOCKED", "BEHIND", "BEHIND"]);
  });

  test("of a guest's order, by its number alone", () => {
    const guest = event(["a"], { kind: "ALONE" });
    expect(whys([guest, event(["b"], { orderId: 5n, leafId: null })])).toEqual(["ALONE", null]);
    expect(whys([guest, event(["a"], { orderId: 5n, leafId: null })])).toEqual(["ALONE", "BEHIND"]);
  });
});

const HELD: Resolution = {
  ...{ kind: "HOLD", reason: "UNKNOWN_ORDER", waitKey: "order:x" },
  identifierIds: [],
};

describe("runs among its like", () => {
  const loose = returnedEvent({ references: [{ kind: "return", value: "R" }] });
  const document = (keys: readonly string[]) =>
    event(keys, { orderId: 10n, leafId: ADA, returnDocument: true }, loose);

  test("a return that names no order; one of nobody known does not", () => {
    expect(whys([document(["r"])])).toEqual(["REMATCH"]);
    expect(whys([document(["r"])], { matchesReturns: true })).toEqual([null]);
    expect(whys([event(["r"], { leafId: null, returnDocument: true }, loose)])).toEqual([null]);
  });

  test("with what comes behind it", () => {
    const next = event(["b"], { orderId: 20n, leafId: ADA });
    expect(whys([document(["r"]), next])).toEqual(["REMATCH", "REMATCH"]);
  });

  test("who is behind both one that is locked and one that rematches goes with the first", () => {
    const events = [
      document(["r"]),
      event(["b", "phone"], { orderId: 20n, leafId: BEN }),
      event(["r", "phone"], { orderId: 30n, leafId: null }),
    ];
    expect(whys(events, { locked: [ADA] })).toEqual(["REMATCH", "LOCKED", "BEHIND"]);
  });

  test("a purchase that makes an old customer a member, not one that makes a new one", () => {
    const joins = [event(["a"], { leafId: ADA }, soldEvent(), true)];
    expect(whys(joins, { members: [] })).toEqual(["REMATCH"]);
    expect(whys(joins)).toEqual([null]);
    expect(whys([event(["a"], { leafId: ADA })], { members: [] })).toEqual([null]);
    expect(whys([event(["a"], { leafId: 3n }, soldEvent(), true)], { newcomers: [3n] })).toEqual([
      null,
    ]);
  });

  test("a sale of an article that its customer brought back without an order, or an event of such a sale", () => {
    const unlinked = new Map([[ADA, [{ article: "mug" }]]]) as unknown as Workset["unlinked"];
    const bought = (article: string, leafId = ADA) =>
      event(["a"], { leafId }, soldEvent({ lines: [{ ...LINE, article }], tenders: [] }));
    expect(whys([bought("mug")], { workset: { unlinked } })).toEqual(["REMATCH"]);
    expect(whys([bought("tea")], { workset: { unlinked } })).toEqual([null]);
    expect(whys([bought("mug", BEN)], { workset: { unlinked } })).toEqual([null]);
    const facts = new Map([["SOLD/", { lines: [{ article: "mug" }], part: null }]]);
    const orders = new Map([[100n, { leafId: ADA, facts: { facts } } as unknown as OrderWork]]);
    expect(whys([bought("tea")], { workset: { unlinked, orders } })).toEqual(["REMATCH"]);
  });

  test("an event that says whose a guest's sale of such an article is, in the call of that sale", () => {
    const unlinked = new Map([[ADA, [{ article: "mug" }]]]) as unknown as Workset["unlinked"];
    const guests = (article: string, orderId: bigint) =>
      event(["a"], { orderId }, soldEvent({ lines: [{ ...LINE, article }], tenders: [] }));
    const named = event(["b"], { orderId: 10n, leafId: ADA }, settledEvent());
    const workset = { unlinked };
    expect(whys([guests("mug", 10n), named], { workset })).toEqual([null, "REMATCH"]);
    expect(whys([guests("tea", 10n), named], { workset })).toEqual([null, null]);
    expect(whys([guests("mug", 11n), named], { workset })).toEqual([null, null]);
  });
});

const LINE = { id: "1", quantity: "1", gross: "5.00" };
