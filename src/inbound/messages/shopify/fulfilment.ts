import type { Fields } from "../shop/fields.ts";
import type { Draft } from "../shop/told.ts";
import type { ShopifySettings } from "./settings.ts";

/** States of a fulfilment of which nothing was sent, or nothing any more. */
const NOT_SENT = new Set(["cancelled", "error", "failure"]);
const SENT = "success";

/**
 * What one fulfilment says: the goods that were sent, or that none of them was. Nothing, where it
 * is still under way, or where goods count as handed over by something else.
 */
export function fulfilmentDrafts(fulfilment: Fields, settings: ShopifySettings): readonly Draft[] {
  const id = fulfilment.needText("id");
  const order = fulfilment.needText("order_id");
  const status = fulfilment.text("status") ?? SENT;
  const isNotSent = NOT_SENT.has(status);
  if (settings.fulfilledOn !== "fulfilled" || (status !== SENT && !isNotSent)) {
    return [];
  }
  const createdAt =
    fulfilment.firstText("created_at", "updated_at") ?? fulfilment.missing("created_at");
  const quantities = new Map<string, bigint>();
  for (const item of fulfilment.list("line_items")) {
    const lineId = item.needText("id");
    const quantity = item.count("quantity") ?? item.missing("quantity");
    quantities.set(lineId, (quantities.get(lineId) ?? 0n) + quantity);
  }
  if (isNotSent && quantities.size === 0) {
    return [];
  }
  const lines = [...quantities].map(([lineId, quantity]) => ({
    ...{ lineId, quantity: isNotSent ? "0" : String(quantity) },
  }));
  return [
    {
      ...{ kind: "FULFILLED", subject: id },
      // A parcel that is only tracked went out when it was made; one that was called off, later.
      occurredAt: isNotSent ? (fulfilment.text("updated_at") ?? createdAt) : createdAt,
      rest: {
        references: [{ kind: "order", value: order }],
        fulfilment: { id, ...(lines.length === 0 ? {} : { lines }) },
      },
    },
  ];
}
