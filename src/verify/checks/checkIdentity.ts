import type {
  PresentedWaitingRow,
  StoredIdentifierRow,
} from "../../../db/queries/verify/verifyRows.ts";
import { type FactJson, identifiersOfFact } from "../../domain/purchase/factCodec.ts";
import { leafOfSale } from "../../domain/purchase/holds.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import type { Findings } from "../findings.ts";
import type { Group } from "../group.ts";
import { rootsInTime } from "../replay/recordedFacts.ts";
import { SplitsOnRecord } from "../replay/splitsOnRecord.ts";

/**
 * I1 of who is who: every identifier came to its customer by an event that presented it or by a
 * command, and stands as commands have left it; a customer has seen of each source what its facts
 * tell.
 */
export function checkIdentity(group: Group, findings: Findings): void {
  const leaves = new Set(group.customers.map((row) => row.id));
  const presented = presentedIn(group);
  const acts = actsOn(group);
  const splits = new SplitsOnRecord(group.decisions);
  for (const row of group.identifiers.values()) {
    if (row.leaf_id === null || !leaves.has(row.leaf_id)) {
      continue;
    }
    const holders = splits.holdersOf(row.id, row.leaf_id);
    checkIdentifier(row, { presented: presented.get(row.id) ?? [], holders, acts }, findings);
  }
  const held = new Set(
    [...group.identifiers.values()].flatMap(({ id, kind, leaf_id: leaf }) =>
      leaf === null ? [] : splits.holdersOf(id, leaf).map((holder) => `${kind} ${holder}`),
    ),
  );
  const left = new Set(
    group.identifierActs
      .filter(({ action }) => action === "identifier.unlink")
      .map(({ leaf_id: leafId, details }) => `${details.kind} ${leafId}`),
  );
  for (const { action, leaf_id: leafId, details } of group.identifierActs) {
    if (action === "identifier.unlink") {
      continue;
    }
    for (const kind of [...(details.identifierKinds ?? []), details.kind ?? []].flat()) {
      if (held.has(`${kind} ${leafId}`) || left.has(`${kind} ${leafId}`)) {
        continue;
      }
      findings.violated(
        "I1",
        `customer ${leafId}`,
        `was given an identifier of kind ${kind} and has none`,
      );
    }
  }
  checkSeen(group, findings);
}

interface Presented {
  readonly sourceId: number;
  readonly leafId: bigint | null;
  readonly isVerified: boolean;
}

/** By identifier: the events that presented it, held ones that made its customer among them. */
function presentedIn(group: Group): ReadonlyMap<bigint, Presented[]> {
  const presented = new Map<bigint, Presented[]>();
  for (const { source_id: sourceId, leaf_id: leafId, fact } of group.events) {
    for (const { id, verified } of identifiersOfFact(fact as FactJson | null)) {
      const known = presented.get(id);
      const one = { sourceId, leafId, isVerified: verified };
      if (known === undefined) {
        presented.set(id, [one]);
      } else {
        known.push(one);
      }
    }
  }
  for (const row of group.presentedWaiting) {
    const known = presented.get(row.identifier_id) ?? [];
    const one = { sourceId: row.source_id, isVerified: row.verified };
    const more = leavesOfWaiting(row, group).map((leafId) => ({ ...one, leafId }));
    presented.set(row.identifier_id, [...known, ...more]);
  }
  return presented;
}

/** Whose it was while it waited; of one that was held before that was kept, as far as is known. */
function leavesOfWaiting(
  row: PresentedWaitingRow,
  { identifiers }: Group,
): readonly (bigint | null)[] {
  const { waited_as: waitedAs, wait_key: key, identifier_id: id } = row;
  if (waitedAs !== null) {
    return waitedAs.map(BigInt);
  }
  const ofSale = key === null ? null : leafOfSale(key);
  return [ofSale ?? identifiers.get(String(id))?.leaf_id ?? null];
}

/** What commands did to identifiers, as `kind leaf` and `action id`; acts come in their order. */
function actsOn(group: Group): ReadonlySet<string> {
  const acts = new Set<string>();
  for (const { action, leaf_id: leafId, details } of group.identifierActs) {
    for (const kind of details.identifierKinds ?? []) {
      acts.add(`${kind} ${leafId}`);
    }
    if (details.identifierId === undefined) {
      continue;
    }
    acts.add(`${action} ${details.identifierId}`);
    if (action === "identifier.unlink") {
      // Whoever has it since was given it anew.
      acts.delete(`identifier.replace ${details.identifierId}`);
    }
    if (action === "identifier.replace" || action === "identifier.link") {
      acts.add(`${details.kind} ${leafId}`);
    }
  }
  return acts;
}

function checkIdentifier(
  row: StoredIdentifierRow,
  {
    presented,
    holders,
    acts,
  }: {
    readonly presented: readonly Presented[];
    /** Who has it, and had it before a split. */
    readonly holders: readonly bigint[];
    readonly acts: ReadonlySet<string>;
  },
  findings: Findings,
): void {
  const id = `identifier ${row.id}`;
  const isGiven = holders.some((leaf) => acts.has(`${row.kind} ${leaf}`));
  const own = presented.filter(({ leafId }) => leafId !== null && holders.includes(leafId));
  const isPresented = own.some(({ sourceId }) => sourceId === row.source_id);
  if (!isGiven && !isPresented) {
    const source = row.source_id === null ? "a command" : `source ${row.source_id}`;
    findings.violated(
      "I1",
      id,
      `is customer ${row.leaf_id}'s by ${source}, which no event and no command tells`,
    );
  }
  if (row.verified && !isGiven && !presented.some(({ isVerified }) => isVerified)) {
    findings.violated("I1", id, "is verified, which no event and no command told");
  }
  const status = acts.has(`identifier.block ${row.id}`)
    ? "BLOCKED"
    : acts.has(`identifier.replace ${row.id}`)
      ? "REPLACED"
      : "ACTIVE";
  findings.compare("I1", id, "status", row.status, status);
}

function checkSeen(group: Group, findings: Findings): void {
  const roots = rootsInTime(group);
  const known = new Set(group.customers.map((row) => row.id));
  const seen = new Map<bigint, Map<string, string>>();
  const see = (
    leafId: bigint | null,
    sourceId: number,
    occurredAt: string | null,
    recordedAt: string,
  ): void => {
    if (leafId === null || !known.has(leafId) || occurredAt === null) {
      return;
    }
    const root = roots.at(leafId, instantFromPg(recordedAt));
    const own = seen.get(root) ?? new Map<string, string>();
    seen.set(root, own);
    const at = formatInstant(instantFromPg(occurredAt));
    const before = own.get(String(sourceId));
    if (before === undefined || before < at) {
      own.set(String(sourceId), at);
    }
  };
  for (const row of group.events) {
    see(row.leaf_id, row.source_id, row.occurred_at, row.recorded_at);
  }
  for (const row of group.interactions) {
    see(row.leaf_id, row.source_id, row.occurred_at, row.recorded_at);
  }
  for (const row of group.customers) {
    const expected = [...(seen.get(row.id) ?? [])].sort();
    const stored = Object.entries(row.seen_by).sort();
    findings.compare("I1", `customer ${row.id}`, "seen_by", stored, expected);
  }
}
