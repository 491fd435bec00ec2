import type { Tx } from "../../../db/connection/client.ts";
import { readSiblings } from "../../../db/queries/identity/records.ts";
import {
  closeCandidatesBetween,
  countValuesByKind,
  insertDistinct,
  insertSaid,
  reopenLinksBetween,
} from "../../../db/queries/identity/said.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import { type IdentityRules, kindRuleOf } from "../../domain/identity/rules/identityRules.ts";
import { isOverLimit } from "../../domain/identity/rules/kindLimits.ts";
import { readDistinctPairs } from "../distinctPairs.ts";

/** Two customers that somebody decides about, and the leaves of each. */
export interface Sides {
  readonly survivor: Side;
  readonly other: Side;
}

interface Side {
  readonly root: bigint;
  readonly leaves: readonly bigint[];
}

/** What stands against making two customers one, until a supervisor overrules it. */
export interface MergeConflict {
  readonly code: "SAID_DISTINCT" | "LIMIT_OF_CUSTOMER";
  /** Of a limit: the kind of identifier. */
  readonly kind: string | null;
  readonly message: string;
}

/** Both with their leaves as they are now; null when they are one, or somebody is gone. */
export async function readSides(tx: Tx, survivor: bigint, other: bigint): Promise<Sides | null> {
  const rows = await readSiblings(tx, [survivor, other]);
  const rootOf = new Map(rows.map((row) => [row.id, row.root_id]));
  const [one, two] = [rootOf.get(survivor), rootOf.get(other)];
  if (one === undefined || two === undefined || one === two) {
    return null;
  }
  const sideOf = (root: bigint): Side => ({
    root,
    leaves: rows.filter((row) => row.root_id === root).map(({ id }) => id),
  });
  return { survivor: sideOf(one), other: sideOf(two) };
}

/** Pairs of leaves across the two sides of which somebody said that they are never one. */
export async function distinctBetween(
  tx: Tx,
  { survivor, other }: Sides,
): Promise<readonly (readonly [bigint, bigint])[]> {
  const sides = new Map([
    ...survivor.leaves.map((leaf) => [leaf, "survivor"] as const),
    ...other.leaves.map((leaf) => [leaf, "other"] as const),
  ]);
  return (await readDistinctPairs(tx, [...sides.keys()])).flatMap(({ a, b }) =>
    sides.has(b) && sides.get(a) !== sides.get(b) ? [[a, b] as const] : [],
  );
}

/** Puts somebody's word on record that the two are one, in place of what was said against it. */
export async function sayOne(
  tx: Tx,
  sides: Sides,
  by: { readonly actor: string; readonly at: string; readonly reason: string },
): Promise<void> {
  const { survivor, other } = sides;
  const pairs = await distinctBetween(tx, sides);
  if (pairs.length > 0) {
    const rows = pairs.map(([a, b]) => ({
      ...{ kind: "UNDISTINCT" as const, survivor_id: a, absorbed_id: b },
      ...by,
    }));
    await insertDistinct(tx, rows);
    await reopenLinksBetween(tx, survivor.leaves, other.leaves);
  }
  const [a, b] =
    survivor.root < other.root ? [survivor.root, other.root] : [other.root, survivor.root];
  await insertSaid(tx, [{ a, b, evidence: { by: by.actor }, at: by.at }]);
  const to = { state: "MERGED", actor: by.actor, at: by.at } as const;
  await closeCandidatesBetween(tx, survivor.leaves, other.leaves, to);
}

/** All that stands against making them one. */
export async function conflictsOf(
  tx: Tx,
  { catalog }: Pick<CommandDeps, "catalog">,
  sides: Sides,
): Promise<readonly MergeConflict[]> {
  const distinct = await distinctBetween(tx, sides);
  return [
    ...(distinct.length === 0
      ? []
      : [
          {
            ...{ code: "SAID_DISTINCT" as const, kind: null },
            message: "Somebody has said that these are two people.",
          },
        ]),
    ...(await limitsAgainst(tx, catalog, [...sides.survivor.leaves, ...sides.other.leaves])),
  ];
}

/** Limits that these leaves break as one customer. */
export async function limitsAgainst(
  tx: Tx,
  catalog: CommandDeps["catalog"],
  leaves: readonly bigint[],
): Promise<readonly MergeConflict[]> {
  const counts = await countValuesByKind(tx, leaves);
  return counts.flatMap(({ kind, n }) => overLimit(catalog.installation.identity, kind, n));
}

function overLimit(rules: IdentityRules, kind: string, n: number): readonly MergeConflict[] {
  const { valuesPerCustomer: most } = kindRuleOf(rules, kind);
  return isOverLimit(rules, kind, n)
    ? [
        {
          ...{ code: "LIMIT_OF_CUSTOMER" as const, kind },
          message: `Together they have ${n} of kind ${kind}, more than the ${most} of set-up.`,
        },
      ]
    : [];
}
