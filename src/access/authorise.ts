import type { Scope, Viewer } from "../domain/access/viewer.ts";
import { AppError } from "../errors.ts";

/**
 * Lets the viewer pass, or refuses. First line of every command and root resolver; loaders check
 * again on what they found.
 *
 * @throws AppError UNAUTHENTICATED for a viewer without any scope (nobody signed in), FORBIDDEN
 *   otherwise; the message names the scopes that would do
 */
export function requireScope(viewer: Viewer, ...anyOf: readonly Scope[]): void {
  if (hasScope(viewer, ...anyOf)) {
    return;
  }
  if (viewer.scopes.size === 0) {
    throw new AppError("UNAUTHENTICATED", "Send a token: Authorization: Bearer <token>.");
  }
  throw new AppError(
    "FORBIDDEN",
    `This needs ${anyOf.join(" or ")}, which your role does not have.`,
    {
      details: { scopes: anyOf },
    },
  );
}

/** Whether the viewer has at least one of the scopes. */
export function hasScope(viewer: Viewer, ...anyOf: readonly Scope[]): boolean {
  return anyOf.some((scope) => viewer.scopes.has(scope));
}

/**
 * Backfill writes history without approvals and holds, so it is for those who run the installation.
 *
 * @throws AppError FORBIDDEN, UNAUTHENTICATED
 */
export function requireBackfill(viewer: Viewer): void {
  requireScope(viewer, "purchase:write");
  if (viewer.role !== "admin") {
    throw new AppError("FORBIDDEN", "Backfill needs the role admin; leave ?mode=backfill out.");
  }
}
