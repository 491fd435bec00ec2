import { expect, test } from "vitest";
import { DEFAULT_RULESET } from "../../../src/domain/ruleset/defaultRuleset.ts";
import type { TimelineItemModel } from "../../../src/overview/timeline.ts";
import { tellTimelineItem } from "../../../src/sentences/timeline.ts";

/** What a timeline says of a change of the tier. */
const told = (from: string, to: string, kind: string, locale = "en") => {
  const item = {
    kind: "TIER",
    row: { data: { kind, from, to, cause: "RULES_CHANGED" } },
    store: null,
    ruleset: DEFAULT_RULESET,
  };
  return tellTimelineItem(item as unknown as TimelineItemModel, locale);
};

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
