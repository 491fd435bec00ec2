import { createContext, useContext, useSyncExternalStore } from "react";
import type { Liveness } from "./client.ts";

const ALWAYS: Liveness = { isLive: () => true, subscribe: () => () => {} };

export const LivenessContext = createContext<Liveness>(ALWAYS);

/** Whether the server's pushes come through. */
export function useIsLive(): boolean {
  const { isLive, subscribe } = useContext(LivenessContext);
  return useSyncExternalStore(subscribe, isLive);
}
