import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import { joinedAtOf } from "../domain/tier/memberRules.ts";
import type { Instant } from "../domain/time/instant.ts";
import { type CustomerWork, type MembershipWork, membershipKey, type Workset } from "./state.ts";

type Leaves = Pick<CustomerWork, "leaves">;

/** Whether any of the customer's memberships is in force. */
export function isMember(workset: Workset, customer: Leaves, ruleset: Ruleset): boolean {
  return membershipsOf(workset, customer, ruleset).some(({ status }) => status === "ENROLLED");
}

/** Since when the customer belongs to the programme; null for who never joined. */
export function joinedAt(workset: Workset, customer: Leaves, ruleset: Ruleset): Instant | null {
  return joinedAtOf(membershipsOf(workset, customer, ruleset));
}

function membershipsOf(
  { memberships }: Workset,
  { leaves }: Leaves,
  { programme }: Ruleset,
): MembershipWork[] {
  return leaves.flatMap((leaf) => memberships.get(membershipKey(leaf, programme.code)) ?? []);
}
