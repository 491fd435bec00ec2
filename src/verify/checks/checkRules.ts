import type { Catalog } from "../../core/catalog.ts";
import { orderOf } from "../../core/decode.ts";
import { NOTHING } from "../../core/moves/settleOrder.ts";
import type { SettledOrder } from "../../core/state.ts";
import { deriveOrder } from "../../domain/order/deriveOrder.ts";
import { decidePoints } from "../../domain/points/decidePoints.ts";
import type { EarningBasis } from "../../domain/points/earningBasis.ts";
import { decodeBasis, encodeBasis } from "../../domain/tier/basisCodec.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import type { Findings } from "../findings.ts";
import { type Group, keptKey } from "../group.ts";
import { derivedColumns, storedColumns } from "../replay/orderColumns.ts";
import type { Replayed } from "../replay/replay.ts";

/**
 * I4 within a group: each order derived from its stored facts from scratch under the rules of the
 * day it was placed; each tier, and what follows the customer (core/followers.ts), as the fold of
 * the recorded facts has it.
 */
export function checkRules(
  group: Group,
  replayed: Replayed | null,
  catalog: Catalog,
  findings: Findings,
): void {
  findings.checked("I4", "orders", group.orders.length);
  findings.checked("I4", "customers", group.seed.roots.length);
  for (const row of group.orders) {
    const work = orderOf(row);
    if (work.facts.facts.size === 0) {
      continue;
    }
    const wasMember = settledAsMember(replayed?.workset.orders.get(row.id)?.settled ?? null);
    work.settled = fromScratch(
      work.facts,
      catalog,
      wasMember && row.leaf_id !== null,
      work.mark !== null,
      row.absorbed_into !== null,
      work.basis,
    );
    const derived = derivedColumns(work);
    for (const [column, stored] of Object.entries(storedColumns(row))) {
      findings.compare("I4", `order ${row.id}`, column, stored, derived[column]);
    }
    if (row.absorbed_into === null) {
      findings.compare(
        "I4",
        `order ${row.id}`,
        "ruleset_version",
        row.ruleset_version,
        work.settled.ruleset.version,
      );
    }
  }
  for (const customer of group.customers) {
    if (customer.id !== customer.root_id) {
      continue;
    }
    const id = `customer ${customer.id}`;
    const folded = replayed?.workset.customers.get(customer.id);
    if (folded !== undefined) {
      const { tier } = folded;
      findings.compare("I4", id, "tier", customer.tier, tier?.tier);
      findings.compare("I4", id, "tier_since", microsOf(customer.tier_since), tier?.since);
      findings.compare("I4", id, "tier_until", microsOf(customer.tier_until), tier?.until);
      const stored = encodeBasis(decodeBasis(customer.tier_basis));
      findings.compare("I4", id, "tier_basis", stored, encodeBasis(folded.basis));
      for (const one of replayed?.following ?? []) {
        const kept = group.kept.get(keptKey(one.code, customer.id));
        findings.compare("I4", id, one.code, kept, one.of(folded));
      }
    }
  }
}

/**
 * Whether the order's customer was a member when it was last settled: an enrolment credits only
 * what is recent enough (programme 2.4), so being one now does not tell.
 */
function settledAsMember(settled: SettledOrder | null): boolean {
  return (
    settled === null ||
    !settled.decision.lines.some(({ notEarningBecause }) => notEarningBecause === "NOT_A_MEMBER")
  );
}

function fromScratch(
  facts: Parameters<typeof deriveOrder>[0],
  catalog: Catalog,
  earns: boolean,
  isMarked: boolean,
  isAbsorbed: boolean,
  basis: EarningBasis | null,
): SettledOrder {
  const view = deriveOrder(facts);
  const ruleset = catalog.rulesetAt(view.placedAt);
  const outcome = decidePoints({ view, ruleset, earns, isMarked, basis });
  const decision = isAbsorbed || outcome.kind !== "DECIDED" ? NOTHING : outcome.decision;
  return { view, ruleset, decision };
}

function microsOf(text: string | null): number | null {
  return text === null ? null : instantFromPg(text);
}
