import { formatInstant } from "../../../domain/time/formatInstant.ts";
import type { MessagePart, StoredMessage } from "../messageConnector.ts";
import { readJsonBody } from "../readBody.ts";
import { Fields, Unusable } from "../shop/fields.ts";
import { partOf, passedOver, toldOf } from "../shop/told.ts";
import { customerPart } from "./customer.ts";
import { deletedDrafts, orderDrafts, refundDrafts, type WooSettings } from "./order.ts";

type Message = Pick<
  StoredMessage<WooSettings>,
  "settings" | "source" | "topic" | "headers" | "body" | "receivedAt"
>;

const PING = /^webhook_id=\d{1,20}$/;
const ORDER_TOPICS = new Set(["order.created", "order.updated", "order.restored"]);
const CUSTOMER_TOPICS = new Set(["customer.created", "customer.updated"]);
const DELETED_ORDER = "order.deleted";
/** Orders that nobody has placed yet. */
const DRAFTS = new Set(["draft", "auto-draft", "checkout-draft"]);

/** Reads one webhook of a WooCommerce shop. Never throws for what stands in it. */
export async function* readWooCommerce(message: Message): AsyncGenerator<MessagePart> {
  if (PING.test(message.body.toString("latin1"))) {
    yield passedOver("ping");
    return;
  }
  const read = readJsonBody(message.body, message.headers["content-type"]);
  if (!read.ok) {
    yield { events: [], faults: [read.fault] };
    return;
  }
  for (const [index, value] of read.values.entries()) {
    const at = read.values.length === 1 ? "" : String(index);
    for (const one of opened(value, at)) {
      yield partOf(() => partOfResource(new Fields(one.value, one.at), message));
    }
  }
}

/** Some wrap a resource, or a list of them, in `{"data": ...}`. */
function opened(value: unknown, at: string): readonly { value: unknown; at: string }[] {
  const isWrapped =
    typeof value === "object" &&
    value !== null &&
    Object.keys(value).length === 1 &&
    Object.hasOwn(value, "data");
  if (!isWrapped) {
    return [{ value, at }];
  }
  const { data } = value as { readonly data: unknown };
  const place = at === "" ? "data" : `${at}.data`;
  return Array.isArray(data)
    ? data.map((one: unknown, index) => ({ value: one, at: `${place}.${index}` }))
    : [{ value: data, at: place }];
}

function partOfResource(resource: Fields, message: Message): MessagePart {
  const { topic, source, settings, receivedAt } = message;
  if (topic === DELETED_ORDER) {
    return toldOf(source, deletedDrafts(resource, formatInstant(receivedAt)));
  }
  if (topic !== null && !ORDER_TOPICS.has(topic) && !CUSTOMER_TOPICS.has(topic)) {
    return passedOver(topic);
  }
  const kind = topic === null ? kindOf(resource) : topic.split(".", 1)[0];
  if (kind === "customer") {
    return customerPart(resource);
  }
  if (kind === "refund") {
    return toldOf(source, refundDrafts(resource));
  }
  const status = resource.text("status") ?? "";
  return DRAFTS.has(status)
    ? passedOver(`order that is a ${status}`)
    : toldOf(source, orderDrafts(resource, source, settings));
}

/** What a body without a topic is, by fields that no other resource has. */
function kindOf(body: Fields): "order" | "refund" | "customer" {
  if (body.has("order_key") || (body.has("line_items") && body.has("billing"))) {
    return "order";
  }
  if (body.has("refunded_by") || body.has("refunded_payment")) {
    return "refund";
  }
  if (body.has("email") && (body.has("username") || body.has("role"))) {
    return "customer";
  }
  throw new Unusable("UNKNOWN_TOPIC", "", "Send X-WC-Webhook-Topic: the body says not what it is.");
}
