import { describe, expect, test } from "vitest";
import { lineKindOf } from "../../../../src/inbound/files/onlineRetail/lineKind.ts";

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
