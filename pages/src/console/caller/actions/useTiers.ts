import { useQuery } from "urql";
import { ActionTiersDocument, type CallerTierFragment } from "../../../__generated__/graphql.ts";
import { useWords } from "../../words/context.ts";

export interface Tiers {
  /** Those that can be given, from the lowest to the highest. */
  readonly tiers: readonly CallerTierFragment[];
  /** The one that the customer has earned, which goes on underneath a given one. */
  readonly earned: CallerTierFragment;
}

/** Null until they are known. */
export function useTiers(customerId: string): Tiers | null {
  const { language } = useWords();
  const [{ data }] = useQuery({
    query: ActionTiersDocument,
    variables: { by: { id: customerId }, locale: language },
    requestPolicy: "cache-and-network",
  });
  const earned = data?.explainTier?.earned;
  return data === undefined || earned === undefined
    ? null
    : { tiers: data.programme.tiers, earned };
}
