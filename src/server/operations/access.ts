import type { GraphQLError } from "graphql";
import { hasScope } from "../../access/authorise.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { isAnonymous } from "../auth/viewer.ts";
import { askForToken, refusal } from "./refusal.ts";

/** Tells nothing of ours: the health check of GraphQL clients. */
const ALWAYS_OPEN = new Set(["__typename"]);
const INTROSPECTION = new Set(["__schema", "__type"]);
/** What a caller without a token may ask for, where introspection is on. */
export const OPEN_FIELDS: ReadonlySet<string> = ALWAYS_OPEN.union(INTROSPECTION);

/** Whether an operation is no more than a health check. */
export function isHealthCheck(rootFields: ReadonlySet<string>): boolean {
  return [...rootFields].every((name) => ALWAYS_OPEN.has(name));
}

/**
 * Nobody reads or changes anything without a token, nor the schema where that is closed. Null: go
 * on.
 */
export function refuseAccess(
  rootFields: ReadonlySet<string>,
  viewer: Viewer,
  isIntrospectionOpen: boolean,
): GraphQLError | null {
  const mayReadSchema = isIntrospectionOpen || hasScope(viewer, "schema:read");
  const isNobody = isAnonymous(viewer);
  for (const name of rootFields) {
    if (ALWAYS_OPEN.has(name)) {
      continue;
    }
    const may = INTROSPECTION.has(name) ? mayReadSchema : !isNobody;
    if (may) {
      continue;
    }
    return isNobody
      ? askForToken()
      : refusal("FORBIDDEN", "Reading the schema needs schema:read on this server.");
  }
  return null;
}
