import type { CustomerModel } from "../../src/customers/customers.ts";
import type { Loaders } from "../../src/graph/loaders.ts";
import type { DecisionAnswer } from "../../src/identity/byHand/answer.ts";

/** What every decision answers: the customer as it is after it. */
export async function customerOfAnswer(
  loaders: Loaders,
  { leafId, userErrors }: DecisionAnswer,
): Promise<{
  readonly customer: CustomerModel | null;
  readonly userErrors: DecisionAnswer["userErrors"];
}> {
  // Whatever this request read before is from before.
  loaders.clear();
  const customer = leafId === null ? null : await loaders.customers.byLeaf(BigInt(leafId));
  return { customer, userErrors };
}
