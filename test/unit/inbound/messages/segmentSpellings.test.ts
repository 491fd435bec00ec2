import { expect, test } from "vitest";
import { receivesSchema, type SettingsOf } from "../../../../src/domain/inbound/receives.ts";
import { SEGMENT } from "../../../../src/inbound/messages/segment/segment.ts";
import { eventsOf, faultsOf, refusalsIn, translated } from "../../../support/inbound/translated.ts";

/**
 * What libraries of Segment's write in more ways than one, and its own readers take:
 * https://github.com/segmentio/facade (lib/track.js) and https://github.com/segmentio/isodate.
 */

const settings = receivesSchema.parse({ connector: "segment" }) as SettingsOf<"segment">;

async function completed(properties: object, rest: object = {}) {
  const call = { type: "track", messageId: "m", event: "Order Completed", userId: "u", ...rest };
  const order = { order_id: "W-1", currency: "USD", ...properties };
  const parts = await translated(SEGMENT, settings, { ...call, properties: order });
  expect([faultsOf(parts), refusalsIn(parts)]).toEqual([[], []]);
  return eventsOf(parts)[0] as Readonly<Record<string, unknown>>;
}

test.each([
  ["2026-11-28T10:00:00+0100", "2026-11-28T10:00:00+01:00"],
  ["2026-11-28T10:00:00.123-08", "2026-11-28T10:00:00.123-08:00"],
  ["2026-11-28T10:00:00,5+05:45", "2026-11-28T10:00:00.5+05:45"],
  ["2026-11-28 10:00:00.123456+00:00", "2026-11-28T10:00:00.123456+00:00"],
  ["2026-11-28T10:00:00.1234567890Z", "2026-11-28T10:00:00.123456789Z"],
  // A moment without a zone is one of UTC, as all of Segment's are.
  ["2026-11-28T10:00:00", "2026-11-28T10:00:00Z"],
])("an order of %s was placed at %s", async (timestamp, occurredAt) => {
  expect(await completed({ total: 1 }, { timestamp })).toMatchObject({ occurredAt });
});

test("a product that there is none of is no line, and keeps no order away", async () => {
  const gone = { sku: "CUP", price: "n/a", quantity: "0" };
  const products = [gone, { sku: "POT", price: 20, quantity: 1 }];
  const timestamp = "2026-11-28T10:00:00Z";
  expect((await completed({ total: 20, products }, { timestamp }))["lines"]).toMatchObject([
    { id: "POT", quantity: "1", gross: "20.00" },
  ]);
});

test("an amount of dollars may have their sign before it", async () => {
  const products = [{ sku: "POT", price: "$20.00", quantity: 2 }];
  const sums = { total: " $43.20", shipping: "$5", discount: "-$1.80" };
  const timestamp = "2026-11-28T10:00:00Z";
  const { lines } = await completed({ ...sums, products }, { timestamp });
  expect(lines).toMatchObject([
    { gross: "40.00", discounts: [{ amount: "1.80" }] },
    { kind: "SHIPPING", gross: "5.00" },
  ]);
});

test.each([
  ["dollars of an order in euros", "EUR", "$48.20"],
  ["a comma, which may be one of a thousand or of a decimal", "USD", "$1,482"],
  ["a sign of another currency", "EUR", "€48.20"],
])("%s: refused, and nothing of the order is told", async (_what, currency, total) => {
  const properties = { order_id: "W-1", currency, total };
  const call = { type: "track", messageId: "m", event: "Order Completed", userId: "u", properties };
  const parts = await translated(SEGMENT, settings, call);
  expect([faultsOf(parts), eventsOf(parts)]).toEqual([["NUMBER_MALFORMED properties.total"], []]);
});
