import type { MessagePart, StoredMessage } from "../messageConnector.ts";
import { readJsonBody } from "../readBody.ts";
import { Fields, Unusable } from "../shop/fields.ts";
import { type Draft, partOf, passedOver, toldOf } from "../shop/told.ts";
import { creditMemoDrafts, customerPart, invoiceDrafts, shipmentDrafts } from "./documents.ts";
import { orderDrafts } from "./order.ts";
import type { AdobeSettings } from "./settings.ts";

type Message = Pick<
  StoredMessage<AdobeSettings>,
  "settings" | "source" | "topic" | "headers" | "body"
>;

/** What may stand around a resource, the outermost first. */
const WRAPPERS = ["event", "data", "value"] as const;
const NAMED = ["order", "invoice", "shipment", "creditmemo", "customer"] as const;
type Resource = (typeof NAMED)[number];

/** Names of events by what they bring; the first that fits. */
const EVENT_NAMES: readonly (readonly [string, Resource])[] = [
  ["sales_order_invoice_", "invoice"],
  ["sales_order_creditmemo_", "creditmemo"],
  ["sales_order_shipment_", "shipment"],
  ["sales_order_save", "order"],
  ["sales_order_place", "order"],
  ["customer_save", "customer"],
];

/** Reads one webhook of Adobe Commerce. Never throws for what stands in it. */
export async function* readAdobeCommerce(message: Message): AsyncGenerator<MessagePart> {
  const read = readJsonBody(message.body, message.headers["content-type"]);
  if (!read.ok) {
    yield { events: [], faults: [read.fault] };
    return;
  }
  for (const [index, value] of read.values.entries()) {
    const at = read.values.length === 1 ? "" : String(index);
    yield partOf(() => partOfBody(new Fields(value, at), message));
  }
}

function partOfBody(body: Fields, { topic, source, settings }: Message): MessagePart {
  const event = body.object("event");
  const name = topic ?? event?.text("type") ?? body.text("type");
  const byName = EVENT_NAMES.find(([part]) => name?.includes(part))?.[1] ?? null;
  if (name !== null && byName === null) {
    return passedOver(name.split(".").at(-1) ?? name);
  }
  const { resource, named } = opened(body);
  const kind = byName ?? named ?? kindOf(resource);
  const told = (drafts: readonly Draft[]) =>
    drafts.length === 0 ? passedOver(`${kind} that changes nothing`) : toldOf(source, drafts);
  switch (kind) {
    case "order":
      return told(orderDrafts(resource, source, settings));
    case "invoice":
      return told(invoiceDrafts(resource, settings));
    case "shipment":
      return told(shipmentDrafts(resource, settings));
    case "creditmemo":
      return told(creditMemoDrafts(resource));
    case "customer":
      return customerPart(resource);
  }
}

function opened(body: Fields): { readonly resource: Fields; readonly named: Resource | null } {
  let resource = body;
  for (const wrapper of WRAPPERS) {
    resource = resource.object(wrapper) ?? resource;
  }
  const named = resource.has("items") ? undefined : NAMED.find((name) => isObject(resource, name));
  return named === undefined
    ? { resource, named: null }
    : { resource: resource.object(named) ?? resource, named };
}

function isObject(fields: Fields, name: string): boolean {
  return typeof fields.value[name] === "object" && fields.has(name);
}

/** What a resource without a name is, by fields that no other one has. */
function kindOf(resource: Fields): Resource {
  const [item] = resource.list("items");
  if (item?.has("qty_ordered")) {
    return "order";
  }
  if (resource.has("order_id") && item?.has("order_item_id")) {
    const isCredit = ["creditmemo_status", "adjustment_positive", "adjustment_negative"];
    if (isCredit.some((name) => resource.has(name))) {
      return "creditmemo";
    }
    return resource.has("grand_total") ? "invoice" : "shipment";
  }
  if (resource.has("email") && resource.has("firstname")) {
    return "customer";
  }
  throw new Unusable("UNKNOWN_TOPIC", resource.at, "It does not say what it is.");
}
