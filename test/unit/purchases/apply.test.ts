import { describe, expect, test } from "vitest";
import type { SourceRow } from "../../../db/queries/programme/catalog.ts";
import { outboxRows } from "../../../src/core/effects.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import { addMicros } from "../../../src/domain/time/instant.ts";
import { StaleError } from "../../../src/platform/stale.ts";
import { applyItem } from "../../../src/purchases/applyItem.ts";
import type { EventItem } from "../../../src/purchases/item.ts";
import type { Resolution } from "../../../src/purchases/resolution.ts";
import { exampleIn } from "../../support/docs/examples.ts";
import { Life } from "../../support/docs/life.ts";
import {
  amendedEvent,
  fulfilledEvent,
  type RawPurchaseEvent,
  returnedEvent,
  settledEvent,
  soldEvent,
} from "../../support/purchaseEvents.ts";
import { at } from "../../support/receiver.ts";
import { item as itemOf } from "../../support/resolving.ts";

/** Contract 3.2 and 8.1: what becomes of one event on the rows in memory, and at what time. */

const LEAF = 1n;
const NOON = at("2026-03-10T12:00:00Z");
const SHOP = { id: 2, code: "shop", auto_enrol: false, default_channel: "web" } as SourceRow;

type ToApply = Extract<Resolution, { kind: "APPLY" }>;

/** A member who bought something on 2 March, in an earlier batch. */
function life(head = "rules: {}"): Life {
  const one = new Life(
    exampleIn(`name: life
${head}
events:
  - { at: "2026-03-02T10:00:00Z", kind: SOLD, order: A, lines: [{ id: 1, article: mug, gross: "100.00" }] }
expect: {}
`),
  );
  Object.assign(one.customer, { isNew: false });
  return one;
}

const item = (raw: RawPurchaseEvent, more: Partial<EventItem> = {}) =>
  itemOf(
    { currencyCode: "GBP", ...raw },
    { source: SHOP, intake: null, rounds: 0, slow: false, ...more },
  );
const SALE = {
  occurredAt: "2026-03-10T11:00:00Z",
  ...{ lines: [{ id: "1", article: "pot", quantity: "1", gross: "50.00" }] },
  ...{ tenders: [{ kind: "card", amount: "50.00" }], store: undefined, channel: undefined },
};
const sale = (raw: RawPurchaseEvent = {}, more: Partial<EventItem> = {}) =>
  item(soldEvent({ ...SALE, ...raw }), more);

const to = (orderId: bigint, more: Partial<ToApply> = {}): ToApply => ({
  ...{ kind: "APPLY", orderId, opens: true, leafId: LEAF, matchedIdentifierId: null },
  ...{ identifierIds: [], returnDocument: false, absorbs: [], visits: false },
  ...more,
});

const orderA = (of: Life) => of.orderOf("A") as NonNullable<ReturnType<Life["orderOf"]>>;

describe("when it is recorded", () => {
  test("facts of one customer are recorded one after another, whatever the clock says", () => {
    const one = life();
    const applied = [1n, 2n, 3n].map((n) =>
      applyItem(one.context, sale(), to(900n + n), n, n === 3n ? at("2026-03-01T00:00:00Z") : NOON),
    );
    const times = [NOON, addMicros(NOON, 1), addMicros(NOON, 2)];
    expect(applied.map((result) => "recordedAt" in result && result.recordedAt)).toEqual(times);
    expect(one.customer).toMatchObject({
      recordedAt: times[2],
      evaluatedAt: times[2],
      dirty: true,
    });
    const recorded = one.effects.entries.slice(-3).map((entry) => entry.recorded_at);
    expect(recorded).toEqual(times.map(formatInstant));
  });

  test("so are facts of a guest's order, which has no customer whose times rise", () => {
    const one = life();
    const guest = { leafId: null };
    const first = applyItem(one.context, sale(), to(900n, guest), 1n, NOON);
    const paid = item(settledEvent());
    const second = applyItem(one.context, paid, to(900n, { ...guest, opens: false }), 2n, NOON);
    expect([first, second]).toMatchObject([
      { recordedAt: NOON, leafId: null },
      { recordedAt: addMicros(NOON, 1), leafId: null },
    ]);
    expect(one.workset.orders.get(900n)?.recordedAt).toBe(addMicros(NOON, 1));
    expect(one.effects.entries).toHaveLength(1);
  });

  test("a customer whom it makes begins with it, and in a backfill lived from when it happened", () => {
    for (const mode of ["LIVE", "BACKFILL"] as const) {
      const { context } = life();
      const applied = applyItem(context, sale({}, { mode }), to(900n, { leafId: 70n }), 1n, NOON);
      expect(applied).toMatchObject({ recordedAt: NOON, leafId: 70n });
      expect(context.workset.roots.get(70n)).toBe(70n);
      const evaluatedAt = mode === "LIVE" ? NOON : at("2026-03-10T11:00:00Z");
      expect(context.workset.customers.get(70n)).toMatchObject({ recordedAt: NOON, evaluatedAt });
    }
  });

  test("a backfill is judged by when it happened, and never turns a customer's time back", () => {
    const one = life();
    const before = one.customer.evaluatedAt;
    const backfill = (occurredAt: string) => sale({ occurredAt }, { mode: "BACKFILL" });
    applyItem(one.context, backfill("2026-02-01T10:00:00Z"), to(900n), 1n, NOON);
    expect(one.customer.evaluatedAt).toBe(before);
    applyItem(one.context, backfill("2026-03-09T10:00:00Z"), to(901n), 2n, NOON);
    expect(one.customer.evaluatedAt).toBe(at("2026-03-09T10:00:00Z"));
    expect(one.effects.entries.at(-1)).toMatchObject({ business_period: "2026-03" });
  });

  test("of an import it keeps which one, of any other door nothing", () => {
    const runs = (["IMPORT", "GRAPHQL"] as const).map((door) => {
      const { context, effects } = life();
      const intake = { submission: { door, requestId: "run-7" } } as EventItem["intake"];
      applyItem(context, sale({ store: "S01" }, { intake }), to(900n), 5n, NOON);
      return effects.entries.at(-1);
    });
    expect(runs).toMatchObject([
      { run: "run-7", actor: "source:shop", store: "S01", event_id: 5n },
      { run: null, actor: "source:shop", store: "S01", event_id: 5n },
    ]);
  });
});

describe("who is told of it", () => {
  const announced = (...events: readonly EventItem[]) => {
    const { context, effects } = life();
    effects.news.clear();
    for (const [n, event] of events.entries()) {
      applyItem(context, event, to(900n + BigInt(n)), BigInt(n), NOON);
    }
    return outboxRows(effects, formatInstant).map(({ kind, announce }) => [kind, announce]);
  };
  const history = { history: true };

  test("everybody, once, unless all of it is history or a backfill", () => {
    expect(announced(sale())).toEqual([["POINTS_CHANGED", true]]);
    expect(announced(sale(history))).toEqual([["POINTS_CHANGED", false]]);
    expect(announced(sale({}, { mode: "BACKFILL" }))).toEqual([["POINTS_CHANGED", false]]);
    expect(announced(sale(), sale(history))).toEqual([["POINTS_CHANGED", true]]);
    expect(announced(sale(history), sale())).toEqual([["POINTS_CHANGED", true]]);
  });

  test("what a source said last about a customer is the latest that happened, not the latest that came", () => {
    const one = life();
    const seen = () => one.customer.seenBy["2"];
    for (const [occurredAt, latest] of [
      ["2026-03-10T11:00:00Z", "2026-03-10T11:00:00.000000Z"],
      ["2026-03-09T11:00:00Z", "2026-03-10T11:00:00.000000Z"],
      ["2026-03-10T11:30:00Z", "2026-03-10T11:30:00.000000Z"],
    ] as const) {
      applyItem(one.context, sale({ occurredAt }), to(900n), 1n, NOON);
      expect(seen()).toBe(latest);
    }
  });
});

describe("what an order keeps of its events", () => {
  test("every number and every identifier once, and the one that first named its customer", () => {
    const one = life();
    const order = orderA(one);
    const numbered = (value: string) => ({ references: [{ kind: "order", value }] });
    const paid = (value: string) => item(settledEvent(numbered(value)));
    const resolved = (ids: readonly bigint[]) =>
      to(order.id, { opens: false, identifierIds: ids, matchedIdentifierId: ids[0] ?? null });
    applyItem(one.context, paid("A"), resolved([5n, 6n]), 1n, NOON);
    applyItem(one.context, paid("A-2"), resolved([7n, 5n]), 2n, NOON);
    expect(order.refs.map((reference) => reference[3])).toEqual(["A", "A-2"]);
    expect([...order.identifierIds].slice(-3)).toEqual([5n, 6n, 7n]);
    expect(new Set(order.identifierIds).size).toBe(order.identifierIds.length);
    expect(order.matchedIdentifierId).not.toBe(7n);
  });

  test("of an order that turns out to be part of it too, and that one's customer loses the points", () => {
    const one = life();
    applyItem(one.context, sale(), to(900n, { leafId: 70n, identifierIds: [8n] }), 1n, NOON);
    const other = one.workset.customers.get(70n);
    other?.accounts.clear();
    const order = orderA(one);
    const joins = item(settledEvent({ references: [{ kind: "order", value: "A" }] }));
    one.effects.news.clear();
    applyItem(one.context, joins, to(order.id, { opens: false, absorbs: [900n] }), 2n, NOON);
    const absorbed = one.workset.orders.get(900n);
    expect(absorbed).toMatchObject({ absorbedInto: order.id, recordedAt: one.customer.recordedAt });
    expect(absorbed?.settled?.decision.earned).toEqual([]);
    expect([order.identifierIds.includes(8n), order.refs.length]).toEqual([true, 2]);
    // Both are told, and neither's time goes back.
    expect([...one.effects.news.keys()].map(({ rootId }) => rootId).sort()).toEqual([LEAF, 70n]);
    expect(other?.recordedAt).toBe(one.customer.recordedAt);
  });
});

describe("what a store may do is looked at again under the locks", () => {
  const bound = { boundStore: "S01", source: { ...SHOP, default_channel: null } as SourceRow };
  const amends = () => item(amendedEvent(), { ...bound });

  test("an order that is another's by now is planned again, alone, and nothing is changed", () => {
    const one = life();
    const order = orderA(one);
    const [facts, event] = [order.facts, amends()];
    const apply = () => applyItem(one.context, event, to(order.id, { opens: false }), 1n, NOON);
    expect(apply).toThrow(StaleError);
    expect([event.slow, order.facts]).toEqual([true, facts]);
  });

  test("so is one that became its own; what is still so goes through", () => {
    const one = life();
    const back = item(returnedEvent(), { ...bound });
    const { id } = orderA(one);
    const resolved = (visits: boolean) => to(id, { opens: false, visits });
    expect(() => applyItem(one.context, back, resolved(false), 1n, NOON)).toThrow(StaleError);
    expect(applyItem(one.context, back, resolved(true), 1n, NOON)).toMatchObject({ orderId: id });
    const own = sale({ store: "S01" }, { ...bound });
    expect(applyItem(one.context, own, to(900n), 2n, NOON)).toMatchObject({ orderId: 900n });
    const again = item(settledEvent(), { ...bound });
    expect(() => applyItem(one.context, again, to(900n, { visits: true }), 3n, NOON)).toThrow();
  });
});

describe("an order that fulfilments alone make", () => {
  const dispatch = (placedAt: string | undefined, id = "F-1", more: Partial<EventItem> = {}) =>
    item(fulfilledEvent({ placedAt, fulfilment: { id } }), more);
  const LONG_AGO = "2025-09-11T11:59:59Z";
  /** 180 days before noon of 10 March. */
  const JUST = "2025-09-11T12:00:00Z";
  const outcome = (event: EventItem, one = life()) => {
    const applied = applyItem(one.context, event, to(900n), 1n, NOON);
    return applied.kind === "HOLD" ? [applied.reason, applied.waitKey] : applied.kind;
  };
  const WAITS = ["OLD_EVENT", "operator"];

  test("waits for a person where one of them says that it was placed long ago", () => {
    expect(outcome(dispatch(LONG_AGO))).toEqual(WAITS);
    expect(outcome(dispatch(JUST))).toBe("APPLIED");
    expect(outcome(dispatch(undefined))).toBe("APPLIED");
  });

  test("does not when a person has said so, when its wait is over, or when it is history", () => {
    const held = {
      reason: "OLD_EVENT",
      recorded_at: "2026-03-10 12:00:00+00",
    } as EventItem["held"];
    expect(outcome(dispatch(LONG_AGO, "F-1", { held }))).toBe("APPLIED");
    const other = { ...held, reason: "UNKNOWN_ORDER" } as EventItem["held"];
    expect(outcome(dispatch(LONG_AGO, "F-1", { held: other }))).toEqual(WAITS);
    expect(outcome(dispatch(LONG_AGO, "F-1", { decideAtOnce: true }))).toBe("APPLIED");
    const past = item(fulfilledEvent({ placedAt: LONG_AGO, history: true }));
    expect(outcome(past)).toBe("APPLIED");
  });

  test("nor does one that says nothing older than is known, or whose order says itself when it was placed", () => {
    const one = life();
    expect(outcome(dispatch(LONG_AGO, "F-1", { decideAtOnce: true }), one)).toBe("APPLIED");
    expect(outcome(dispatch(LONG_AGO, "F-2"), one)).toBe("APPLIED");
    expect(outcome(dispatch("2025-09-11T11:00:00Z", "F-3"), one)).toEqual(WAITS);
    const placed = life();
    const { id } = orderA(placed);
    const late = applyItem(placed.context, dispatch(LONG_AGO), to(id, { opens: false }), 1n, NOON);
    expect(late.kind).toBe("APPLIED");
  });
});

describe("whoever joins by it", () => {
  const JOINING = { ...SHOP, auto_enrol: true } as SourceRow;

  test("is planned again where what was bought before is not loaded, and joins where it is", () => {
    const nobody = life("member: none");
    const joins = (joining: ReadonlySet<bigint> | null) => {
      const workset = { ...nobody.workset, joining };
      const event = sale({ channel: undefined, store: "S01" }, { source: JOINING });
      return applyItem({ ...nobody.context, workset }, event, to(900n), 1n, NOON);
    };
    expect(() => joins(new Set())).toThrow(StaleError);
    expect(nobody.effects.memberships).toEqual([]);
    expect(joins(new Set([LEAF])).kind).toBe("APPLIED");
    expect(nobody.effects.memberships).toMatchObject([
      { leaf_id: LEAF, status: "ENROLLED", channel: "web", store: "S01", event_id: 1n },
    ]);
    // Once: whoever left does not come back by buying.
    expect(joins(new Set()).kind).toBe("APPLIED");
    expect(nobody.effects.memberships).toHaveLength(1);
  });
});
