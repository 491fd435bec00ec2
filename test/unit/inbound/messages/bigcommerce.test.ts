import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { receivesSchema, type SettingsOf } from "../../../../src/domain/inbound/receives.ts";
import { BIGCOMMERCE } from "../../../../src/inbound/messages/bigcommerce/bigcommerce.ts";
import { NotNow } from "../../../../src/inbound/messages/fetchBack.ts";
import {
  bcHook,
  bcOrder,
  bcProducts,
  bcRefund,
  showOrder,
} from "../../../support/inbound/bigcommerceBodies.ts";
import { fetchingFrom } from "../../../support/inbound/fetchingFrom.ts";
import { type Answer, type LocalShop, openLocalShop } from "../../../support/inbound/localShop.ts";
import { mutated } from "../../../support/inbound/mutate.ts";
import { eventsOf } from "../../../support/inbound/readMessage.ts";
import {
  faultsOf,
  payloads,
  RECEIVED_AT,
  refusalsIn,
  translated,
} from "../../../support/inbound/translated.ts";

let shop: LocalShop;
beforeAll(async () => {
  shop = await openLocalShop();
});
afterAll(() => shop?.close());
beforeEach(() => {
  shop.answers.clear();
  shop.asked.length = 0;
});

const settingsOf = (over: object = {}) =>
  receivesSchema.parse({
    ...{ connector: "bigcommerce", fetch: { baseUrl: "https://api.bigcommerce.com/stores/abcde" } },
    ...over,
  }) as SettingsOf<"bigcommerce">;

const read = (body: unknown, settings = settingsOf()) =>
  translated(BIGCOMMERCE, settings, body, { fetchBack: fetchingFrom(shop.url) });

const UPDATED = bcHook("store/order/updated");

type Told = Readonly<Record<string, unknown>> & { readonly kind: string };

/** What an order that is shown comes to, by kind. */
async function toldOf(shown: Parameters<typeof showOrder>[1], settings?: object) {
  showOrder(shop, shown);
  const parts = await read(UPDATED, settingsOf(settings));
  expect(faultsOf(parts)).toEqual([]);
  const events = eventsOf(parts) as unknown as Told[];
  return Object.fromEntries(events.map((event) => [event.kind, event]));
}

const linesOf = (event: Told | undefined) =>
  ((event?.["lines"] ?? []) as { id: string; gross: string; net: string; tax: string }[]).map(
    ({ id, gross, net, tax }) => [id, gross, net, tax],
  );

describe("an order", () => {
  test("is placed with all that it says, in the currency that was paid in, at its own offset", async () => {
    const { PLACED, SETTLED, ...others } = await toldOf({});
    expect(PLACED).toEqual({
      ...{ source: "crm", kind: "PLACED", occurredAt: "2026-11-10T09:00:00.000Z" },
      references: [
        { kind: "order", value: "250" },
        { kind: "number", value: "250" },
      ],
      customer: [
        { kind: "shop", value: "32" },
        { kind: "email", value: "ada@example.com" },
        { kind: "phone", value: "+442071234567" },
      ],
      ...{ placedAt: "2026-11-09T23:00:00.000Z", currencyCode: "GBP" },
      lines: [
        {
          ...{ id: "1", kind: "ARTICLE", quantity: "2", article: "MUG", name: "Mug" },
          ...{ gross: "24.00", net: "21.60", tax: "3.60" },
          discounts: [{ source: "crm", code: "TEN", amount: "2.40" }],
        },
        {
          ...{ id: "2", kind: "ARTICLE", quantity: "1", article: "21", name: "Ribbon" },
          ...{ gross: "6.00", net: "5.40", tax: "0.90" },
          discounts: [{ source: "crm", code: "TEN", amount: "0.60" }],
        },
        {
          ...{ id: "shipping", kind: "SHIPPING", quantity: "1", name: "Shipping" },
          ...{ gross: "4.80", net: "4.80", tax: "0.80" },
        },
        {
          ...{ id: "handling", kind: "FEE", quantity: "1", name: "Handling" },
          ...{ gross: "1.20", net: "1.20", tax: "0.20" },
        },
      ],
    });
    expect(SETTLED).toMatchObject({
      ...{ occurredAt: "2026-11-09T23:00:00.000Z", tenders: [{ kind: "Cash", amount: "33.00" }] },
    });
    // Paid is not handed over.
    expect(others).toEqual({});
    expect(shop.asked.map(({ path }) => path)).toEqual([
      ...["/v2/orders/250", "/v2/orders/250/products?limit=250&page=1"],
    ]);
  });

  test.each([
    ["a discount of the whole order is spread by worth", "28.0000", "17.60", "4.40", null],
    ["totals of lines may have their discounts in them already", "36.0000", "24.00", "6.00", null],
    ["what the total says beyond the lines is a line", "34.5000", "21.60", "5.40", "1.50"],
    ["all may be for nothing", "6.0000", "0.00", "0.00", null],
    ["a penny is not lost", "32.9900", "21.59", "5.40", null],
  ])("%s", async (_name, total, mugs, ribbon, rest) => {
    const { PLACED } = await toldOf({ order: bcOrder({ total_inc_tax: total }) });
    const lines = linesOf(PLACED);
    expect(lines.slice(0, 2).map(([, , net]) => net)).toEqual([mugs, ribbon]);
    expect(lines.find(([id]) => id === "rest")?.[2] ?? null).toBe(rest);
    const pence = lines.reduce((sum, [, , net]) => sum + Math.round(Number(net) * 100), 0);
    expect(pence).toBe(Math.round(Number(total) * 100));
  });

  test("comes to its own total, whatever its lines say of prices, discounts and taxes", async () => {
    const pence = fc.integer({ min: 0, max: 500_000 });
    const text = (minor: number) => (minor / 10_000).toFixed(4);
    const product = fc.record({ listed: pence, tax: pence, off: pence, quantity: fc.nat(3) });
    const property = fc.asyncProperty(
      ...([fc.array(product, { minLength: 1, maxLength: 6 }), pence, pence, pence] as const),
      async (all, shipping, tax, more) => {
        const products = all.map(({ listed, off, quantity, ...one }, index) => ({
          ...{ id: index + 1, name: "x", quantity: quantity + 1, total_inc_tax: text(listed) },
          ...{ total_tax: text(one.tax), applied_discounts: [{ amount: text(off) }] },
        }));
        const total = Math.round((shipping + more) / 100);
        const order = bcOrder({
          ...{ shipping_cost_inc_tax: text(Math.round(shipping / 100) * 100) },
          ...{ handling_cost_inc_tax: "0", total_inc_tax: (total / 100).toFixed(2) },
          total_tax: text(tax),
        });
        fc.pre(total * 100 >= Math.round(shipping / 100) * 100);
        const lines = linesOf((await toldOf({ order, products }))["PLACED"]);
        const sum = lines.reduce((so, [, , net]) => so + Math.round(Number(net) * 100), 0);
        expect(sum).toBe(total);
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });

  test("is handed over by its status, by what was shipped, or as it is set", async () => {
    const sent = async (over: object, products = bcProducts(), settings = {}) => {
      const { FULFILLED } = await toldOf({ order: bcOrder(over), products }, settings);
      const fulfilment = FULFILLED?.["fulfilment"] as { lines: { quantity: string }[] } | undefined;
      const counts = fulfilment?.lines.map(({ quantity }) => quantity) ?? null;
      return FULFILLED === undefined ? null : [FULFILLED["occurredAt"], counts];
    };
    const shipped = { status_id: 2, date_shipped: "Wed, 11 Nov 2026 08:00:00 +0000" };
    expect(await sent(shipped)).toEqual(["2026-11-11T08:00:00.000Z", ["2", "1"]]);
    expect(await sent({ status_id: 10 })).toEqual(["2026-11-10T09:00:00.000Z", ["2", "1"]]);
    expect(await sent({ status_id: 3 }, bcProducts({ quantity_shipped: 1 }))).toEqual([
      "2026-11-10T09:00:00.000Z",
      ["1", "0"],
    ]);
    expect(await sent({ status_id: 5 })).toEqual(["2026-11-10T09:00:00.000Z", ["0", "0"]]);
    expect(await sent({ status_id: 9 })).toBeNull();
    expect(await sent({ status_id: 9 }, bcProducts(), { fulfilledStatuses: [9] })).not.toBeNull();
    expect(await sent({ status_id: 11 }, bcProducts(), { fulfilledOn: "paid" })).toEqual([
      "2026-11-09T23:00:00.000Z",
      ["2", "1"],
    ]);
    expect(await sent({ status_id: 7 }, bcProducts(), { fulfilledOn: "paid" })).toBeNull();
    expect(await sent({ status_id: 7 }, bcProducts(), { fulfilledOn: "created" })).not.toBeNull();
  });

  test("gives back goods and fees for the money that went back for them", async () => {
    const order = bcOrder({ status_id: 14, refunded_amount: "13.2000" });
    // 13.20: 2.40 was asked for postage, one of two mugs had cost 10.80.
    expect((await toldOf({ order, refunds: [bcRefund()] }))["RETURNED"]).toMatchObject({
      ...{ occurredAt: "2026-11-12T10:00:00+01:00", reason: "chipped", currencyCode: "GBP" },
      return: {
        id: "12",
        lines: [
          { lineId: "1", quantity: "1", amount: "10.80" },
          { lineId: "shipping", quantity: "1", amount: "2.40" },
        ],
      },
    });
    const [mug] = bcRefund().items;
    const mixed = bcRefund({
      total_amount: 13.8,
      items: [mug, { item_type: "ORDER", item_id: 250, quantity: 1, requested_amount: 3 }],
    });
    expect(await toldOf({ order, refunds: [mixed] })).toMatchObject({
      RETURNED: { return: { lines: [{ lineId: "1", quantity: "1", amount: "10.80" }] } },
      REFUNDED: { refund: { id: "12", amount: "3.00" } },
    });
    const declined = bcRefund({ payments: [{ is_declined: true }] });
    const told = await toldOf({ order, refunds: [declined] });
    expect(Object.keys(told).sort()).toEqual(["PLACED", "SETTLED"]);
  });

  test("that was refunded before it was sent counts as sent and come back", async () => {
    const order = bcOrder({ status_id: 14, refunded_amount: "13.2000" });
    const fulfilled = async (quantity_shipped: number) =>
      (await toldOf({ order, products: bcProducts({ quantity_shipped }), refunds: [bcRefund()] }))[
        "FULFILLED"
      ];
    // Nobody says that anything was sent, nor that nothing was.
    expect(await fulfilled(0)).toBeUndefined();
    // All was sent before, as one moment says.
    const shipped = { ...order, date_shipped: "Wed, 11 Nov 2026 08:00:00 +0000" };
    expect((await toldOf({ order: shipped, refunds: [bcRefund()] }))["FULFILLED"]).toMatchObject({
      occurredAt: "2026-11-11T08:00:00.000Z",
      fulfilment: { lines: [{ quantity: "2" }, { quantity: "1" }] },
    });
    // The other mug was sent, or both were before one came back.
    for (const shipped of [1, 2]) {
      expect(await fulfilled(shipped)).toMatchObject({
        fulfilment: {
          lines: [
            { lineId: "1", quantity: "2" },
            { lineId: "2", quantity: "0" },
          ],
        },
      });
    }
  });

  test("that gave everything back says so, with its refunds or without", async () => {
    const order = bcOrder({ status_id: 4, status: "Refunded", refunded_amount: "33.0000" });
    expect(await toldOf({ order })).toMatchObject({
      RETURNED: { return: { id: "order" } },
      CANCELLED: { reason: "Refunded" },
    });
  });

  test("that nobody has placed is passed over, and one that is gone is a fault", async () => {
    showOrder(shop, { order: bcOrder({ status_id: 0 }) });
    const gone = bcHook("store/order/created", { type: "order", id: 251 });
    const parts = await read([UPDATED, gone]);
    expect(parts[0]).toMatchObject({ passedOver: "order that is incomplete", events: [] });
    expect(faultsOf(parts)).toEqual(["NOT_FETCHED 1.data"]);
  });

  test("with more products than a page is fetched page by page", async () => {
    const one = { total_inc_tax: "0.1000", total_tax: "0.0000", quantity: 1 };
    const products = Array.from({ length: 251 }, (_, index) => ({ ...one, id: index + 1 }));
    showOrder(shop, { order: bcOrder({ total_inc_tax: "31.1000", total_tax: "1.0000" }) });
    shop.answers.set("/v2/orders/250/products?limit=250&page=1", products.slice(0, 250));
    shop.answers.set("/v2/orders/250/products?limit=250&page=2", products.slice(250));
    const [placed] = eventsOf(await read(UPDATED));
    const lines = linesOf(placed as unknown as Told);
    expect(lines.map(([, , net]) => net).slice(0, 251)).toEqual(Array(251).fill("0.10"));
  });
});

test("a shipment tells its order anew, a customer comes with an address", async () => {
  showOrder(shop);
  const shipment = bcHook("store/shipment/created", { type: "shipment", id: 9, orderId: 250 });
  expect((await read(shipment))[0]?.events).toHaveLength(2);
  shop.answers.set("/v3/customers?id:in=32&include=addresses", {
    data: [
      {
        ...{ id: 32, first_name: "Ada", last_name: "Lovelace", email: "ada@example.com" },
        ...{ phone: "", company: "", verified_email: true, emailVerified: true },
        addresses: [{ address1: "6 Mill Lane", city: "Leeds", country_code: "GB", phone: "1" }],
      },
    ],
  });
  const ada = {
    ...{ key: "32", givenName: "Ada", familyName: "Lovelace", email: "ada@example.com" },
    ...{ phone: "1", street: "6 Mill Lane", city: "Leeds", country: "GB" },
  };
  const address = { type: "customer", id: 60, address: { customer_id: 32 } };
  const parts = await read([
    bcHook("store/customer/updated", { type: "customer", id: 32 }),
    bcHook("store/customer/address/created", address),
  ]);
  expect(parts.map(({ records }) => records)).toEqual([[ada], [ada]]);
});

test("a store that cannot answer now is asked again later", async () => {
  shop.answers.set("/v2/orders/250", (_request, response) => {
    response.writeHead(429, { "retry-after": "7" }).end();
  });
  const reading = read(UPDATED);
  await expect(reading).rejects.toThrow(NotNow);
  await expect(reading).rejects.toMatchObject({ retryAfterMs: 7_000 });
});

test("ids that are none lead nowhere", async () => {
  const parts = await read([
    ...["../customers", "1/../2", "1?x=1", -1, 0, {}].map((id) =>
      bcHook("store/order/updated", { type: "order", id }),
    ),
  ]);
  expect(faultsOf(parts)).toHaveLength(6);
  expect(shop.asked).toEqual([]);
});

test("a header proves who sends; each delivery is one of its own, unless it has an id", () => {
  const admit = (headers: Record<string, string>, now = RECEIVED_AT) =>
    BIGCOMMERCE.admit(
      {
        ...{ method: "POST", url: new URL("http://localhost/v1/webhooks/bc"), headers },
        body: Buffer.from(JSON.stringify(UPDATED)),
      },
      { settings: settingsOf(), secrets: ["new", "old"], now },
    );
  const header = { "x-webhook-secret": "old" };
  const later = (RECEIVED_AT + 1_000) as typeof RECEIVED_AT;
  const first = admit(header);
  expect(first).toMatchObject({ ok: true, topic: "store/order/updated" });
  // Word for word the same, of the same second: what it is about may have changed in between.
  expect(admit(header, later)).not.toEqual(first);
  expect(admit({ ...header, "webhook-id": "m1" }, later)).toEqual(
    admit({ ...header, "webhook-id": "m1" }),
  );
  for (const headers of [{}, { "x-webhook-secret": "wrong" }]) {
    expect(admit(headers)).toMatchObject({ ok: false, code: "UNAUTHENTICATED" });
  }
});

describe("whatever stands there", () => {
  const whole = {
    hook: UPDATED,
    order: bcOrder({ status_id: 14, refunded_amount: "1.0000" }),
    products: bcProducts({ quantity_shipped: 1 }),
    refunds: { data: [bcRefund()] },
    customers: { data: [{ id: 32, email: "ada@example.com", addresses: [{ city: "Leeds" }] }] },
  };

  test("is one fault where it is wrong twice, and leaves no request behind that nobody waits for", async () => {
    showOrder(shop, { order: bcOrder({ refunded_amount: {} }) });
    shop.answers.set("/v2/orders/250/products", {});
    expect(faultsOf(await read(UPDATED))).toEqual([expect.stringContaining("refunded_amount")]);
    expect(shop.asked.map(({ path }) => path)).toEqual([expect.stringMatching(/orders\/250$/)]);
  });

  test("is told so that it is taken, or a fault", async () => {
    await fc.assert(
      fc.asyncProperty(mutated(whole), async (value) => {
        const { hook, order, products, refunds, customers } = (value ?? {}) as typeof whole;
        const asJson =
          (body: unknown): Answer =>
          (_request, response) => {
            response.end(JSON.stringify(body));
          };
        shop.answers.set("/v2/orders/250", asJson(order));
        shop.answers.set("/v2/orders/250/products", asJson(products));
        shop.answers.set("/v3/orders/250/payment_actions/refunds", asJson(refunds));
        shop.answers.set("/v3/customers", asJson(customers));
        const other = bcHook("store/customer/updated", { id: 32 });
        for (const parts of [await read(hook), await read(UPDATED), await read(other)]) {
          expect(refusalsIn(parts)).toEqual([]);
          for (const { events, faults, records = [], passedOver } of parts) {
            expect(faults.length > 0 && events.length > 0).toBe(false);
            expect(events.length + faults.length + records.length > 0 || passedOver).toBeTruthy();
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});

const found = payloads("bigcommerce");
test.skipIf(found.size === 0)(
  "payloads that were found are told, or passed over by name",
  async () => {
    showOrder(shop, { order: bcOrder({ id: 250 }) });
    showOrder(shop, { order: bcOrder({ id: 251 }) });
    shop.answers.set("/v3/customers", { data: [{ id: 32, email: "ada@example.com" }] });
    for (const [name, text] of found) {
      const parts = await read(text);
      expect([name, faultsOf(parts)]).toEqual([name, []]);
      const [{ passedOver, records = [], events }] = parts as [(typeof parts)[0]];
      // By what stands in it: the file's name may be another's.
      const { scope } = JSON.parse(text) as { readonly scope: string };
      const isOurs = /^store\/(?:order\/statusUpdated|customer|shipment)/.test(scope);
      const said = events.length + records.length > 0;
      expect([name, said, passedOver === undefined]).toEqual([name, isOurs, isOurs]);
    }
  },
);
