import { useCallback, useEffect, useRef, useState } from "react";
import { type CombinedError, useQuery, useSubscription } from "urql";
import {
  CallerChangedDocument,
  CallerDocument,
  type CallerQuery,
} from "../../__generated__/graphql.ts";
import { isTransient } from "../parts/errors.ts";
import { useWords } from "../words/context.ts";
import type { CallerCustomer } from "./customer.ts";

/** How long after a read that failed the page reads again, milliseconds. */
const AGAIN_MS = 3_000;
/** How long changes are gathered before the page reads again, milliseconds: they come in bursts. */
const GATHER_MS = 60;

/**
 * A customer as the graph has them now, read again whenever it says that something has changed. A
 * read that fails takes nothing away: what is typed on the page stays, and it is tried again.
 * `changes` rises with each of those, for what is read beside.
 */
export function useCaller(id: string) {
  const { language } = useWords();
  const [{ data, error, fetching }, read] = useQuery({
    query: CallerDocument,
    variables: { by: { id }, locale: language },
    requestPolicy: "cache-and-network",
  });
  const known = useRef<CallerCustomer | null>(null);
  known.current = data?.customer ?? (isOver(data, error) ? null : known.current);
  const customer = known.current;
  const [changes, setChanges] = useState(0);
  const cursor = useFirstCursor(customer?.id ?? null, customer?.streamCursor ?? null);
  const readAgain = useGathered(() => {
    read({ requestPolicy: "network-only" });
    setChanges((count) => count + 1);
  });
  const hasFailed = error !== undefined && data?.customer == null && !fetching;
  useEffect(() => {
    if (hasFailed && isTransient(error)) {
      const timer = setTimeout(readAgain, AGAIN_MS);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [hasFailed, error, readAgain]);
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
    /** It could not be read again: what is shown is as it was. */
    isOld: customer !== null && hasFailed,
    isLoading: fetching && data === undefined,
    changes,
    readAgain,
  };
}

/** Nobody, or nobody for this role; a read that only failed says nothing about the customer. */
function isOver(data: CallerQuery | undefined, error: CombinedError | undefined): boolean {
  return error === undefined ? data !== undefined : !isTransient(error);
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
  return useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = null;
      latest.current();
    }, GATHER_MS);
  }, []);
}
