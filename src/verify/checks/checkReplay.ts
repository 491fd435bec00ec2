import type { NewDecisionRow } from "../../../db/queries/core/decisions.ts";
import { encodeFacts, encodePosted, type PostedJson } from "../../core/orderCodec.ts";
import { decodeCounts, encodeCounts } from "../../domain/points/earningBasis.ts";
import { canonical } from "../../domain/setup/planSetup.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { instantFromPg, parseInstant } from "../../domain/time/parseInstant.ts";
import type { Findings } from "../findings.ts";
import type { Group } from "../group.ts";
import { nameOf } from "../loadEach.ts";
import {
  canonicalFacts,
  canonicalPosted,
  derivedColumns,
  storedColumns,
} from "../replay/orderColumns.ts";
import type { Replayed } from "../replay/replay.ts";
import { compareLedger } from "./checkEntries.ts";

/**
 * I7b within a group: orders, sums, balances, windows and tier changes of the replay against the
 * stored ones.
 */
export function checkReplay(group: Group, replayed: Replayed, findings: Findings): void {
  findings.checked("I7b", "facts", group.events.length);
  findings.checked("I7b", "customers", group.seed.roots.length);
  findings.checked("I7b", "grants", group.grants.length);
  for (const { about, detail } of replayed.problems) {
    findings.violated("I7b", about, detail);
  }
  compareOrders(group, replayed, findings);
  compareAccounts(group, replayed, findings);
  compareLedger(group, replayed, findings);
  compareCustomers(group, replayed, findings);
  compareUnlinked(group, replayed, findings);
  compareDecisions(group, replayed, findings);
}

function compareOrders(group: Group, { workset }: Replayed, findings: Findings): void {
  for (const row of group.orders) {
    const id = `order ${row.id}`;
    const order = workset.orders.get(row.id);
    if (order === undefined) {
      findings.violated("I7b", id, "does not come out of the recorded facts");
      continue;
    }
    findings.compare("I7b", id, "customer", row.leaf_id, order.leafId);
    findings.compare("I7b", id, "absorbed_into", row.absorbed_into, order.absorbedInto);
    findings.compare(
      "I7b",
      id,
      "facts",
      canonicalFacts(row.facts),
      canonicalFacts(encodeFacts(order.facts)),
    );
    findings.compare(
      "I7b",
      id,
      "posted",
      canonicalPosted(row.posted as PostedJson),
      canonicalPosted(encodePosted(order.posted)),
    );
    const derived = derivedColumns(order);
    for (const [column, stored] of Object.entries(storedColumns(row))) {
      findings.compare("I7b", id, column, stored, derived[column]);
    }
    findings.compare("I7b", id, "refs", sorted(row.refs), sorted(order.refs));
    const [stored, played] = [row.identifier_ids, order.identifierIds];
    findings.compare("I7b", id, "identifier_ids", sorted(stored), sorted(played));
    findings.compare("I7b", id, "source_id", row.source_id, order.sourceId);
    const opener = [row.opened_by_event_id, order.openedByEventId] as const;
    findings.compare("I7b", id, "opened_by_event_id", ...opener);
    const recordedAt = instantFromPg(row.recorded_at);
    findings.compare("I7b", id, "recorded_at", recordedAt, order.recordedAt);
    if (order.settled !== null) {
      const { version } = order.settled.ruleset;
      findings.compare("I7b", id, "ruleset_version", row.ruleset_version, version);
    }
  }
}

function sorted(values: readonly unknown[]): string[] {
  return values.map(String).sort();
}

function compareAccounts(group: Group, { workset }: Replayed, findings: Findings): void {
  const stored = new Map(
    group.accounts.map((row) => [
      `customer ${row.leaf_id} wallet ${row.programme}/${row.wallet}`,
      storedAccount(row),
    ]),
  );
  const played = new Map<string, ReturnType<typeof storedAccount>>(
    [...workset.customers.values()].flatMap(({ accounts }) =>
      [...accounts.values()].map(
        (account) =>
          [
            `customer ${account.leafId} wallet ${account.programme}/${account.wallet}`,
            {
              active: account.active,
              pending: account.pending,
              maturing: account.maturing,
              nextLotAt: account.nextLotAt,
              rollsUntil: account.rollsUntil,
              drawn: account.drawn,
              orders: account.orders,
              counts: encodeCounts(account.counts),
              window: [...account.buckets],
            },
          ] as const,
      ),
    ),
  );
  for (const id of new Set([...stored.keys(), ...played.keys()])) {
    findings.compare("I7b", id, "account", stored.get(id), played.get(id));
  }

  function storedAccount(row: Group["accounts"][number]) {
    return {
      active: row.active,
      pending: row.pending,
      maturing: row.maturing,
      nextLotAt: optionalInstant(row.next_lot_at),
      rollsUntil: optionalInstant(row.rolls_until),
      drawn: row.drawn,
      orders: row.orders,
      counts: encodeCounts(decodeCounts(row.counts)),
      window: row.bucket_days.map((day, at) => [day, row.bucket_minor[at]] as [string, bigint]),
    };
  }
}

function optionalInstant(pgText: string | null): Instant | null {
  return pgText === null ? null : instantFromPg(pgText);
}

function compareCustomers(group: Group, replayed: Replayed, findings: Findings): void {
  const { workset, effects } = replayed;
  for (const row of group.customers) {
    const id = `customer ${row.id}`;
    const played = workset.customers.get(row.id) ?? workset.absorbed.get(row.id);
    const root = workset.roots.get(row.id);
    if (root !== undefined) {
      findings.compare("I7b", id, "root_id", row.root_id, root);
    }
    if (played !== undefined) {
      findings.compare(
        "I7b",
        id,
        "evaluated_at",
        instantFromPg(row.evaluated_at),
        played.evaluatedAt,
      );
      findings.compare("I7b", id, "recorded_at", instantFromPg(row.recorded_at), played.recordedAt);
      const version = row.ruleset_version;
      findings.compare("I7b", id, "ruleset_version", version, played.rulesetVersion);
    }
    const own = replayed.told.filter(({ rootId }) => rootId === row.id);
    const createdAt = instantFromPg(row.created_at);
    // An event that waits makes its customer before anything else is on record of them.
    const isLate = own.some(({ recordedAt }) => recordedAt < createdAt);
    if (isLate && !own.some(({ recordedAt }) => recordedAt === createdAt)) {
      findings.violated("I7b", id, `created_at is ${row.created_at}, when nothing was recorded`);
    }
    const stored = group.tierChanges
      .filter((change) => change.root_id === row.id)
      .map((change) =>
        changeOf({ ...change, at: text(change.at), recorded_at: text(change.recorded_at) }),
      );
    const expected = effects.tierChanges
      .filter((change) => change.root_id === row.id)
      .map(changeOf);
    findings.compare("I7b", id, "tier changes", stored, expected);
  }
  compareMemberships(group, replayed, findings);
}

/** What was decided about who is who, with what an undo begins with. */
function compareDecisions(group: Group, { effects }: Replayed, findings: Findings): void {
  const stored = group.decisions.map((row) =>
    decisionShown({ ...row, at: text(row.at), leaves: row.leaves ?? null }),
  );
  const played = effects.decisions.map((row) => decisionShown(row));
  findings.checked("I7b", "decisions", stored.length);
  const id = nameOf(group.seed);
  findings.compare("I7b", id, "decisions on who is who", stored.sort(), played.sort());
}

function decisionShown(row: NewDecisionRow): string {
  const { at, kind, survivor_id: survivor, absorbed_id: absorbed, leaves, standings } = row;
  const moved = leaves === null ? "" : leaves.map(String).sort().join("+");
  // Of all others it says why, which nobody plays.
  const went = kind === "SPLIT" ? canonical(row.evidence) : (row.revokes ?? "");
  return `${at} ${kind} ${survivor} ${absorbed} ${moved} ${canonical(standings)} ${went}`;
}

/**
 * Those that events made, with what the event said; of those that commands made, that they are
 * there.
 */
function compareMemberships(
  group: Group,
  { workset, effects }: Replayed,
  findings: Findings,
): void {
  const byEvent = new Map(
    effects.memberships.map((row) => [`${row.leaf_id}/${row.programme}`, row]),
  );
  for (const row of group.memberships) {
    const key = `${row.leaf_id}/${row.programme}`;
    const id = `membership of customer ${row.leaf_id}`;
    const played = workset.memberships.get(key);
    if (played === undefined) {
      findings.violated("I7b", id, "comes out of no recorded fact");
      continue;
    }
    const at = instantFromPg(row.enrolled_at);
    findings.compare("I7b", id, "enrolled_at", at, played.enrolledAt);
    findings.compare("I7b", id, "status", row.status, played.status);
    const made = byEvent.get(key);
    byEvent.delete(key);
    if (made === undefined) {
      continue;
    }
    findings.compare("I7b", id, "terms_version", row.terms_version, made.terms_version);
    findings.compare("I7b", id, "channel", row.channel, made.channel);
    findings.compare("I7b", id, "store", row.store, made.store);
    // Older ones do not say which event it was.
    if (row.event_id !== null) {
      findings.compare("I7b", id, "event_id", row.event_id, made.event_id);
    }
  }
  for (const key of byEvent.keys()) {
    findings.violated("I7b", `membership of customer ${key.split("/")[0]}`, "is missing");
  }
}

/** As effects have their instants. */
function text(pgText: string): string {
  return formatInstant(instantFromPg(pgText));
}

function changeOf(change: {
  readonly from_tier: string;
  readonly to_tier: string;
  readonly kind: string;
  readonly at: string;
  readonly recorded_at: string;
  readonly qualifying_minor: bigint;
  readonly event_id: bigint | null;
  readonly ruleset_version: number;
  readonly cause: string;
  readonly earned_tier: string;
  readonly grant_id: bigint | null;
}) {
  return [
    change.kind,
    change.from_tier,
    change.to_tier,
    change.at,
    change.recorded_at,
    change.qualifying_minor,
    change.event_id,
    change.ruleset_version,
    change.cause,
    change.earned_tier,
    change.grant_id,
  ];
}

function compareUnlinked(group: Group, { effects }: Replayed, findings: Findings): void {
  const stored = new Map(
    group.unlinked.map((row) => [
      `${row.return_order_id}/${row.line_id}`,
      {
        leaf: row.leaf_id,
        article: row.article,
        quantity: row.quantity,
        matched: row.matched,
        occurredAt: instantFromPg(row.occurred_at),
      },
    ]),
  );
  for (const key of new Set([...stored.keys(), ...effects.unlinkedReturns.keys()])) {
    const row = effects.unlinkedReturns.get(key);
    const expected =
      row === undefined
        ? undefined
        : {
            leaf: row.leaf_id,
            article: row.article,
            quantity: row.quantity,
            matched: row.matched,
            occurredAt: parseInstant(row.occurred_at),
          };
    findings.compare(
      "I7b",
      `unlinked return ${key}`,
      "what was matched",
      stored.get(key),
      expected,
    );
  }
}
