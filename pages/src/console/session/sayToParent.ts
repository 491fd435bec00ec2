import type { ToParent } from "./embedMessages.ts";

/** Says something to the page around, if it is one of the origins that may have ours. */
export function sayToParent(message: ToParent, origins: readonly string[]): void {
  if (window.parent === window) {
    return;
  }
  // Where the browser says who is around, nobody else is addressed: each one is told to the log.
  const around = (location.ancestorOrigins as DOMStringList | undefined)?.item(0) ?? null;
  for (const origin of origins) {
    if (around === null || around === origin) {
      window.parent.postMessage(message, origin);
    }
  }
}
