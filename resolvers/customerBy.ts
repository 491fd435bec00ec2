import type { IdentifierKey } from "../src/customers/blockIdentifier.ts";
import type { CustomerModel } from "../src/customers/customers.ts";
import { customerNotFound } from "../src/customers/notFound.ts";
import type { IdentifierUse } from "../src/domain/identity/inUse.ts";
import { normaliseIdentifier } from "../src/domain/identity/normaliseIdentifier.ts";
import type { Loaders } from "../src/graph/loaders.ts";
import type { OrderModel } from "../src/orders/orders.ts";
import { decodeGlobalId } from "../src/platform/globalId.ts";
import { searchable } from "../src/platform/page.ts";
import type {
  CustomerIdentifierInput,
  IdentifierReferenceInput,
  OrderReferenceInput,
} from "./__generated__/types.ts";

/**
 * The live customer that an identifier names; the schema has made sure that it is exactly one
 * field. Acting for somebody takes an identifier in use; LOOK is for queries, and for commands of
 * staff that protect or correct.
 */
export async function customerBy(
  loaders: Pick<Loaders, "customers" | "orders" | "coupons">,
  by: CustomerIdentifierInput,
  identifierUse: IdentifierUse = "PROVE",
): Promise<CustomerModel | null> {
  const { customers, coupons } = loaders;
  if (by.id != null) {
    return await customers.byGlobalId(by.id);
  }
  const pair = identifierPairOf(by);
  if (pair !== null) {
    return await customers.byIdentifier(pair, identifierUse);
  }
  if (by.couponCode != null) {
    const coupon = await coupons.byCode(by.couponCode);
    return await customers.byRoot(coupon?.row.rootId ?? null);
  }
  if (by.order == null) {
    return null;
  }
  const order = await orderBy(loaders, by.order);
  const leafId = order?.row.leafId ?? null;
  return leafId === null ? null : await customers.byLeaf(leafId);
}

/** The order that a reference names. */
export async function orderBy(
  { orders }: Pick<Loaders, "orders">,
  by: OrderReferenceInput,
): Promise<OrderModel | null> {
  if (by.id != null) {
    return await orders.byGlobalId(by.id);
  }
  if (by.number != null) {
    const { number, source } = by.number;
    return await orders.byNumber({
      value: searchable(number, "by.number.number"),
      source: source == null ? null : searchable(source, "by.number.source"),
      scope: "",
    });
  }
  return by.receipt == null ? null : await orders.byReceipt(by.receipt);
}

/** The answer of a mutation that names nobody we know. */
export const NO_CUSTOMER = customerNotFound();

/** The identifier that a reference names; null when it can be none. */
export function identifierKeyOf(by: IdentifierReferenceInput): IdentifierKey | null {
  if (by.id != null) {
    const decoded = decodeGlobalId(by.id);
    return decoded?.type === "Contact" ? { id: BigInt(decoded.key) } : null;
  }
  if (by.value == null) {
    return null;
  }
  const { kind, value } = by.value;
  const normalised = normaliseIdentifier(kind, value);
  return normalised.ok ? { kind, value: normalised.value } : null;
}

/**
 * The live customer that a command is about, for roles that may write for customers they may not
 * see, such as a marketer. Ways that lead through something else (an order, a coupon) need the
 * right to read that.
 */
export async function unseenCustomerBy(
  loaders: Loaders,
  by: CustomerIdentifierInput,
): Promise<bigint | null> {
  const { customers } = loaders;
  if (by.id != null) {
    return await customers.unseenRoot({ id: by.id });
  }
  const pair = identifierPairOf(by);
  if (pair !== null) {
    return await customers.unseenRoot(pair);
  }
  return (await customerBy(loaders, by))?.row.rootId ?? null;
}

function identifierPairOf(by: CustomerIdentifierInput): { kind: string; value: string } | null {
  if (by.email != null) {
    return { kind: "email", value: by.email };
  }
  if (by.phone != null) {
    return { kind: "phone", value: by.phone };
  }
  if (by.loyaltyNumber != null) {
    return { kind: "loyalty", value: by.loyaltyNumber };
  }
  if (by.deviceToken != null) {
    return { kind: "device", value: by.deviceToken };
  }
  return by.external == null ? null : { kind: by.external.source, value: by.external.id };
}
