import { deriveOrder } from "../../domain/order/deriveOrder.ts";
import { newsOf } from "../effects.ts";
import type { Cause } from "../points/context.ts";
import { postDecision } from "../points/post.ts";
import type { OrderWork } from "../state.ts";
import type { ApplyContext } from "./purchase.ts";
import { NOTHING, rootOf, settlesNothing } from "./settleOrder.ts";

/**
 * The younger order ends: its points are reversed where they were posted, its facts live on in the
 * older one.
 */
export function absorbOrder(
  context: ApplyContext,
  into: OrderWork,
  other: OrderWork,
  cause: Cause,
): void {
  into.identifierIds = union(into.identifierIds, other.identifierIds);
  into.refs = unionOfRefs(into.refs, other.refs);
  into.matchedIdentifierId ??= other.matchedIdentifierId;
  if (into.basis?.isPinned !== true) {
    into.basis = other.basis ?? into.basis;
  }
  if (other.leafId !== null) {
    const view = deriveOrder(other.facts);
    const ruleset = context.catalog.rulesetAt(view.placedAt);
    const customer = rootOf(context, other.leafId);
    postDecision(context, other, customer, NOTHING, ruleset, cause);
    newsOf(context.effects, customer, cause.recordedAt).orders.add(other.publicId);
  }
  other.absorbedInto = into.id;
  // The facts stay for the record; lists and matches leave absorbed orders out.
  settlesNothing(context, other, cause);
}

export function union(a: readonly bigint[], b: readonly bigint[]): readonly bigint[] {
  return a.length === 0 ? b : [...new Set([...a, ...b])];
}

type Ref = readonly [string, string, string, string];

export function unionOfRefs(a: readonly Ref[], b: readonly Ref[]): readonly Ref[] {
  const known = new Set(a.map((ref) => ref.join("\u0000")));
  const added = b.filter((ref) => !known.has(ref.join("\u0000")));
  return added.length === 0 ? a : [...a, ...added];
}
