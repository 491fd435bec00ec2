import { ROLES, type Role } from "../../domain/access/viewer.ts";
import type { DemoAuth, DemoClaims } from "./demoAuth.ts";

/** Whom the tokens of demo mode are of; null in an empty database. */
export interface DemoPeople {
  /** Public id of a customer with points: the storefront's. */
  readonly customerId: string | null;
  /** Code of the till's store. */
  readonly store: string | null;
}

export const DEMO_ROLES = Object.keys(ROLES) as readonly Role[];

/** A token for each role that has somebody to speak for. */
export async function signDemoTokens(
  demo: DemoAuth,
  people: DemoPeople,
): Promise<Readonly<Partial<Record<Role, string>>>> {
  const tokens: Partial<Record<Role, string>> = {};
  for (const role of DEMO_ROLES) {
    const claims = demoClaimsOf(role, people);
    if (claims !== null) {
      tokens[role] = await demo.sign(claims);
    }
  }
  return tokens;
}

/** Null where the role needs something that there is not. */
export function demoClaimsOf(role: Role, { customerId, store }: DemoPeople): DemoClaims | null {
  if (role === "storefront") {
    return customerId === null ? null : { role, customer_id: customerId };
  }
  // A till speaks for the tills: with the shop's source it could name the shop's orders.
  if (role === "till") {
    return store === null ? null : { role, store, sources: ["till"] };
  }
  return { role };
}
