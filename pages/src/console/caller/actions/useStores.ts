import { useEffect, useState } from "react";
import { type OperationResult, useClient } from "urql";
import { ActionStoresDocument, type ActionStoresQuery } from "../../../__generated__/graphql.ts";

export interface Stores {
  readonly currencyCode: string;
  readonly stores: readonly { readonly code: string; readonly name: string }[];
}

/** Pages of stores that are read at most: of 100 each. */
const PAGES_MAX = 50;

/** All stores, and the programme's currency; null until they are read. */
export function useStores(): Stores | null {
  const client = useClient();
  const [known, setKnown] = useState<Stores | null>(null);
  useEffect(() => {
    let isWanted = true;
    const read = async () => {
      const stores: { code: string; name: string }[] = [];
      let after: string | null = null;
      for (let page = 0; page < PAGES_MAX; page += 1) {
        const { data }: OperationResult<ActionStoresQuery> = await client
          .query(ActionStoresDocument, { after })
          .toPromise();
        if (data === undefined || !isWanted) {
          return;
        }
        stores.push(...data.stores.nodes);
        setKnown({ currencyCode: data.programme.currencyCode, stores: [...stores] });
        if (!data.stores.pageInfo.hasNextPage) {
          return;
        }
        after = data.stores.pageInfo.endCursor ?? null;
      }
    };
    void read();
    return () => {
      isWanted = false;
    };
  }, [client]);
  return known;
}
