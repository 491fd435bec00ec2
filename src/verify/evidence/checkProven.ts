import type { Tx } from "../../../db/connection/client.ts";
import { type LinkEdgeRow, readLinkEdges } from "../../../db/queries/core/edges.ts";
import {
  type MergedRow,
  readMerged,
  readOverLimit,
} from "../../../db/queries/verify/verifyProven.ts";
import {
  type IdentityRules,
  kindRuleOf,
  VALUES_PER_CUSTOMER,
} from "../../domain/identity/rules/identityRules.ts";
import type { Findings } from "../findings.ts";

/** Customers of one page. */
const PAGE = 500;

/**
 * I11 of who is one: two who are each known by identifiers are one customer only where something
 * that they proved or somebody said makes them one, and what evidence has joined, or purchases have
 * given, keeps the limits of set-up. Links that are still to be decided are left out.
 *
 * A warning and no violation: set-up may have become stricter since, and decides anew only about
 * what is touched.
 */
export async function checkProven(
  tx: Tx,
  rules: IdentityRules,
  findings: Findings,
  progress: () => void,
): Promise<void> {
  const limits = rules.kinds.map(({ kind, valuesPerCustomer: most }) => ({ kind, most }));
  const over = await readOverLimit(tx, limits, VALUES_PER_CUSTOMER, PAGE);
  for (const { leaf, kind, n, most } of over) {
    const detail = `has ${n} identifiers of kind ${kind}, more than the ${most} of set-up`;
    findings.warned("I11", `leaf ${leaf}`, detail);
  }
  let checked = 0;
  for (let after = 0n; ; ) {
    const rows = await readMerged(tx, after, PAGE);
    const several = rows.filter(({ known }) => known.length > 1);
    const leaves = several.flatMap((row) => row.leaves);
    const edges = leaves.length === 0 ? [] : await readLinkEdges(tx, leaves);
    for (const row of several) {
      const own = new Set(row.leaves);
      checkOne(
        row,
        edges.filter(({ a, b }) => own.has(a) && own.has(b)),
        rules,
        findings,
      );
    }
    checked += rows.length;
    progress();
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) {
      break;
    }
    after = last.rootId;
  }
  findings.checked("I11", "merged customers", checked);
}

function checkOne(
  { rootId, known, kinds }: MergedRow,
  edges: readonly LinkEdgeRow[],
  rules: IdentityRules,
  findings: Findings,
): void {
  if (edges.some(({ refused }) => refused === "PENDING")) {
    return;
  }
  const [first, ...others] = known;
  const reached = reachedFrom(first as bigint, edges);
  const apart = others.find((leaf) => !reached.has(leaf));
  if (apart !== undefined) {
    const detail = `are both known by identifiers and one customer, which neither proof nor a person's word makes them; decide about them anew`;
    findings.warned("I11", `leaves ${first} and ${apart}`, detail);
  }
  if (edges.some(({ kind }) => kind === "SAID")) {
    return;
  }
  for (const { kind, n, of } of kinds) {
    const most = kindRuleOf(rules, kind).valuesPerCustomer;
    if (of > 1 && n > most) {
      const detail = `was joined to have ${n} identifiers of kind ${kind}, more than the ${most} of set-up`;
      findings.warned("I11", `customer ${rootId}`, detail);
    }
  }
}

/** Leaves that links which hold, and somebody's word, connect with one. */
function reachedFrom(leaf: bigint, edges: readonly LinkEdgeRow[]): ReadonlySet<bigint> {
  const reached = new Set([leaf]);
  for (let before = 0; before < reached.size; ) {
    before = reached.size;
    for (const { a, b, refused } of edges) {
      if (refused === null && (reached.has(a) || reached.has(b))) {
        reached.add(a).add(b);
      }
    }
  }
  return reached;
}
