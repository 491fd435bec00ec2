import { expect, test } from "vitest";
import { createFormats } from "../../../pages/src/console/words/formats.ts";
import { readable } from "../../../pages/src/till/parts/readable.ts";

const formats = createFormats("en-GB");

test.each([
  ["20.00 GBP", "£20.00"],
  ["20 JPY", "JP¥20"],
  ["2026-11-29T12:00:00Z", formats.moment("2026-11-29T12:00:00Z")],
  // Codes and counts are no money.
  ["GOLD, PLATINUM", "GOLD, PLATINUM"],
  ["3", "3"],
  ["4711.50", "4711.50"],
])("what a refusal names as %j is shown as %j", (text, shown) => {
  expect(readable(text, formats)).toBe(shown);
});

test("nothing named is nothing shown", () => {
  expect(readable(null, formats)).toBeNull();
});
