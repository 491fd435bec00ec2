import { describe, expect, test } from "vitest";
import type { SourceRow } from "../../../db/queries/programme/catalog.ts";
import type { Catalog } from "../../../src/core/catalog.ts";
import type { Viewer } from "../../../src/domain/access/viewer.ts";
import { DEFAULT_RULESET } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { DEFAULT_INSTALLATION } from "../../../src/domain/setup/installation.ts";
import type { Item } from "../../../src/purchases/item.ts";
import { itemsOf, namesUnknownCode } from "../../../src/purchases/receive/intake.ts";
import { type IngestMode, Unreadable } from "../../../src/purchases/receive/submission.ts";
import {
  amendedEvent,
  type RawPurchaseEvent,
  returnedEvent,
  soldEvent,
} from "../../support/purchaseEvents.ts";
import { at, submissionOf, viewerOf } from "../../support/receiver.ts";

/**
 * Contract 1.2: what is refused at the door, by what it says and by who sends it, before it reaches
 * the database.
 */

const CATALOG = {
  source: (code: string) =>
    ["till", "erp", "old"].includes(code)
      ? ({
          ...{ id: code === "till" ? 1 : 2, code },
          retired_at: code === "old" ? "2026-11-01 00:00:00+00" : null,
        } as SourceRow)
      : undefined,
  storeZone: (code: string) => ({ S01: "Europe/London", S09: "Asia/Tokyo" })[code],
  hasChannel: (code: string) => code === "store",
  rulesetAt: () => DEFAULT_RULESET,
  installation: DEFAULT_INSTALLATION,
} as unknown as Catalog;

function read(
  raws: readonly unknown[],
  who: Partial<Viewer> = {},
  more: { mode?: IngestMode; catalog?: Catalog; now?: ReturnType<typeof at> } = {},
) {
  const unreadable: unknown[] = [];
  const told: unknown[][] = [];
  const viewer = { ...viewerOf("till"), ...who };
  const { catalog = CATALOG, ...options } = more;
  const items = itemsOf(submissionOf(raws, { viewer, ...options }), catalog, {
    onUnreadable: (error) => unreadable.push(error),
    answer: (...of) => told.push(of),
    fail: (...of) => told.push(of),
  });
  return { items, unreadable, told };
}

const one = (raw: unknown, who: Partial<Viewer> = {}) => read([raw], who).items[0] as Item;
const refusalOf = (raw: unknown, who: Partial<Viewer> = {}) => {
  const { refusal } = one(raw, who);
  return refusal === null ? null : [refusal.reason, refusal.field];
};
const ERP_NUMBER = { source: "erp", kind: "order", value: "E" };

describe("who may send what", () => {
  const ofOthers: RawPurchaseEvent = { references: [{ kind: "order", value: "A" }, ERP_NUMBER] };

  test("a source that nobody registered, and one that is not the sender's", () => {
    expect(refusalOf(soldEvent({ source: "new" }))).toEqual(["UNKNOWN_SOURCE", ["source"]]);
    expect(refusalOf(soldEvent({ source: "old" }))).toEqual(["SOURCE_RETIRED", ["source"]]);
    const retired = one(soldEvent({ source: "old" }));
    expect(retired.refusal?.message).toMatch(/^The source old was retired on 2026-11-01: /);
    // Nothing is kept under its id: once it is back, the same event is taken in.
    expect([retired.sourceSent, retired.eventKey]).toEqual(["old", null]);
    expect(refusalOf(soldEvent(), { sources: ["erp"] })).toEqual([
      "SOURCE_NOT_ALLOWED",
      ["source"],
    ]);
    expect(refusalOf(soldEvent(), { sources: ["till"] })).toBeNull();
  });

  test("another store's purchase; its own, or one that says no store, is taken as its own", () => {
    expect(refusalOf(soldEvent(), { store: "S02" })).toEqual(["STORE_NOT_ALLOWED", ["store"]]);
    expect(refusalOf(soldEvent(), { store: "S01" })).toBeNull();
    const { event, boundStore } = one(soldEvent({ store: undefined }), { store: "S01" });
    expect([event?.store, boundStore]).toEqual(["S01", "S01"]);
  });

  test("a number of a source that is not the sender's, by its place, unless a store takes something back", () => {
    const sources = ["till"];
    const refusal = ["SOURCE_NOT_ALLOWED", ["references", "1", "source"]];
    expect(refusalOf(soldEvent(ofOthers), { sources })).toEqual(refusal);
    expect(refusalOf(soldEvent(ofOthers))).toBeNull();
    const back = returnedEvent({ source: "till", ...ofOthers });
    expect(refusalOf(back, { sources })).toEqual(refusal);
    expect(refusalOf(back, { sources, store: "S01" })).toBeNull();
    const amends = amendedEvent({ source: "till", ...ofOthers });
    expect(refusalOf(amends, { sources, store: "S01" })).toEqual(refusal);
  });

  test("under an id that is not the sender's nothing is kept; what is only wrong keeps its id", () => {
    const notMine = one(soldEvent(), { sources: ["erp"] });
    expect([notMine.source, notMine.eventKey, notMine.keys]).toEqual([null, null, []]);
    expect(one(soldEvent(), { store: "S02" }).eventKey).toBeNull();
    const wrong = one(soldEvent({ currencyCode: "pounds" }));
    expect([wrong.event, wrong.source?.code, wrong.keys]).toEqual([null, "till", [wrong.eventKey]]);
    expect(wrong.eventKey).toContain("sale-1");
    expect(wrong.bodyHash).toMatch(/^[0-9a-f]{64}$/);
    expect(one({ source: "till" })).toMatchObject({ eventKey: null, eventId: "" });
  });
});

describe("what cannot be read", () => {
  test.each([
    ["MALFORMED_JSON", "This line is not valid JSON."],
    ["LINE_TOO_LONG", "longer than 64 KB"],
    ["NOT_UTF8", "not valid UTF-8"],
  ] as const)("%s leaves no key, and says so", (reason, message) => {
    const item = one(new Unreadable(reason));
    expect(item).toMatchObject({ event: null, eventKey: null, keys: [], eventId: "" });
    expect(item.refusal).toMatchObject({ reason, field: null });
    expect(item.refusal?.message).toContain(message);
  });

  test("for a reason of ours is told to us and refused alone", () => {
    const broken = {
      ...CATALOG,
      source: () => {
        throw new Error("ours");
      },
    } as unknown as Catalog;
    const { items, unreadable } = read([soldEvent()], {}, { catalog: broken });
    expect(items[0]).toMatchObject({
      event: null,
      eventKey: null,
      refusal: { reason: "INTERNAL" },
    });
    expect(unreadable).toMatchObject([{ message: "ours" }]);
  });

  test("nested without end is refused like anything else; bodies that differ are told apart", () => {
    const nested = (levels: number) => {
      let value: unknown = "x";
      for (let level = 0; level < levels; level += 1) {
        value = [value];
      }
      return value;
    };
    const hashOf = (more: unknown) => one({ ...soldEvent(), more }).bodyHash;
    expect(hashOf(nested(200))).toBe(hashOf(nested(300)));
    // As deep as is looked at, the event itself being the first level.
    expect(hashOf(nested(31))).not.toBe(hashOf(nested(30)));
    expect(hashOf(nested(31))).not.toBe(hashOf(nested(32)));
    expect(hashOf(nested(32))).toBe(hashOf(nested(33)));
  });
});

describe("an event that is taken", () => {
  test("keeps its place, its mode, its sender and its sender's clock, and answers by its place", () => {
    const now = at("2026-11-22T13:00:00Z");
    const who = { customerId: "me", store: "S01" };
    const { items, told } = read([soldEvent(), soldEvent()], who, { mode: "BACKFILL", now });
    expect(items[1]).toMatchObject({
      ...{ origin: "NEW", position: 1, mode: "BACKFILL", decideAtOnce: true, now },
      ...{ sentBy: "me", boundStore: "S01", isApproved: false, held: null, rounds: 0 },
      ...{ slow: false, rematches: false, waits: false, queuedAtMs: 0 },
    });
    expect(items[0]?.intake).toBe(items[1]?.intake);
    items[1]?.answer("answer" as never);
    items[1]?.fail("fault");
    expect(told).toEqual([
      [1, "answer"],
      [1, "fault"],
    ]);
    expect(read([soldEvent()]).items[0]).toMatchObject({
      mode: "LIVE",
      decideAtOnce: false,
      now: null,
    });
  });

  test("shares a key with whatever names its id, its numbers or its people", () => {
    const [sale, back, other] = read([
      soldEvent(),
      returnedEvent({
        source: "till",
        eventId: "e-2",
        references: [{ kind: "order", value: "A-1001" }],
      }),
      soldEvent({ eventId: "e-3", references: [{ kind: "order", value: "B" }], customer: [] }),
    ]).items;
    const shared = (a?: Item, b?: Item) => a?.keys.filter((key) => b?.keys.includes(key)).length;
    expect([shared(sale, back), shared(sale, other)]).toEqual([1, 0]);
    const friend = one(soldEvent({ eventId: "e-4", references: [{ kind: "order", value: "C" }] }));
    expect(shared(sale, friend)).toBe(1);
  });

  test("is the same event whether its sender says the store or the sender's token does", () => {
    const bound = { store: "S01" };
    const silent = soldEvent({ store: undefined });
    expect(one(silent, bound).bodyHash).toBe(one(silent).bodyHash);
    expect(one(soldEvent(), bound).bodyHash).toBe(one(soldEvent()).bodyHash);
    expect(one(silent).bodyHash).not.toBe(one(soldEvent()).bodyHash);
  });

  test("a receipt that says no business day is of its store's day", () => {
    const receipt = (store: string) => {
      const references = [{ kind: "receipt", value: "7" }];
      const sale = soldEvent({ store, references, occurredAt: "2026-11-22T23:30:00Z" });
      return one(sale).event?.references[0]?.scope;
    };
    expect(receipt("S01")).toContain("2026-11-22");
    expect(receipt("S09")).toContain("2026-11-23");
  });
});

test("a code that is not known is worth a look whether it has just been registered", () => {
  const asks = (raw: unknown) => namesUnknownCode(submissionOf([soldEvent(), raw]), CATALOG);
  expect(asks(soldEvent())).toBe(false);
  expect(asks(soldEvent({ source: "new" }))).toBe(true);
  expect(asks(soldEvent({ store: "S99" }))).toBe(true);
  expect(asks(soldEvent({ channel: "kiosk" }))).toBe(true);
  for (const raw of [null, 7, { source: 7, store: 7, channel: 7 }]) {
    expect(asks(raw)).toBe(false);
  }
});
