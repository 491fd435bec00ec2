import { useEffect, useRef, useState } from "react";
import { useQuery, useSubscription } from "urql";
import { CallerChangedDocument, CallerDocument } from "../../__generated__/graphql.ts";
import { useWords } from "../words/context.ts";

/** How long changes are gathered before the page reads again, milliseconds: they come in bursts. */
const GATHER_MS = 60;

/**
 * A customer as the graph has them now, read again whenever it says that something has changed.
 * `changes` rises with each of those, for what is read beside.
 */
export function useCaller(id: string) {
  const { language } = useWords();
  const [{ data, error, fetching }, read] = useQuery({
    query: CallerDocument,
    variables: { by: { id }, locale: language },
    requestPolicy: "cache-and-network",
  });
  const customer = data?.customer ?? null;
  const [changes, setChanges] = useState(0);
  const cursor = useFirstCursor(customer?.id ?? null, customer?.streamCursor ?? null);
  const readAgain = useGathered(() => {
    read({ requestPolicy: "network-only" });
    setChanges((count) => count + 1);
  });
  useSubscription(
    {
      query: CallerChangedDocument,
      variables: { id: cursor?.id ?? "", after: cursor?.after ?? null },
      pause: cursor === null,
    },
    (_before, change) => {
      readAgain();
      return change;
    },
  );
  return {
    customer,
    error,
    isLoading: fetching && data === undefined,
    changes,
    readAgain,
  };
}

/** Where the stream stood when this customer was first read: one subscription, not one per read. */
function useFirstCursor(id: string | null, after: string | null) {
  const [first, setFirst] = useState<{ readonly id: string; readonly after: string | null } | null>(
    null,
  );
  useEffect(() => {
    if (id !== null && first?.id !== id) {
      setFirst({ id, after });
    }
  }, [id, after, first]);
  return first;
}

/** Runs once for many calls that come close together. */
function useGathered(run: () => void): () => void {
  const latest = useRef(run);
  latest.current = run;
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(
    () => () => {
      if (timer.current !== null) {
        clearTimeout(timer.current);
      }
    },
    [],
  );
  return () => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      latest.current();
    }, GATHER_MS);
  };
}
