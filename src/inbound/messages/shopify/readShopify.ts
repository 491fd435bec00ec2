import { formatInstant } from "../../../domain/time/formatInstant.ts";
import type { MessagePart, StoredMessage } from "../messageConnector.ts";
import { readJsonBody } from "../readBody.ts";
import { Fields, Unusable } from "../shop/fields.ts";
import { partOf, passedOver, toldOf } from "../shop/told.ts";
import { customerPart } from "./customer.ts";
import { fulfilmentDrafts } from "./fulfilment.ts";
import { orderDrafts } from "./order.ts";
import { refundDrafts } from "./refund.ts";
import type { ShopifySettings } from "./settings.ts";

type Message = Pick<
  StoredMessage<ShopifySettings>,
  "settings" | "source" | "topic" | "headers" | "body" | "receivedAt"
>;

/** What a body may be a resource of. */
type Resource = "order" | "refund" | "fulfillment" | "customer";

/** What each topic brings; others carry nothing for us. */
const TOPICS: Readonly<Record<string, Resource>> = {
  "orders/create": "order",
  "orders/paid": "order",
  "orders/updated": "order",
  "orders/fulfilled": "order",
  "orders/partially_fulfilled": "order",
  "orders/cancelled": "order",
  "refunds/create": "refund",
  "fulfillments/create": "fulfillment",
  "fulfillments/update": "fulfillment",
  "customers/create": "customer",
  "customers/update": "customer",
};
const DELETED_ORDER = "orders/delete";
const RESOURCES: readonly Resource[] = ["order", "refund", "fulfillment", "customer"];

/** A resource that comes with its name around it, or several of them. */
const ENVELOPE = /^[a-z_]+$/;

/** Reads one webhook of a Shopify shop. Never throws for what stands in it. */
export async function* readShopify(message: Message): AsyncGenerator<MessagePart> {
  const read = readJsonBody(message.body, message.headers["content-type"]);
  if (!read.ok) {
    yield { events: [], faults: [read.fault] };
    return;
  }
  for (const [index, value] of read.values.entries()) {
    yield* partsOf(value, read.values.length === 1 ? "" : String(index), message);
  }
}

function* partsOf(value: unknown, at: string, message: Message): Generator<MessagePart> {
  let whole: Fields;
  try {
    whole = new Fields(value, at);
  } catch (thrown) {
    yield { events: [], faults: [(thrown as Unusable).fault] };
    return;
  }
  const { name, resources } = opened(whole);
  const { topic } = message;
  const known = topic === null ? null : (TOPICS[topic] ?? null);
  if (topic !== null && known === null && topic !== DELETED_ORDER) {
    yield passedOver(topic);
    return;
  }
  for (const open of resources) {
    yield partOf(() => {
      const resource = new Fields(open.value, open.at);
      if (topic === DELETED_ORDER) {
        return deletedOrder(resource, message);
      }
      return read(known ?? kindOf(name, resource), resource, message);
    });
  }
}

interface Opened {
  readonly name: string | null;
  readonly resources: readonly { readonly value: unknown; readonly at: string }[];
}

/** Takes the envelope off: `{"order": {...}}` or `{"orders": [...]}`. */
function opened(whole: Fields): Opened {
  const names = Object.keys(whole.value);
  const [name = ""] = names;
  const inside = whole.value[name];
  if (names.length !== 1 || !ENVELOPE.test(name) || typeof inside !== "object" || !inside) {
    return { name: null, resources: [{ value: whole.value, at: whole.at }] };
  }
  const at = whole.placeOf(name);
  return Array.isArray(inside)
    ? {
        name: name.replace(/s$/, ""),
        resources: inside.map((value: unknown, index) => ({ value, at: `${at}.${index}` })),
      }
    : { name, resources: [{ value: inside, at }] };
}

/** What a body without a topic is: by its envelope, else by fields that no other resource has. */
function kindOf(name: string | null, body: Fields): Resource | string {
  if (name !== null) {
    return name;
  }
  if (body.has("refund_line_items")) {
    return "refund";
  }
  if (body.has("order_id") && body.has("line_items") && body.has("status")) {
    return "fulfillment";
  }
  const isOrder = ["financial_status", "order_number", "total_price"].some((one) => body.has(one));
  if (body.has("line_items") && isOrder && !body.has("abandoned_checkout_url")) {
    return "order";
  }
  if (body.has("orders_count") || body.has("verified_email")) {
    return "customer";
  }
  throw new Unusable(
    "UNKNOWN_TOPIC",
    "",
    "Send X-Shopify-Topic: the body does not say what it is.",
  );
}

function read(kind: string, resource: Fields, { settings, source, topic }: Message): MessagePart {
  if (!RESOURCES.includes(kind as Resource)) {
    return passedOver(kind);
  }
  switch (kind as Resource) {
    case "order":
      return toldOf(source, orderDrafts(resource, topic, source, settings));
    case "refund": {
      const drafts = refundDrafts(resource, settings);
      return drafts.length === 0
        ? passedOver("refund of nothing that was sent")
        : toldOf(source, drafts);
    }
    case "fulfillment": {
      const drafts = fulfilmentDrafts(resource, settings);
      return drafts.length === 0
        ? passedOver("fulfilment that hands nothing over")
        : toldOf(source, drafts);
    }
    case "customer":
      return customerPart(resource);
  }
}

/** A shop deletes orders that are over: what was handed over stays, the rest will not come. */
function deletedOrder(resource: Fields, { source, receivedAt }: Message): MessagePart {
  const id = resource.needText("id");
  const rest = { references: [{ kind: "order", value: id }], reason: "deleted" };
  const occurredAt = formatInstant(receivedAt);
  return toldOf(source, [{ kind: "CANCELLED", subject: id, occurredAt, rest }]);
}
