import { createContext, useContext } from "react";
import type { Who } from "./session.ts";

export interface SessionView {
  readonly who: Who;
  /** Nobody sees the page now: a key that is pressed is not meant for it. */
  readonly isCovered: boolean;
  readonly leave: () => void;
}

export const SessionContext = createContext<SessionView | null>(null);

/** Who is signed in. @throws Error outside of a signed-in page */
export function useSession(): SessionView {
  const view = useContext(SessionContext);
  if (view === null) {
    throw new Error("Nobody is signed in here.");
  }
  return view;
}

/** Whether the one who is signed in may do this; the server decides again. */
export function useMay(scope: string): boolean {
  return useSession().who.scopes.has(scope);
}
