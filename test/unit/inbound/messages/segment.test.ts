import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { receivesSchema, type SettingsOf } from "../../../../src/domain/inbound/receives.ts";
import { exactOf, minorOf, minorOfProduct } from "../../../../src/inbound/messages/exactMoney.ts";
import { SEGMENT } from "../../../../src/inbound/messages/segment/segment.ts";
import { mutated } from "../../../support/inbound/mutate.ts";
import {
  eventsOf,
  faultsOf,
  payloads,
  RECEIVED_AT,
  refusalsIn,
  translated,
} from "../../../support/inbound/translated.ts";

function settingsOf(said: object = {}) {
  return receivesSchema.parse({ connector: "segment", ...said }) as SettingsOf<"segment">;
}

const read = (body: unknown, said: object = {}, topic?: string) =>
  translated(SEGMENT, settingsOf(said), body, topic === undefined ? {} : { topic });

/** Two teapots and a cup: 2 x 19.99 + 4.50 = 44.48; 4.48 off; 5.00 to send; 8 % of 40 is 3.20. */
const ORDER = {
  order_id: "W-1001",
  total: 48.2,
  subtotal: 40,
  shipping: 5,
  tax: 3.2,
  discount: 4.48,
  coupon: "AUTUMN",
  currency: "eur",
  products: [
    { sku: "POT-1", name: "Teapot", price: 19.99, quantity: 2, category: "Kitchen" },
    { product_id: 77, name: "Cup", price: "4.50", brand: "Ada" },
  ],
};

function track(event: string, properties: object, rest: object = {}) {
  return {
    ...{ type: "track", messageId: `m-${event}`, event, properties, userId: "u-1" },
    ...{ timestamp: "2026-11-28T10:00:00.000Z", ...rest },
  };
}

describe("an order that was completed", () => {
  test("is placed and paid, with what each line cost, by its sender's own sums", async () => {
    const parts = await read({ batch: [track("Order Completed", ORDER)] });
    const common = {
      ...{ source: "crm", occurredAt: "2026-11-28T10:00:00.000Z" },
      references: [{ kind: "order", value: "W-1001" }],
      customer: [{ kind: "shop", value: "u-1" }],
    };
    expect(faultsOf(parts)).toEqual([]);
    expect(eventsOf(parts)).toEqual([
      {
        ...common,
        ...{ kind: "PLACED", currencyCode: "EUR" },
        eventId: expect.stringMatching(/^sha256:/),
        lines: [
          {
            ...{ id: "POT-1", article: "POT-1", name: "Teapot", category: ["Kitchen"] },
            ...{ quantity: "2", gross: "39.98" },
            // 4.48 x 39.98 / 44.48 = 4.0267..., and 0.4532...: the larger rest gets the cent.
            discounts: [{ source: "coupon", amount: "4.03", code: "AUTUMN" }],
          },
          {
            ...{ id: "77", article: "77", name: "Cup", brand: "Ada", quantity: "1" },
            gross: "4.50",
            discounts: [{ source: "coupon", amount: "0.45", code: "AUTUMN" }],
          },
          { id: "#shipping", kind: "SHIPPING", quantity: "1", gross: "5.00" },
          { id: "#tax", kind: "TAX", quantity: "1", gross: "3.20" },
        ],
      },
      { ...common, eventId: expect.stringMatching(/^sha256:/), kind: "SETTLED" },
    ]);
  });

  test.each([
    // 44.48 - 4.48 + 5 = 45: the tax is in the prices.
    [45, 4.48, ["39.98", "4.50", "5.00"], ["4.03", "0.45"]],
    // 44.48 + 5 + 3.20 = 52.68: the discount is off the prices already.
    [52.68, 4.48, ["39.98", "4.50", "5.00", "3.20"], []],
    [49.48, 4.48, ["39.98", "4.50", "5.00"], []],
    // As some write what was taken off.
    [48.2, -4.48, ["39.98", "4.50", "5.00", "3.20"], ["4.03", "0.45"]],
    // No reading comes to 50: what is missing to it is told.
    [50, 4.48, ["39.98", "4.50", "5.00", "3.20", "1.80"], ["4.03", "0.45"]],
    // 44.48 + 5 + 3.20 = 52.68 and 50 off: 44.48 off the goods, 5.52 off the rest.
    [2.68, 50, ["39.98", "4.50", "5.00", "3.20", "-5.52"], ["39.98", "4.50"]],
  ])("of total %d with %d off is read by what comes to it", async (total, discount, gross, off) => {
    const parts = await read({ batch: [track("Order Completed", { ...ORDER, total, discount })] });
    const lines = eventsOf(parts)[0]?.["lines"] as {
      gross: string;
      discounts?: { amount: string }[];
    }[];
    expect(lines.map((line) => line.gross)).toEqual(gross);
    expect(lines.flatMap((line) => line.discounts ?? []).map(({ amount }) => amount)).toEqual(off);
  });

  test("of a source that hands over at once is sold, and cancelled it is void", async () => {
    const calls = [
      track("Order Completed", ORDER),
      track("Order Shipped", { order_id: "W-1001" }),
      track("order_canceled", { order_id: "W-1001" }),
    ];
    const parts = await read({ batch: calls }, { fulfilledOn: "completed" });
    expect(eventsOf(parts).map(({ kind }) => kind)).toEqual(["SOLD", "VOIDED"]);
    expect(parts.map(({ passedOver }) => passedOver)).toEqual([undefined, "fulfilment", undefined]);
  });

  test("without products is one line of what it came to", async () => {
    const { products: _none, ...paid } = ORDER;
    const parts = await read({ batch: [track("Order Completed", paid)] });
    expect(eventsOf(parts)[0]?.["lines"]).toMatchObject([
      { article: "unnamed", gross: "40.00" },
      { kind: "SHIPPING", gross: "5.00" },
      { kind: "TAX", gross: "3.20" },
    ]);
  });
});

describe("what follows an order", () => {
  const only = async (event: string, properties: object, said = {}) => {
    const parts = await read(track(event, { order_id: "W-1001", ...properties }), said, "track");
    expect(faultsOf(parts)).toEqual([]);
    return eventsOf(parts);
  };

  test("changes it, hands it over, cancels it", async () => {
    expect(await only("Order Updated", ORDER)).toMatchObject([{ kind: "AMENDED" }]);
    const shipped = { fulfillment_id: "F-1", products: [{ sku: "POT-1", quantity: 1 }] };
    expect(await only("Order Fulfilled", shipped)).toMatchObject([
      {
        kind: "FULFILLED",
        fulfilment: { id: "F-1", lines: [{ article: "POT-1", quantity: "1" }] },
      },
    ]);
    const named = { fulfilmentEvents: ["Parcel Handed Over"] };
    expect(await only("parcel handed over", {}, named)).toMatchObject([{ kind: "FULFILLED" }]);
    expect(await only("Order Cancelled", {})).toMatchObject([{ kind: "CANCELLED" }]);
  });

  test("gives back goods, or money, or all of it", async () => {
    const twice = [
      { sku: "POT-1", quantity: 1 },
      { sku: "POT-1", quantity: 1 },
    ];
    expect(await only("Order Refunded", { total: 39.98, products: twice })).toMatchObject([
      { kind: "RETURNED", return: { lines: [{ article: "POT-1", quantity: "2" }] } },
    ]);
    expect(await only("Order Refunded", { total: 10.005, currency: "EUR" })).toMatchObject([
      { kind: "REFUNDED", currencyCode: "EUR", refund: { amount: "10.01" } },
    ]);
    const [all] = await only("Order Refunded", {});
    expect(all).toMatchObject({ kind: "RETURNED" });
    expect(all?.["return"]).toEqual({ id: expect.any(String) });
  });
});

describe("whose it is", () => {
  const customer = async (rest: object, properties: object = {}) => {
    const call = track("Order Cancelled", { order_id: "1", ...properties }, rest);
    return eventsOf(await read({ batch: [call] }, { userId: "erp" }))[0]?.["customer"];
  };

  test("is who is named; a browser only where nobody is", async () => {
    const traits = { traits: { email: "ada@example.com", phone: "+441632960001" } };
    expect(await customer({ userId: 42, anonymousId: "a-1", context: traits })).toEqual([
      { kind: "erp", value: "42" },
      { kind: "email", value: "ada@example.com" },
      { kind: "phone", value: "+441632960001" },
    ]);
    expect(await customer({ userId: undefined }, { email: "x@example.com" })).toEqual([
      { kind: "email", value: "x@example.com" },
    ]);
    expect(await customer({ userId: null, anonymousId: "a-1" })).toEqual([
      { kind: "device", value: "a-1" },
    ]);
    expect(await customer({ userId: "" })).toBeUndefined();
  });

  test("is told by identify, as a record under the user's own key", async () => {
    const address = { street: "6 Mill Lane", city: "Leeds", postalCode: "LS1 1AA", state: "WY" };
    const parts = await read({
      batch: [
        {
          ...{ type: "identify", userId: "u-1" },
          traits: {
            ...{ name: "Ada Lovelace", email: "ada@example.com", birthday: "1990-12-10T00:00:00Z" },
            ...{ address, plan: "gold", logins: 5 },
          },
        },
        { type: "identify", userId: "u-2", traits: { plan: "gold", birthday: "in May" } },
        { type: "identify", anonymousId: "a-1", traits: { email: "b@example.com" } },
        { type: "identify", traits: { email: "b@example.com" } },
      ],
    });
    expect(parts.flatMap(({ records = [] }) => records)).toEqual([
      {
        ...{ key: "u-1", name: "Ada Lovelace", email: "ada@example.com", birthDate: "1990-12-10" },
        ...{ street: "6 Mill Lane", city: "Leeds", postalCode: "LS1 1AA", region: "WY" },
      },
      { key: "anonymous:a-1", email: "b@example.com" },
    ]);
    expect(parts[1]?.passedOver).toBe("identify");
    expect(faultsOf(parts)).toEqual(["MISSING batch.3.userId"]);
  });
});

test("what carries nothing for us is counted by what it is", async () => {
  const calls = ["group", "alias"].map((type) => ({ type, userId: "1" }));
  const parts = await read({
    batch: [...calls, track("Cart Viewed", {}), track("Logged in", {})],
  });
  expect(parts.map(({ passedOver }) => passedOver)).toEqual([
    "group",
    "alias",
    "browsing",
    "track",
  ]);
});

test.each([
  ["a number", 7, "NOT_AN_OBJECT batch.0"],
  ["another type", { type: "weather" }, "UNKNOWN_TYPE batch.0.type"],
  ["no name", { type: "track" }, "MISSING batch.0.event"],
  [
    "no order",
    track("Order Completed", { ...ORDER, order_id: " " }),
    "MISSING batch.0.properties.order_id",
  ],
  [
    "no currency",
    track("Order Completed", { ...ORDER, currency: undefined }),
    "CURRENCY_MISSING batch.0.properties.currency",
  ],
  [
    "no such currency",
    track("Order Completed", { ...ORDER, currency: "DM" }),
    "UNKNOWN_CURRENCY batch.0.properties.currency",
  ],
  [
    "a price in words",
    track("Order Completed", { ...ORDER, products: [{ price: "a lot" }] }),
    "NUMBER_MALFORMED batch.0.properties.products.0.price",
  ],
  [
    "a price below zero",
    track("Order Completed", { ...ORDER, products: [{ price: -1 }] }),
    "NEGATIVE batch.0.properties.products.0.price",
  ],
  [
    "less than nothing of a thing",
    track("Order Completed", { ...ORDER, products: [{ price: 1, quantity: -1 }] }),
    "NEGATIVE batch.0.properties.products.0.quantity",
  ],
  [
    "a return of nothing that is named",
    track("Order Refunded", { ...ORDER, products: [{ sku: "POT-1", quantity: 0 }] }),
    "NOT_POSITIVE batch.0.properties.products.0.quantity",
  ],
  [
    "products in words",
    track("Order Completed", { ...ORDER, products: "two" }),
    "WRONG_TYPE batch.0.properties.products",
  ],
  [
    "a total below zero",
    track("Order Completed", { ...ORDER, total: -1 }),
    "NEGATIVE batch.0.properties.total",
  ],
  [
    "nothing bought",
    track("Order Completed", { order_id: "1", currency: "EUR" }),
    "MISSING batch.0.properties.products",
  ],
  [
    "another calendar",
    track("Order Completed", ORDER, { timestamp: "yesterday" }),
    "INSTANT_MALFORMED batch.0",
  ],
])("%s is a fault with its place", async (_name, call, fault) => {
  const parts = await read({ batch: [call] });
  expect([faultsOf(parts), eventsOf(parts)]).toEqual([[fault], []]);
});

test("amounts of other systems are read exactly, and rounded once", () => {
  const minor = (value: unknown, exponent = 2) => minorOf(exactOf(value) as bigint, exponent);
  expect(minor(0.1 + 0.2)).toBe(30n);
  expect(minor(1.005)).toBe(101n);
  expect(minor("-1.005")).toBe(-101n);
  expect(minor(1e-7)).toBe(0n);
  expect(minor("1.5e2")).toBe(15_000n);
  expect(minor(19.99, 0)).toBe(20n);
  expect(minor("999999999999999.99")).toBe(99_999_999_999_999_999n);
  const [price, quantity] = [exactOf(0.0049), exactOf(1_000)] as [bigint, bigint];
  expect(minorOfProduct(price, quantity, 2)).toBe(490n);
  for (const value of ["", "1,5", "0x10", "Infinity", 1e21, null, {}, "1".repeat(99)]) {
    expect(exactOf(value)).toBeNull();
  }
});

describe("who sends", () => {
  const secrets = ["wk_new", "wk_old"];
  const admit = (headers: Record<string, string>, value: unknown, path = "/v1/batch") =>
    SEGMENT.admit(
      {
        ...{ method: "POST", url: new URL(path, "http://localhost"), headers },
        body: Buffer.from(typeof value === "string" ? value : JSON.stringify(value)),
      },
      { settings: settingsOf(), secrets, now: RECEIVED_AT },
    );
  const basic = (key: string) => ({
    authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}`,
  });

  test("is known by a write key in any of its places", () => {
    for (const admission of [
      admit(basic("wk_old"), {}),
      admit({ authorization: "Bearer wk_new" }, {}),
      admit({}, { writeKey: "wk_new" }),
      admit(basic("wk_wrong"), { writeKey: "wk_new" }),
    ]) {
      expect(admission).toMatchObject({ ok: true });
    }
    for (const admission of [
      admit({}, {}),
      admit({}, "{"),
      admit(basic("wk_other"), {}),
      admit({ authorization: "Basic" }, { writeKey: "" }),
    ]) {
      expect(admission).toMatchObject({ ok: false, code: "UNAUTHENTICATED" });
    }
  });

  test("may send a batch again at another time: it is the same message", () => {
    const keyOf = (value: unknown) => {
      const admission = admit(basic("wk_new"), value);
      return admission.ok ? admission.key : "";
    };
    const batch = [{ messageId: "1" }, { messageId: "2" }];
    expect(keyOf({ batch, sentAt: "1" })).toBe(keyOf({ batch, sentAt: "2" }));
    expect(keyOf({ batch })).not.toBe(keyOf({ batch: batch.slice(1) }));
    expect(keyOf({ batch: [{ a: 1 }] })).not.toBe(keyOf({ batch: [{ a: 2 }] }));
  });
});

test("anything is read: each part is told whole, or is a fault", async () => {
  const identify = { type: "identify", userId: "u", traits: { email: "a@example.com" } };
  const batch = {
    batch: [
      track("Order Completed", ORDER),
      track("Order Refunded", { order_id: 1, products: [{ sku: 1, quantity: 1 }] }),
      track("Order Refunded", { order_id: 1, total: 5, currency: "EUR" }),
      identify,
    ],
  };
  await fc.assert(
    fc.asyncProperty(mutated(batch), async (value) => {
      const parts = await read(value);
      expect(refusalsIn(parts)).toEqual([]);
      for (const { events, faults } of parts) {
        expect(events.length === 0 || faults.length === 0).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      await translated(SEGMENT, settingsOf(), Buffer.from(bytes));
    }),
    { numRuns: 200 },
  );
  const deep = `{"type":"track","event":"Order Cancelled","properties":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
  expect(faultsOf(await read(deep))).toEqual(["MISSING properties.order_id"]);
});

const found = payloads("segment");
test.skipIf(found.size === 0)(
  "payloads that were found are read, or say what is wrong",
  async () => {
    for (const [name, text] of found) {
      const type = name.split("_", 1)[0];
      const parts = await read(text, {}, type);
      expect([name, faultsOf(parts), refusalsIn(parts)]).toEqual([name, [], []]);
      const told = parts.flatMap(({ events, records = [] }) => [...events, ...records]);
      expect([name, told.length > 0]).toEqual([name, true]);
    }
  },
);
