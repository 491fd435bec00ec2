import type { Viewer } from "../../domain/access/viewer.ts";

/** Nobody signed in: no scope, so every check refuses. */
export const ANONYMOUS: Viewer = Object.freeze({
  principal: "anonymous",
  role: "storefront",
  scopes: new Set<never>(),
  customerId: null,
  store: null,
  sources: [],
} satisfies Viewer);

export function isAnonymous(viewer: Viewer): boolean {
  return viewer.scopes.size === 0;
}
