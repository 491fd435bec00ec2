import type { Loaders } from "../../src/graph/loaders.ts";
import { type NamedParts, SPLIT_ORDERS_MAX } from "../../src/identity/byHand/splitParts.ts";
import type { PreviewSplitInput, SplitCustomerInput } from "../__generated__/types.ts";
import { identifierKeyOf } from "../customerBy.ts";

/** What a split names, found. Of more orders than one may name, none is looked up. */
export async function splitPartsOf(
  { orders }: Pick<Loaders, "orders">,
  input: Pick<PreviewSplitInput | SplitCustomerInput, "identifiers" | "orders">,
): Promise<NamedParts> {
  const named = input.orders ?? [];
  const found =
    named.length > SPLIT_ORDERS_MAX
      ? named.map(() => null)
      : await Promise.all(named.map((id) => orders.byGlobalId(id)));
  return {
    identifiers: input.identifiers.map(identifierKeyOf),
    orders: found.map((order) => order?.row.id ?? null),
  };
}
