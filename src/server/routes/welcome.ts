import { ROLES, type Role } from "../../domain/access/viewer.ts";
import { encodeGlobalId } from "../../platform/globalId.ts";
import type { DemoAuth, DemoClaims } from "../auth/demoAuth.ts";

/**
 * What demo mode prints when it listens: where everything is, a token per role, and a first query
 * to paste.
 */
export async function greet(deps: {
  readonly url: string;
  readonly demo: DemoAuth;
  /** Public id of a customer with points, and a store's code; null in an empty database. */
  readonly customerId: string | null;
  readonly store: string | null;
}): Promise<string> {
  const { url, demo, customerId: publicId, store } = deps;
  const roles = Object.keys(ROLES) as Role[];
  const tokens = new Map<Role, string>();
  for (const role of roles) {
    const claims = claimsOf(role, publicId, store);
    if (claims !== null) {
      tokens.set(role, await demo.sign(claims));
    }
  }
  const id = publicId === null ? null : encodeGlobalId("Customer", publicId);
  return [
    "",
    "Tributary is running in demo mode: this machine only, with tokens of its own.",
    "",
    `  Graph and query editor   ${url}/graphql`,
    `  Purchase events (NDJSON) ${url}/v1/events`,
    `  Health                   ${url}/healthz  ${url}/readyz`,
    "",
    "Tokens, valid for 12 hours:",
    ...[...tokens].flatMap(([role, token]) => ["", `  ${role}`, `  ${token}`]),
    "",
    "A first query:",
    "",
    `  ${firstQuery(url, tokens.get("agent") ?? "", id)}`,
    "",
    "Ctrl-C stops everything.",
    "",
  ].join("\n");
}

/** Null where the role needs something that this database does not have. */
function claimsOf(role: Role, publicId: string | null, store: string | null): DemoClaims | null {
  if (role === "storefront") {
    return publicId === null ? null : { role, customer_id: publicId };
  }
  // A till speaks for the tills: with the shop's source it could name the shop's orders.
  if (role === "till") {
    return store === null ? null : { role, store, sources: ["till"] };
  }
  return { role };
}

function firstQuery(url: string, token: string, id: string | null): string {
  const query =
    id === null
      ? "{ __typename }"
      : `{ customer(by: {id: \\"${id}\\"}) { name loyalty { tier { name } accounts { wallet active pending } next { tier { name } have need } } orders(first: 3) { nodes { placedAt status total { amount currencyCode } points { active } } } } }`;
  return [
    `curl -s ${url}/graphql`,
    "-H 'content-type: application/json'",
    `-H 'authorization: Bearer ${token}'`,
    `-d '{"query": "${query}"}'`,
  ].join(" \\\n    ");
}
