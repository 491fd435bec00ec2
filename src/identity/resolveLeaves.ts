import type { Tx } from "../../db/connection/client.ts";
import { insertCandidates } from "../../db/queries/core/edges.ts";
import { readKnownLeaves } from "../../db/queries/identity/leaves.ts";
import * as queries from "../../db/queries/identity/records.ts";
import { IdBlocks } from "../../db/statements/idBlocks.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import type { TargetGroup } from "../core/moves/regroup.ts";
import { systemViewer } from "../domain/access/viewer.ts";
import type { MatchModel } from "../domain/identity/matching/model.ts";
import {
  COMPONENT_LEAVES_MAX,
  chanceOf,
  type LeafPair,
  partition,
} from "../domain/identity/matching/partition.ts";
import { SETTLED } from "../domain/identity/rules/links.ts";
import { readDistinctPairs } from "./distinctPairs.ts";
import { rankedRecord } from "./records/comparedRecord.ts";
import { scoreAmong } from "./records/scoring.ts";
import { type RegroupRequest, regroupCustomers } from "./regroupCustomers.ts";

const VIEWER = systemViewer("job:identity");

export interface Resolved {
  /** Customers who went under others, and who left. */
  readonly merged: number;
  readonly separated: number;
  /** Components that were too large to be decided. */
  readonly tooLarge: number;
}

/** On whose behalf, and what else the customers that change are to know of it. */
export interface ResolveOptions
  extends Partial<
    Pick<RegroupRequest, "viewer" | "act" | "reason" | "evidence" | "announce" | "check">
  > {
  /** A customer who is to go on when others go under them. */
  readonly root?: bigint;
}

/**
 * Decides anew who is who around these leaves: loads everything that evidence, decisions and
 * customers connect with them, works out the partition, and carries out the difference, in the
 * caller's transaction, which holds the lane (`takeLane`).
 *
 * Guarantee: what comes out is a function of the evidence and the model, not of who came first.
 */
export async function resolveLeaves(
  tx: Tx,
  deps: CommandDeps,
  leaves: readonly bigint[],
  model: MatchModel,
  options: ResolveOptions = {},
): Promise<Resolved> {
  const { root, ...asked } = options;
  const found = await decideAround(tx, leaves, model);
  const targets = found.decided
    .filter((groups) => !isSo(groups, found.rootOf))
    .flatMap((groups) => groups.map((group) => targetOf(group, root, found.known)));
  const done =
    targets.length === 0
      ? { merged: [], unmerged: [] }
      : await regroupCustomers(tx, deps, { viewer: VIEWER, act: null, ...asked, groups: targets });
  await keepCandidates(tx, deps, found.leaves, model);
  return {
    merged: done.merged.reduce((sum, { absorbed }) => sum + absorbed.length, 0),
    separated: done.unmerged.reduce((sum, { freed }) => sum + freed.length, 0),
    tooLarge: found.tooLarge,
  };
}

/** Who would be one around these leaves, by the evidence as it is; nothing is changed. */
export async function groupsAround(
  tx: Tx,
  leaves: readonly bigint[],
  model: MatchModel,
): Promise<readonly (readonly bigint[])[]> {
  return (await decideAround(tx, leaves, model)).decided.flat();
}

interface Decided {
  /** Of each component its groups. */
  readonly decided: readonly (readonly (readonly bigint[])[])[];
  readonly leaves: readonly bigint[];
  readonly rootOf: ReadonlyMap<bigint, bigint>;
  /** Leaves that somebody is found by. */
  readonly known: ReadonlySet<bigint>;
  readonly tooLarge: number;
}

async function decideAround(tx: Tx, begin: readonly bigint[], model: MatchModel): Promise<Decided> {
  const { components, rootOf } = await readComponents(tx, begin, model);
  const small = components.filter((one) => one.leaves.length <= COMPONENT_LEAVES_MAX);
  const leaves = small.flatMap((one) => one.leaves);
  const [rows, distinct, known] = await Promise.all([
    queries.readRecordsOf(tx, leaves),
    readDistinctPairs(tx, leaves),
    readKnownLeaves(tx, leaves),
  ]);
  const records = Map.groupBy(rows.map(rankedRecord), ({ leafId }) => leafId);
  const apart = new Set(distinct.flatMap(({ a, b }) => [a, b]));
  const decided = small.map((component) => {
    const own = new Set(component.leaves);
    const between = ({ a, b }: LeafPair) => own.has(a) && own.has(b);
    const ofLeaf = (leaf: bigint) => records.get(leaf) ?? [];
    return partition({
      leaves: component.leaves.map((id) => ({
        id,
        key: ofLeaf(id)
          .map(({ key }) => key)
          .sort()
          .join(" "),
        isKnown: known.has(id),
      })),
      scores: partsOf(component)
        .flatMap((part) => scoreAmong(part.flatMap(ofLeaf), model, apart))
        .filter(({ a, b }) => a.leafId !== b.leafId)
        .map(({ a, b, score, pairs }) => ({ ...score, a: a.leafId, b: b.leafId, pairs })),
      said: component.said,
      links: component.links,
      distinct: distinct.filter(between),
      thresholds: model.thresholds,
    }).groups;
  });
  return { decided, leaves, rootOf, known, tooLarge: components.length - small.length };
}

function targetOf(
  leaves: readonly bigint[],
  root: bigint | undefined,
  known: ReadonlySet<bigint>,
): TargetGroup {
  return root !== undefined && leaves.includes(root) ? { leaves, root } : { leaves, known };
}

/** Two leaves that belong together: by what, or as they are today. */
interface Join extends LeafPair {
  readonly by: queries.EdgeRow["kind"] | "ROOT";
}

interface Component {
  readonly leaves: bigint[];
  readonly links: LeafPair[];
  readonly said: LeafPair[];
  readonly joins: Join[];
}

/** What hangs together by evidence: that they are one today says nothing of two records. */
function partsOf({ leaves, joins }: Component): (readonly bigint[])[] {
  const evidence = joins.filter(({ by }) => by !== "ROOT");
  return componentsOf(leaves, evidence).map((part) => part.leaves);
}

/** What hangs together with these leaves, and whose they are. */
async function readComponents(
  tx: Tx,
  begin: readonly bigint[],
  { thresholds }: MatchModel,
): Promise<{ readonly components: readonly Component[]; readonly rootOf: Map<bigint, bigint> }> {
  const rootOf = new Map<bigint, bigint>();
  const joins: Join[] = [];
  let asked = [...new Set(begin)];
  let components: readonly Component[] = [];
  while (asked.length > 0) {
    const [siblings, own] = await Promise.all([
      queries.readSiblings(tx, asked),
      queries.readEdges(tx, asked, thresholds.merge),
    ]);
    const fresh = siblings.filter(({ id }) => !rootOf.has(id));
    for (const { id, root_id: root } of fresh) {
      rootOf.set(id, root);
      joins.push({ a: id, b: root, by: "ROOT" });
    }
    const before = new Set(asked);
    const beside = fresh.map(({ id }) => id).filter((id) => !before.has(id));
    const edges =
      beside.length === 0
        ? own
        : [...own, ...(await queries.readEdges(tx, beside, thresholds.merge))];
    joins.push(...edges.map(({ a, b, kind }) => ({ a, b, by: kind })));
    components = componentsOf([...rootOf.keys()], joins);
    const tooLarge = new Set(
      components.flatMap(({ leaves }) => (leaves.length > COMPONENT_LEAVES_MAX ? leaves : [])),
    );
    const further = edges.filter(({ a, b }) => !tooLarge.has(a) && !tooLarge.has(b));
    asked = [...new Set(further.flatMap(({ a, b }) => [a, b]))].filter((id) => !rootOf.has(id));
  }
  return { components, rootOf };
}

function componentsOf(leaves: readonly bigint[], joins: readonly Join[]): Component[] {
  const parent = new Map(leaves.map((leaf) => [leaf, leaf]));
  const find = (leaf: bigint): bigint => {
    let at = leaf;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) {
      at = up;
    }
    return at;
  };
  for (const { a, b } of joins) {
    if (parent.has(a) && parent.has(b)) {
      parent.set(find(a), find(b));
    }
  }
  const components = new Map<bigint, Component>();
  for (const leaf of leaves) {
    const root = find(leaf);
    const known = components.get(root) ?? { leaves: [], links: [], said: [], joins: [] };
    known.leaves.push(leaf);
    components.set(root, known);
  }
  for (const { a, b, by } of joins) {
    if (parent.has(a) && parent.has(b)) {
      const component = components.get(find(a));
      component?.joins.push({ a, b, by });
      if (by === "LINK") {
        component?.links.push({ a, b });
      } else if (by === "SAID") {
        component?.said.push({ a, b });
      }
    }
  }
  return [...components.values()];
}

/** Whether the leaves are grouped already as they are to be. */
function isSo(
  groups: readonly (readonly bigint[])[],
  rootOf: ReadonlyMap<bigint, bigint>,
): boolean {
  const seen = new Set<bigint>();
  return groups.every((group) => {
    const roots = new Set(group.map((leaf) => rootOf.get(leaf) as bigint));
    const [root] = roots;
    const isNew = root !== undefined && !seen.has(root);
    seen.add(root as bigint);
    return roots.size === 1 && isNew;
  });
}

/**
 * Whom somebody is to look at around these leaves: the likeliest pair between two customers each,
 * and whoever showed something together; nobody else any more. What a person decided stays.
 */
export async function keepCandidates(
  tx: Tx,
  deps: CommandDeps,
  leaves: readonly bigint[],
  { thresholds }: MatchModel,
): Promise<void> {
  const [found, open] = await Promise.all([
    queries.readEdges(tx, leaves, thresholds.review),
    leaves.length === 0 ? [] : queries.readOpenCandidates(tx, leaves, SETTLED),
  ]);
  const edges = found.filter(({ kind, conflict }) => kind === "SCORE" && !conflict);
  if (edges.length === 0 && open.length === 0) {
    return;
  }
  const around = [...new Set([...leaves, ...[...edges, ...open].flatMap(({ a, b }) => [a, b])])];
  const [siblings, distinct] = await Promise.all([
    around.length === 0 ? [] : queries.readSiblings(tx, around),
    readDistinctPairs(tx, around),
  ]);
  const rootOf = new Map(siblings.map(({ id, root_id: root }) => [id, root]));
  const best = new Map<string, queries.EdgeRow>();
  for (const edge of edges) {
    const [a, b] = [rootOf.get(edge.a), rootOf.get(edge.b)];
    if (a === undefined || b === undefined || a === b) {
      continue;
    }
    const pair = a < b ? `${a}/${b}` : `${b}/${a}`;
    const known = best.get(pair);
    if (known === undefined || (known.weight ?? 0) < (edge.weight ?? 0)) {
      best.set(pair, edge);
    }
  }
  const parted = new Set(distinct.map(({ a, b }) => `${a}/${b}`));
  const wanted = [...best.values()].filter(({ a, b }) => !parted.has(`${a}/${b}`));
  const names = new Set(wanted.map(({ a, b }) => `${a}/${b}`));
  const { over = [], shown = [] } = Object.groupBy(
    open
      .map((pair) => ({ ...pair, isOne: rootOf.get(pair.a) === rootOf.get(pair.b) }))
      .filter(({ a, b }) => !names.has(`${a}/${b}`)),
    ({ a, b, linked, isOne }) => (linked && !isOne && !parted.has(`${a}/${b}`) ? "shown" : "over"),
  );
  if (over.length > 0) {
    const closed = over.map(({ a, b, isOne }) => ({ a, b, state: isOne ? "MERGED" : "GONE" }));
    await queries.closeCandidates(tx, closed);
  }
  if (shown.length > 0) {
    await queries.forgetLikeness(
      tx,
      shown.map(({ a, b }) => ({ a, b })),
    );
  }
  if (wanted.length > 0) {
    const ids = new IdBlocks(tx);
    await ids.ensure(wanted.length);
    const rows = wanted.map(({ a, b, weight, evidence }) => ({
      ...{ id: ids.next(), public_id: deps.newPublicId(), a, b, evidence },
      score: String(chanceOf(weight ?? 0)),
    }));
    await insertCandidates(tx, rows);
  }
}
