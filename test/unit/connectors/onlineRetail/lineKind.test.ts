import { describe, expect, test } from "vitest";
import { lineKindOf } from "../../../../src/connectors/onlineRetail/lineKind.ts";
import { londonTimeOf } from "../../../../src/connectors/onlineRetail/londonTime.ts";

describe("lineKindOf", () => {
  test.each([
    ["85123A", "WHITE HANGING HEART", "ARTICLE"],
    ["47566b", "", "ARTICLE"],
    ["22745", "POSTAGE STAMP TIN", "ARTICLE"],
    ["DCGS0003", "ebay", "ARTICLE"],
    ["PADS", "PADS TO MATCH ALL CUSHIONS", "ARTICLE"],
    ["POST", "POSTAGE", "SHIPPING"],
    ["DOT", "DOTCOM POSTAGE", "SHIPPING"],
    ["C2", "CARRIAGE", "SHIPPING"],
    ["SHIP-EU", "Delivery to Europe", "SHIPPING"],
    ["BANK CHARGES", "Bank Charges", "FEE"],
    ["AMAZONFEE", "AMAZON FEE", "FEE"],
    ["CRUK", "CRUK Commission", "FEE"],
    ["M", "Manual", "ADJUSTMENT"],
    ["m", "Manual", "ADJUSTMENT"],
    ["D", "Discount", "ADJUSTMENT"],
    ["S", "SAMPLES", "ADJUSTMENT"],
    ["B", "Adjust bad debt", "ADJUSTMENT"],
    ["gift_0001_20", "Dotcomgiftshop Gift Voucher £20.00", "GIFT_CARD"],
  ])("stock code %s (%s) is %s, so that only goods earn", (code, description, kind) => {
    expect(lineKindOf(code, description)).toBe(kind);
  });
});

describe("londonTimeOf", () => {
  test.each([
    ["2010-12-01 08:26:00", "2010-12-01T08:26:00+00:00"],
    ["2011-06-01 12:05", "2011-06-01T12:05:00+01:00"],
    ["2011-06-01T12:05:00.000", "2011-06-01T12:05:00+01:00"],
    // The clock went from 01:00 to 02:00, and in October from 02:00 back to 01:00.
    ["2011-03-27 01:30:00", "2011-03-27T02:30:00+01:00"],
    ["2011-10-30 01:30:00", "2011-10-30T01:30:00+01:00"],
  ])("%s in London is %s", (text, instant) => {
    expect(londonTimeOf(text)).toBe(instant);
  });

  test.each(["2011-02-29 10:00:00", "2011-06-01 24:00:00", "02/03/2011 10:00", "", "yesterday"])(
    "%s is no time: a guess would be silent",
    (text) => {
      expect(londonTimeOf(text)).toBeNull();
    },
  );
});
