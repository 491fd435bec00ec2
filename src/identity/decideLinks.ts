import type { Tx } from "../../db/connection/client.ts";
import * as edges from "../../db/queries/core/edges.ts";
import { IdBlocks } from "../../db/statements/idBlocks.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { blockIdentifier } from "../customers/blockIdentifier.ts";
import { systemViewer } from "../domain/access/viewer.ts";
import { type LinkInput, type Links, linksOf } from "../domain/identity/rules/links.ts";
import { counterIn, type Job, type JobTools } from "../platform/jobs.ts";
import { transact } from "../platform/transact.ts";
import { findAlike, KEYED_MAX } from "./findAlike.ts";

const VIEWER = systemViewer("job:links");

/** Undecided edges of one run; the next run takes more. */
const EDGES_MAX = 200;
const LINKS_MS = 2_000;

/** How likely two are one, for the order in which they are looked at. */
const SCORE_PROVEN = 0.95;
const SCORE_SHOWN = 0.5;

export interface DecidedLinks {
  readonly edges: number;
  /** Values that were found to connect too many, and connect nobody from now on. */
  readonly found: number;
}

/**
 * Decides the edges that purchases have left since: which hold, and why the others do not
 * (contract 1.4). Everything that connects their leaves is decided with them, by all of its
 * evidence. Customers who may be one are put up for somebody to look at; a value that connects too
 * many is blocked, and each customer who has it told.
 */
export async function decideLinks(deps: CommandDeps): Promise<DecidedLinks> {
  const decided = await transact(deps.sql, async (tx) => {
    const pending = await edges.takePendingEdges(tx, EDGES_MAX);
    const component = await readComponent(
      tx,
      pending.flatMap(({ a, b }) => [a, b]),
    );
    const links = decide(deps, component);
    const idOf = new Map(component.identifiers.map((row) => [row.id, row]));
    const values = links.found.flatMap((id) => idOf.get(id) ?? []);
    for (const value of values) {
      await edges.blockFound(tx, value);
    }
    await writeDecided(tx, deps, links);
    return pending.length;
  });
  // Of a run that was cut off, too.
  const found = await edges.findUnblocked(deps.sql);
  for (const identifier of found) {
    await blockIdentifier(deps, { viewer: VIEWER, identifier, reason: "CONNECTS_TOO_MANY" });
  }
  return { edges: decided, found: found.length };
}

interface Component {
  readonly edges: readonly edges.LinkEdgeRow[];
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
      found.set(`${row.a}/${row.b}/${row.via}`, row);
      leaves.add(row.a).add(row.b);
    }
    asked = [...leaves].filter((leaf) => !before.has(leaf));
  }
  const all = [...leaves];
  const identifiers = await edges.readLeafIdentifiers(tx, all);
  const said = new Map<string, { a: bigint; b: bigint; distinct: boolean }>();
  for (const { kind, survivor_id: one, absorbed_id: other } of await edges.readDistinct(tx, all)) {
    const [a, b] = one < other ? [one, other] : [other, one];
    said.set(`${a}/${b}`, { a, b, distinct: kind === "DISTINCT" });
  }
  const distinct = [...said.values()].filter((pair) => pair.distinct);
  return { edges: [...found.values()], identifiers, distinct, leaves: all };
}

function decide({ catalog }: CommandDeps, component: Component): Links {
  const ofLeaf = Map.groupBy(component.identifiers, (row) => row.leaf_id);
  return linksOf({
    leaves: component.leaves.map((id) => ({ id, identifiers: ofLeaf.get(id) ?? [] })),
    shown: component.edges.map(({ a, b, via, evidence }) => ({
      ...{ a, b, via: BigInt(via) },
      proven: (evidence as edges.EdgeEvidence).proven,
      alike: "alike" in (evidence as edges.EdgeEvidence),
    })),
    ...{ rules: catalog.installation.identity, distinct: component.distinct },
    blocked: new Set(component.identifiers.filter((row) => row.found).map(({ id }) => id)),
  });
}

/** Reasons for which nobody has to look at a pair. */
const SETTLED: ReadonlySet<string> = new Set(["BLOCKED_VALUE", "LIMIT_OF_VALUE", "DISTINCT"]);

async function writeDecided(tx: Tx, deps: CommandDeps, { links, refused }: Links): Promise<void> {
  const decided = [
    ...links.map((link) => ({ ...link, refused: null, score: SCORE_PROVEN })),
    ...refused.map((link) => ({ ...link, refused: link.reason, score: SCORE_SHOWN })),
  ];
  const rows = decided.map((one) => ({ ...one, via: String(one.via) }));
  if (rows.length === 0) {
    return;
  }
  await edges.decideEdges(tx, rows);
  const pairs = Map.groupBy(
    rows.filter((row) => row.refused === null || !SETTLED.has(row.refused)),
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
            score: String(Math.max(...all.map(({ score }) => score))),
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
      const { edges: decided, found } = await decideLinks(deps);
      if (found > 0) {
        blocked.inc(found);
        onNews();
      }
      return decided === EDGES_MAX || keyed === KEYED_MAX ? 0 : LINKS_MS;
    },
  };
}
