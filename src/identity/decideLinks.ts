import type { Tx } from "../../db/connection/client.ts";
import { readRootsOf } from "../../db/queries/core/decisions.ts";
import * as edges from "../../db/queries/core/edges.ts";
import { lockCustomers } from "../../db/queries/core/takeKeys.ts";
import { takeLane } from "../../db/queries/identity/records.ts";
import { IdBlocks } from "../../db/statements/idBlocks.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { blockIdentifier } from "../customers/blockIdentifier.ts";
import { systemViewer } from "../domain/access/viewer.ts";
import {
  type LinkInput,
  type Links,
  linksOf,
  SETTLED,
  type Shown,
} from "../domain/identity/rules/links.ts";
import { counterIn, type Job, type JobTools } from "../platform/jobs.ts";
import { transact } from "../platform/transact.ts";
import { readDistinctPairs } from "./distinctPairs.ts";
import { findAlike, KEYED_MAX } from "./findAlike.ts";
import { activeModel } from "./records/resolveRecords.ts";
import { resolveLeaves } from "./resolveLeaves.ts";

const VIEWER = systemViewer("job:links");

/** Undecided edges of one run; the next run takes more. */
const EDGES_MAX = 200;
const LINKS_MS = 2_000;

export interface DecidedLinks {
  readonly edges: number;
  /** Customers who went under others, and who left. */
  readonly merged: number;
  readonly separated: number;
  /** Values that were found to connect too many, and connect nobody from now on. */
  readonly found: number;
}

/**
 * Decides the edges that purchases have left since: which hold, and why the others do not
 * (contract 1.4). Everything that connects their leaves is decided with them, by all of its
 * evidence: customers whom a link makes one become one, and part again when it is taken. Customers
 * who may be one are put up for somebody to look at; a value that connects too many is blocked, and
 * each customer who has it told.
 *
 * Locks: the lane of identity, then the customers, then the edges between them.
 */
export async function decideLinks(deps: CommandDeps): Promise<DecidedLinks> {
  const decided = await transact(deps.sql, async (tx) => {
    await takeLane(tx);
    const pending = await edges.readPendingEdges(tx, EDGES_MAX);
    if (pending.length === 0) {
      return { edges: 0, merged: 0, separated: 0 };
    }
    const begin = pending.flatMap(({ a, b }) => [a, b]);
    const before = await readComponent(tx, begin);
    // Purchases write edges under their customers' locks: what is read after these stays so.
    const roots = new Set((await readRootsOf(tx, before.leaves)).map((row) => row.root_id));
    await lockCustomers(tx, [...roots], false);
    const component = await readComponent(tx, begin);
    const links = decide(deps, component);
    const idOf = new Map(component.identifiers.map((row) => [row.id, row]));
    const values = links.found.flatMap((id) => idOf.get(id) ?? []);
    for (const value of values) {
      await edges.blockFound(tx, value);
    }
    await edges.deleteEdgesOfNobody(tx, component.leaves);
    await writeDecided(tx, deps, component, links);
    const model = await activeModel(tx);
    const done = await resolveLeaves(tx, deps, component.leaves, model, { viewer: VIEWER });
    return { edges: pending.length, merged: done.merged, separated: done.separated };
  });
  // Of a run that was cut off, too.
  const found = await edges.findUnblocked(deps.sql);
  for (const identifier of found) {
    await blockIdentifier(deps, { viewer: VIEWER, identifier, reason: "CONNECTS_TOO_MANY" });
  }
  return { ...decided, found: found.length };
}

interface Component {
  readonly edges: readonly edges.LinkEdgeRow[];
  readonly said: LinkInput["said"];
  readonly identifiers: readonly edges.LeafIdentifierRow[];
  readonly distinct: LinkInput["distinct"];
  readonly leaves: readonly bigint[];
}

/** Everything that chains of shared identifiers connect with these leaves. */
async function readComponent(tx: Tx, begin: readonly bigint[]): Promise<Component> {
  const leaves = new Set(begin);
  const found = new Map<string, edges.LinkEdgeRow>();
  for (let asked = [...leaves]; asked.length > 0; ) {
    const before = new Set(leaves);
    for (const row of await edges.readLinkEdges(tx, asked)) {
      found.set(`${row.a}/${row.b}/${row.kind}/${row.via}`, row);
      leaves.add(row.a).add(row.b);
    }
    asked = [...leaves].filter((leaf) => !before.has(leaf));
  }
  const all = [...leaves];
  const identifiers = await edges.readLeafIdentifiers(tx, all);
  const distinct = await readDistinctPairs(tx, all);
  const ofKind = (kind: string) => [...found.values()].filter((row) => row.kind === kind);
  return { edges: ofKind("LINK"), said: ofKind("SAID"), identifiers, distinct, leaves: all };
}

function decide({ catalog }: CommandDeps, component: Component): Links {
  const ofLeaf = Map.groupBy(component.identifiers, (row) => row.leaf_id);
  return linksOf({
    leaves: component.leaves.map((id) => ({ id, identifiers: ofLeaf.get(id) ?? [] })),
    shown: component.edges.map(({ a, b, via, evidence }) => shownOf(a, b, via, evidence)),
    ...{ rules: catalog.installation.identity, said: component.said },
    distinct: component.distinct,
    blocked: new Set(component.identifiers.filter((row) => row.found).map(({ id }) => id)),
  });
}

function shownOf(a: bigint, b: bigint, via: string, evidence: object): Shown {
  const said = evidence as edges.EdgeEvidence;
  const shown = { a, b, via: BigInt(via), proven: said.proven, alike: "alike" in said };
  return "record" in said && said.record !== undefined
    ? { ...shown, recordOf: said.source }
    : shown;
}

async function writeDecided(
  tx: Tx,
  deps: CommandDeps,
  component: Component,
  { links, refused }: Links,
): Promise<void> {
  const decided = [
    ...links.map((link) => ({ ...link, refused: null })),
    ...refused.map((link) => ({ ...link, refused: link.reason })),
  ];
  const seen = new Map(component.edges.map((row) => [`${row.a}/${row.b}/${row.via}`, row]));
  const rows = decided.map((one) => {
    const via = String(one.via);
    const evidence = seen.get(`${one.a}/${one.b}/${via}`)?.evidence ?? {};
    return { ...one, via, evidence };
  });
  if (rows.length === 0) {
    return;
  }
  await edges.decideEdges(tx, rows);
  const pairs = Map.groupBy(
    rows.filter((row) => row.refused !== null && !SETTLED.has(row.refused)),
    ({ a, b }) => `${a}/${b}`,
  );
  const ids = new IdBlocks(tx);
  await ids.ensure(pairs.size);
  const candidates = [...pairs.values()].flatMap((all) => {
    const [first] = all;
    return first === undefined
      ? []
      : [
          {
            ...{ id: ids.next(), public_id: deps.newPublicId(), a: first.a, b: first.b },
            score: String(edges.SHOWN_SCORE),
            evidence: { links: all.map(({ via, refused: reason }) => ({ via, reason })) },
          },
        ];
  });
  if (candidates.length > 0) {
    await edges.insertCandidates(tx, candidates);
  }
}

export function linksJob(deps: CommandDeps, { registry, onNews }: JobTools): Job {
  const blocked = counterIn(registry, {
    name: "tributary_identity_values_blocked_total",
    help: "Identifier values that were found to connect more customers than their kind's limit, and blocked. Look at blocked_value: a store's own telephone belongs into identity.blocked of set-up; raise customersPerValue where people do share so many.",
  });
  return {
    name: "links",
    work: async () => {
      const keyed = await findAlike(deps);
      const { edges: decided, found, merged, separated } = await decideLinks(deps);
      blocked.inc(found);
      if (found + merged + separated > 0) {
        onNews();
      }
      return decided === EDGES_MAX || keyed === KEYED_MAX ? 0 : LINKS_MS;
    },
  };
}
