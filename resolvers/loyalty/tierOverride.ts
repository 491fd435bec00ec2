import type { CustomerModel } from "../../src/customers/customers.ts";
import type { Loaders } from "../../src/graph/loaders.ts";
import type { OverrideView } from "../../src/loyalty/loyalty.ts";
import type { OverrideAnswer } from "../../src/loyalty/tiers/tierOverride.ts";
import { decodeGlobalId } from "../../src/platform/globalId.ts";

interface Payload {
  readonly customer: CustomerModel | null;
  readonly override: OverrideView | null;
  readonly userErrors: OverrideAnswer["userErrors"];
}

/**
 * What both mutations of overrides answer: the customer after it, and the override in force.
 *
 * @param leafId null: nobody has the identifier; a repeat whose customer goes by another one is
 *   answered without it
 */
export async function overridePayload(
  loaders: Loaders,
  leafId: bigint | null,
  { userErrors }: OverrideAnswer,
): Promise<Payload> {
  // Whatever this request read before is from before.
  loaders.clear();
  const customer = leafId === null ? null : await loaders.customers.byLeaf(leafId);
  const loyalty = customer === null ? null : await loaders.loyalty.ofCustomer(customer, null);
  return {
    customer: userErrors.length > 0 ? null : customer,
    override: loyalty === null ? null : await loaders.loyalty.override(loyalty),
    userErrors,
  };
}

/** No row has it: identities begin at 1. */
export const NO_GRANT_ID = 0n;

/** Null for whatever is no id of a grant. */
export function grantIdOf(id: string): bigint | null {
  const decoded = decodeGlobalId(id);
  return decoded?.type === "TierGrant" ? BigInt(decoded.key) : null;
}

/** What both mutations of grants answer: the customer after it. */
export async function grantPayload(
  loaders: Loaders,
  leafId: bigint | null,
  answer: OverrideAnswer,
) {
  const { customer, userErrors } = await overridePayload(loaders, leafId, answer);
  return { customer, userErrors };
}
