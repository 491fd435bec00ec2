import { useEffect } from "react";
import type { UseQueryExecute } from "urql";

/** How often it is read anew, milliseconds. */
const AGAIN_MS = 30_000;

/** Reads anew by itself: a wall is looked at from afar, and nobody presses anything there. */
export function useReadAgain(read: UseQueryExecute): void {
  useEffect(() => {
    const timer = setInterval(() => read({ requestPolicy: "network-only" }), AGAIN_MS);
    return () => clearInterval(timer);
  }, [read]);
}
