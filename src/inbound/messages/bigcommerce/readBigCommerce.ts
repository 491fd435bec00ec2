import { type FetchBack, fetchedJson } from "../fetchBack.ts";
import type { MessagePart, StoredMessage } from "../messageConnector.ts";
import { readJsonBody } from "../readBody.ts";
import { Fields, Unusable } from "../shop/fields.ts";
import { fetchedPartOf, passedOver, toldOf } from "../shop/told.ts";
import { customerPart } from "./customer.ts";
import { orderDrafts } from "./order.ts";
import type { BigCommerceSettings } from "./settings.ts";
import { INCOMPLETE, REFUNDED, statusOf } from "./statuses.ts";

type Message = Pick<
  StoredMessage<BigCommerceSettings>,
  "settings" | "source" | "headers" | "body" | "fetchBack"
>;

/** What is fetched of one order at a time, and how often: more lines no order has. */
const PRODUCTS_OF_PAGE = 250;
const PAGES_MAX = 8;

const ORDER_SCOPE = /^store\/order\/(?:created|updated|statusUpdated|refund\/created)$/;
const SHIPMENT_SCOPE = /^store\/shipment\/(?:created|updated|deleted)$/;
const CUSTOMER_SCOPE = /^store\/customer\/(?:created|updated)$/;
const ADDRESS_SCOPE = /^store\/customer\/address\/(?:created|updated?|deleted)$/;

/**
 * Reads one webhook of a BigCommerce store: what it names is fetched as it is now, so that it does
 * not matter in which order they come. Never throws for what stands in it.
 *
 * @throws NotNow while the store does not answer
 */
export async function* readBigCommerce(message: Message): AsyncGenerator<MessagePart> {
  const read = readJsonBody(message.body, message.headers["content-type"]);
  if (!read.ok) {
    yield { events: [], faults: [read.fault] };
    return;
  }
  for (const [index, value] of read.values.entries()) {
    const at = read.values.length === 1 ? "" : String(index);
    yield await fetchedPartOf(() => partOfHook(new Fields(value, at), message));
  }
}

async function partOfHook(hook: Fields, message: Message): Promise<MessagePart> {
  const scope = hook.needText("scope");
  const data = () => hook.object("data") ?? hook.missing("data");
  if (ORDER_SCOPE.test(scope)) {
    return await orderPart(idOf(data(), "id"), hook, message);
  }
  if (SHIPMENT_SCOPE.test(scope)) {
    return await orderPart(idOf(data(), "orderId"), hook, message);
  }
  if (CUSTOMER_SCOPE.test(scope)) {
    return await personPart(idOf(data(), "id"), hook, message);
  }
  if (ADDRESS_SCOPE.test(scope)) {
    const address = data().object("address") ?? data().missing("address");
    return await personPart(idOf(address, "customer_id"), hook, message);
  }
  return passedOver(scope);
}

/** The number of something, which becomes part of an address. */
function idOf(fields: Fields, name: string): string {
  const id = fields.needText(name);
  if (!/^[1-9]\d{0,17}$/.test(id)) {
    throw new Unusable("NUMBER_MALFORMED", fields.placeOf(name), "A number is expected here.");
  }
  return id;
}

async function orderPart(id: string, hook: Fields, message: Message): Promise<MessagePart> {
  const { fetchBack, source, settings } = message;
  const at = hook.placeOf("data");
  const order = new Fields(await fetched(fetchBack, `/v2/orders/${id}`, at), "order");
  const status = statusOf(order);
  if (status === INCOMPLETE) {
    return passedOver("order that is incomplete");
  }
  // Found out before anything is asked: a request whose order is given up is nobody's to wait for.
  const isRefunded = mayHaveRefunds(order, status, hook);
  const [products, refunds] = await Promise.all([
    productsOf(fetchBack, id, at),
    isRefunded ? fetched(fetchBack, `/v3/orders/${id}/payment_actions/refunds`, at) : null,
  ]);
  const whole = {
    products: new Fields({ products }, "order").list("products"),
    refunds: new Fields(refunds ?? {}, "refunds").list("data"),
  };
  return toldOf(source, orderDrafts(order, whole, source, settings));
}

function mayHaveRefunds(order: Fields, status: number, hook: Fields): boolean {
  const amount = Number(order.text("refunded_amount") ?? 0);
  return amount !== 0 || REFUNDED.has(status) || hook.text("scope")?.includes("refund") === true;
}

async function productsOf(fetchBack: FetchBack, id: string, at: string): Promise<unknown[]> {
  const all: unknown[] = [];
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    const path = `/v2/orders/${id}/products?limit=${PRODUCTS_OF_PAGE}&page=${page}`;
    // An empty list is an empty answer.
    const some = (await fetched(fetchBack, path, at)) ?? [];
    if (!Array.isArray(some)) {
      throw new Unusable("NOT_FETCHED", at, "What was fetched is no list of products.");
    }
    all.push(...some);
    if (some.length < PRODUCTS_OF_PAGE) {
      return all;
    }
  }
  throw new Unusable("TOO_MANY_LINES", at, "The order has more lines than are fetched.");
}

async function personPart(id: string, hook: Fields, { fetchBack }: Message): Promise<MessagePart> {
  const at = hook.placeOf("data");
  const path = `/v3/customers?id:in=${id}&include=addresses`;
  const [customer] = new Fields(await fetched(fetchBack, path, at), "").list("data");
  if (customer === undefined) {
    throw new Unusable("NOT_FETCHED", at, "There is no such customer any more.");
  }
  return customerPart(customer);
}

async function fetched(fetchBack: FetchBack, path: string, at: string): Promise<unknown> {
  const answer = await fetchedJson(fetchBack, path, at);
  if (!answer.ok) {
    const { reason, problem } = answer.fault;
    throw new Unusable(reason, at, problem);
  }
  return answer.value;
}
