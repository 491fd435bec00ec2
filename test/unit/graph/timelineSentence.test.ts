import { describe, expect, test } from "vitest";
import type { TimelineRow } from "../../../db/queries/customers/readTimeline.ts";
import { CUSTOMER_ACTS } from "../../../src/domain/access/customerActs.ts";
import { INTERACTION_KINDS } from "../../../src/domain/interaction/interaction.ts";
import { ENTRY_KINDS, type EntryKind, entryActor } from "../../../src/domain/points/entryKinds.ts";
import { DEFAULT_RULESET } from "../../../src/domain/ruleset/defaultRuleset.ts";
import type { TimelineItemModel } from "../../../src/overview/timeline.ts";
import { tellTimelineItem } from "../../../src/sentences/timeline.ts";

/** What a timeline says of a row. */
const say = (kind: TimelineRow["kind"], data: object, locale = "en") => {
  const item = { row: { kind, data }, store: null, ruleset: DEFAULT_RULESET, visibility: "FULL" };
  return tellTimelineItem(item as unknown as TimelineItemModel, locale);
};

const told = (from: string, to: string, kind: string, locale = "en") =>
  say("TIER", { kind, from, to, cause: "RULES_CHANGED" }, locale);

test("a tier that goes on under another name is told as that, and not as another term", () => {
  expect([told("GOLD", "GOLD", "RENEWED"), told("OLD", "GOLD", "RENEWED")]).toEqual([
    "Gold was renewed for another term.",
    "OLD goes on as Gold.",
  ]);
  expect([told("GOLD", "GOLD", "RENEWED", "de"), told("OLD", "GOLD", "RENEWED", "de")]).toEqual([
    "Gold wurde um eine Laufzeit verlängert.",
    "OLD wird als Gold weitergeführt.",
  ]);
});

describe("a movement of points is told by its kind, in its tense and with its sign", () => {
  const REFS = [["shop", "order", "", "4711"]];
  const sentences = (isCredit: boolean, refs: unknown = null, points = "20") =>
    ENTRY_KINDS.map((kind) => [kind, say("POINTS", { kind, points, isCredit, refs })]);

  test("as it came to the customer", () => {
    expect(Object.fromEntries(sentences(true))).toEqual({
      EARNED: "20 points earned with a purchase.",
      REVERSED: "20 points taken back, because a purchase changed or goods came back.",
      WAIVED: "20 points kept although goods came back.",
      ACTIVATED: "20 points became active.",
      EXPIRED: "20 points expired.",
      ADJUSTED: "20 points added by customer service.",
      AUTHORISED: "20 points set aside for a payment.",
      RELEASED: "20 points no longer set aside for a payment.",
      SPENT: "20 points paid with.",
      REFUNDED: "20 points given back that had been paid with.",
      TRANSFERRED: "20 points received from another member.",
      GOODWILL: "20 points given as goodwill by customer service.",
      BLOCKED: "20 points set aside until somebody has looked into them.",
      UNBLOCKED: "20 points free to be spent again.",
      MOVED: "20 points came with a purchase, which is this customer's.",
    });
  });

  test("as it went from the customer, where the kind alone does not say", () => {
    const taken = Object.fromEntries(sentences(false));
    const kinds = ["ADJUSTED", "TRANSFERRED", "GOODWILL", "MOVED"];
    expect(kinds.map((kind) => taken[kind])).toEqual([
      "20 points taken off by customer service.",
      "20 points passed on to another member.",
      "20 points of goodwill taken back by customer service.",
      "20 points went with a purchase, which is somebody else's.",
    ]);
  });

  test("with the order's number where it is of one, and one point as one", () => {
    const ofOrder = Object.fromEntries(sentences(true, REFS, "1"));
    expect([ofOrder["EARNED"], ofOrder["REVERSED"], ofOrder["WAIVED"]]).toEqual([
      "1 point earned by order 4711.",
      "1 point taken back from order 4711.",
      "1 point kept although goods of order 4711 came back.",
    ]);
  });

  test("and no two kinds alike, in either language", () => {
    for (const locale of ["en", "de"]) {
      const all = ENTRY_KINDS.map((kind) =>
        say("POINTS", { kind, points: "20", isCredit: true, refs: null }, locale),
      );
      expect(new Set(all).size).toBe(ENTRY_KINDS.length);
      for (const sentence of all) {
        expect(sentence).toMatch(/^20 (points|Punkte) .*\.$/);
      }
    }
  });
});

test("what time does to points is done by the rule that sets it, whoever's write carried it out", () => {
  const by = (kind: EntryKind, rule: string | null) =>
    entryActor({ kind, rule, actor: "agent:jane" });
  expect(ENTRY_KINDS.filter((kind) => by(kind, "wallet.expiry") !== "agent:jane")).toEqual([
    "ACTIVATED",
    "EXPIRED",
  ]);
  expect(by("EXPIRED", "wallet.expiry")).toBe("rule:wallet.expiry");
  expect(by("EXPIRED", null)).toBe("agent:jane");
});

test("every act that we put on record of a customer has words of its own, in either language", () => {
  for (const locale of ["en", "de"]) {
    const all = CUSTOMER_ACTS.map((action) => say("AUDIT", { action, details: {} }, locale));
    expect(new Set(all).size).toBe(CUSTOMER_ACTS.length);
    expect(all.filter((sentence) => /On record|Festgehalten|[a-z]\.[a-z]/.test(sentence))).toEqual(
      [],
    );
    const newer = say("AUDIT", { action: "consent.give", details: {} }, locale);
    expect(newer).not.toContain("consent.give");
  }
});

test("every kind of interaction is told in words, and one that is not ours as well as it can be", () => {
  const interaction = (kind: string) =>
    say("INTERACTION", { kind, channel: "phone", subject: "late parcel" });
  for (const kind of INTERACTION_KINDS) {
    expect(interaction(kind)).toMatch(/^[A-Z][a-z]+( [a-z]+)? \(phone\): late parcel$/);
  }
  expect(interaction("CALL_BACK.asked")).toBe("Call back asked (phone): late parcel");
});
