import fastCheck from "fast-check";
import { expect, test } from "vitest";
import type { ConnectorCode } from "../../../../src/domain/inbound/receives.ts";
import { parsePurchaseEvent } from "../../../../src/domain/purchase/parsePurchaseEvent.ts";
import {
  adobeOrder,
  CREDIT_MEMO,
  INVOICE,
  SHIPMENT,
} from "../../../support/inbound/adobeBodies.ts";
import { mutated } from "../../../support/inbound/mutate.ts";
import { readMessage, type TestMessage } from "../../../support/inbound/readMessage.ts";
import { FULFILMENT, order, refund } from "../../../support/inbound/shopifyBodies.ts";
import { wooOrder } from "../../../support/inbound/wooBodies.ts";

const RUNS = 400;
const PAID = { settings: { fulfilledOn: "paid" } };

/** A body of each kind, with all that it may hold. */
const BODIES: readonly (readonly [ConnectorCode, TestMessage])[] = [
  [
    "shopify",
    { topic: "orders/paid", body: order({ refunds: [refund()], fulfillments: [FULFILMENT] }) },
  ],
  ["shopify", { topic: null, body: { order: order({ cancelled_at: "2026-11-09T00:00:00Z" }) } }],
  ["shopify", { topic: "refunds/create", body: refund() }],
  ["shopify", { topic: "fulfillments/create", body: FULFILMENT }],
  ["shopify", { topic: "customers/update", body: order().customer }],
  [
    "woocommerce",
    { topic: "order.updated", body: wooOrder({ refunds: [{ id: 1, total: "-2.00" }] }) },
  ],
  ["woocommerce", { topic: null, body: { data: [wooOrder({ status: "cancelled" })] } }],
  ["adobe_commerce", { body: { event: { data: { value: INVOICE } } }, ...PAID }],
  ["adobe_commerce", { body: { data: { order: adobeOrder({ state: "complete" }) } } }],
  ["adobe_commerce", { body: CREDIT_MEMO }],
  ["adobe_commerce", { body: SHIPMENT }],
];

test.each(BODIES)(
  "whatever stands in a message of %s, no event of it is half taken",
  async (connector, message) => {
    const property = fastCheck.asyncProperty(mutated(message.body), async (body) => {
      for (const part of await readMessage(connector, { ...message, body })) {
        for (const { eventId, event } of part.events) {
          expect(parsePurchaseEvent(event)).toMatchObject({ ok: true, event: { eventId } });
        }
        // A part is taken whole, or it is known why not.
        expect(part.faults.length > 0 && part.events.length > 0).toBe(false);
        const says = part.events.length + part.faults.length + (part.records?.length ?? 0);
        expect(says > 0 || part.passedOver !== undefined).toBe(true);
      }
    });
    await fastCheck.assert(property, { numRuns: RUNS });
  },
);

test.each(["shopify", "woocommerce", "adobe_commerce"] as const)(
  "no bytes make %s throw",
  async (connector) => {
    const property = fastCheck.asyncProperty(
      fastCheck.oneof(fastCheck.uint8Array(), fastCheck.json()),
      fastCheck.constantFrom(null, "orders/create", "order.created", "x"),
      async (bytes, topic) => {
        await readMessage(connector, { body: Buffer.from(bytes as string), topic });
      },
    );
    await fastCheck.assert(property, { numRuns: RUNS });
  },
);
