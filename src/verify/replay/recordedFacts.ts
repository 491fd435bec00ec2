import type { RootDecisionRow } from "../../../db/queries/core/decisions.ts";
import type { RecordedGrantRow } from "../../../db/queries/loyalty/grants.ts";
import type { RecordedEventRow, StoredEntryRow } from "../../../db/queries/verify/verifyRows.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import type { Group } from "../group.ts";
import { RootsInTime } from "./rootsInTime.ts";

/**
 * What changed a customer's state: a purchase event, a command, a grant that was given or cleared,
 * or time (core/advance.ts).
 */
export type RecordedFact =
  | {
      readonly kind: "EVENT";
      readonly recordedAt: Instant;
      readonly event: RecordedEventRow;
      /** Leaves that it made members. */
      readonly joins: ReadonlySet<bigint>;
      /** Leaves that some event made members, and as of when: where which one was not kept yet. */
      readonly enrols: ReadonlyMap<bigint, Instant>;
    }
  | {
      readonly kind: "ENROLMENT";
      readonly recordedAt: Instant;
      readonly rootId: bigint;
      readonly leaves: readonly bigint[];
      readonly at: Instant;
      /** Since when purchases were credited; null: not kept yet. */
      readonly creditedSince: Instant | null;
    }
  | { readonly kind: "CREATED"; readonly recordedAt: Instant; readonly rootId: bigint }
  /** Its times went on, and its tier with them; neither orders nor points changed. */
  | { readonly kind: "TOUCHED"; readonly recordedAt: Instant; readonly rootId: bigint }
  | {
      readonly kind: "CLAIMED";
      readonly recordedAt: Instant;
      readonly leafId: bigint;
      readonly orderId: bigint;
    }
  | {
      readonly kind: "GRANTS";
      readonly recordedAt: Instant;
      readonly rootId: bigint;
      readonly started: readonly RecordedGrantRow[];
      readonly cleared: readonly RecordedGrantRow[];
    }
  /** What commands did to points, in the order in which they did it. */
  | {
      readonly kind: "POINTS";
      readonly recordedAt: Instant;
      readonly rootId: bigint;
      readonly entries: readonly StoredEntryRow[];
    }
  /** Customers became one, or came apart again: all that was decided at one moment. */
  | {
      readonly kind: "REGROUPED";
      readonly recordedAt: Instant;
      readonly decisions: readonly RootDecisionRow[];
    }
  | {
      readonly kind: "TIME";
      readonly recordedAt: Instant;
      readonly rootId: bigint;
      /** The last due instant that was passed. */
      readonly upTo: Instant;
    };

/** The facts of a group in the order in which they were recorded. */
export function recordedFacts(group: Group): readonly RecordedFact[] {
  const events = group.events.filter((row) => row.fact !== null && row.order_id !== null);
  const roots = rootsInTime(group);
  const regrouped = regroupFacts(group);
  const eventTimes = new Set(events.map((row) => instantFromPg(row.recorded_at)));
  const { byEvent, byCommand, byWhich } = enrolments(group, events, roots);
  const grants = grantFacts(group, roots);
  const commandTimes = new Set([
    ...byCommand.map(({ at }) => at),
    ...grants.map(({ recordedAt }) => recordedAt),
  ]);
  const facts: RecordedFact[] = events.map((event) => ({
    kind: "EVENT",
    recordedAt: instantFromPg(event.recorded_at),
    event,
    joins: byWhich.get(event.id) ?? NOBODY,
    enrols: byEvent,
  }));
  facts.push(...byCommand, ...grants, ...regrouped.facts);
  const points = pointsFacts(group, roots);
  facts.push(...points.facts);
  const commands = commandFacts(group, roots);
  facts.push(...commands.facts.filter((fact) => !isPartOf(fact, regrouped.moments)));

  const advances = new Map<string, Extract<RecordedFact, { kind: "TIME" }>>();
  for (const { eventId, rootId, recordedAt, at } of madeByTime(group, roots)) {
    const key = `${rootId}/${recordedAt}`;
    const isOther =
      eventId !== null ||
      eventTimes.has(recordedAt) ||
      commandTimes.has(recordedAt) ||
      points.moments.has(key) ||
      commands.moments.has(key) ||
      regrouped.moments.has(key);
    const known = advances.get(key);
    if (!isOther && (known === undefined || known.upTo < at)) {
      advances.set(key, { kind: "TIME", recordedAt, rootId, upTo: at });
    }
  }
  facts.push(...advances.values());
  facts.push(...madeInWait(group, facts.toSorted(inTime)));
  // Stable: events came sorted by time and id.
  return facts.sort(inTime);
}

const inTime = (one: RecordedFact, other: RecordedFact) => one.recordedAt - other.recordedAt;

/** Customers that events made which waited, and to whom something else happened first. */
function madeInWait(group: Group, facts: readonly RecordedFact[]): readonly RecordedFact[] {
  const createdAt = new Map(group.customers.map((row) => [row.id, instantFromPg(row.created_at)]));
  const made = new Set<bigint>();
  const found: RecordedFact[] = [];
  for (const fact of facts) {
    const { named, makes } = leavesOf(fact);
    for (const rootId of named) {
      const recordedAt = createdAt.get(rootId);
      if (!made.has(rootId) && recordedAt !== undefined && recordedAt <= fact.recordedAt) {
        found.push({ kind: "CREATED", recordedAt, rootId });
        made.add(rootId);
      }
    }
    for (const leaf of makes) {
      made.add(leaf);
    }
  }
  return found;
}

/** Who must be there for a fact, and whom it makes. */
function leavesOf(fact: RecordedFact): {
  readonly named: readonly bigint[];
  readonly makes: readonly bigint[];
} {
  switch (fact.kind) {
    case "EVENT":
      return { named: [], makes: fact.event.leaf_id === null ? [] : [fact.event.leaf_id] };
    case "CREATED":
      return { named: [], makes: [fact.rootId] };
    case "CLAIMED":
      return { named: [fact.leafId], makes: [] };
    case "REGROUPED": {
      const splits = fact.decisions.filter(({ kind }) => kind === "SPLIT");
      const makes = splits.map(({ absorbed_id: leaf }) => leaf);
      const all = fact.decisions.flatMap((row) => [row.survivor_id, row.absorbed_id]);
      return { named: all.filter((leaf) => !makes.includes(leaf)), makes };
    }
    default:
      return { named: [fact.rootId], makes: [] };
  }
}

/** Whose each leaf of the group was, at each moment. */
export function rootsInTime({ customers, decisions }: Group): RootsInTime {
  return new RootsInTime(
    customers.map((row) => row.id),
    decisions,
  );
}

/** One fact for all that was decided at a moment; `moments` are those, as `root/instant`. */
function regroupFacts({ decisions }: Group): {
  facts: readonly RecordedFact[];
  moments: ReadonlySet<string>;
} {
  const byMoment = Map.groupBy(decisions, ({ at }) => instantFromPg(at));
  const facts = [...byMoment].map(
    ([recordedAt, rows]): RecordedFact => ({ kind: "REGROUPED", recordedAt, decisions: rows }),
  );
  const moments = decisions.flatMap(({ survivor_id: one, absorbed_id: other, at }) =>
    [one, other].map((root) => `${root}/${instantFromPg(at)}`),
  );
  return { facts, moments: new Set(moments) };
}

/** Whether a command's record is that of a regrouping, which is played as a fact of its own. */
function isPartOf(fact: RecordedFact, moments: ReadonlySet<string>): boolean {
  return fact.kind === "TOUCHED" && moments.has(`${fact.rootId}/${fact.recordedAt}`);
}

const NOBODY: ReadonlySet<bigint> = new Set();

/** Kinds of entries that commands alone make. */
const OF_COMMANDS: ReadonlySet<string> = new Set([
  "ADJUSTED",
  "AUTHORISED",
  "RELEASED",
  "SPENT",
  "REFUNDED",
  "TRANSFERRED",
  "GOODWILL",
  "BLOCKED",
  "UNBLOCKED",
]);

/**
 * What commands did to points, one fact per customer and moment; `moments` are those, as
 * `root/instant`.
 */
function pointsFacts(
  group: Group,
  roots: RootsInTime,
): {
  facts: readonly RecordedFact[];
  moments: ReadonlySet<string>;
} {
  const made = group.entries.filter(({ kind }) => OF_COMMANDS.has(kind));
  const byMoment = Map.groupBy(made, ({ leaf_id: leafId, recorded_at: recordedAt }) => {
    const at = instantFromPg(recordedAt);
    return `${roots.at(leafId, at)}/${at}`;
  });
  const facts = [...byMoment.values()].map((entries): RecordedFact => {
    const [first] = entries as [StoredEntryRow];
    return {
      kind: "POINTS",
      recordedAt: instantFromPg(first.recorded_at),
      rootId: roots.at(first.leaf_id, instantFromPg(first.recorded_at)),
      entries,
    };
  });
  return { facts, moments: new Set(byMoment.keys()) };
}

/**
 * Everything that time may have made: changes of the tier, points that became active or expired.
 */
function* madeByTime(group: Group, roots: RootsInTime) {
  for (const { root_id: rootId, event_id: eventId, ...change } of group.tierChanges) {
    const recordedAt = instantFromPg(change.recorded_at);
    yield { rootId, eventId, recordedAt, at: instantFromPg(change.at) };
  }
  for (const { leaf_id: leafId, event_id: eventId, ...entry } of group.entries) {
    if (entry.kind === "ACTIVATED" || entry.kind === "EXPIRED") {
      const recordedAt = instantFromPg(entry.recorded_at);
      const rootId = roots.at(leafId, recordedAt);
      yield { rootId, eventId, recordedAt, at: instantFromPg(entry.effective_at) };
    }
  }
}

/** What commands did, one fact per customer and moment; `moments` are those, as `root/instant`. */
function commandFacts(
  group: Group,
  roots: RootsInTime,
): {
  facts: readonly RecordedFact[];
  moments: ReadonlySet<string>;
} {
  const facts = new Map<string, RecordedFact>();
  for (const row of group.commandFacts) {
    const recordedAt = instantFromPg(row.recorded_at);
    const rootId = roots.at(row.leaf_id, recordedAt);
    const { kind, leaf_id: leafId, order_id: orderId } = row;
    facts.set(
      `${rootId}/${recordedAt}`,
      kind === "CLAIMED"
        ? { kind, recordedAt, leafId, orderId: orderId as bigint }
        : { kind, recordedAt, rootId },
    );
  }
  return { facts: [...facts.values()], moments: new Set(facts.keys()) };
}

type GrantsFact = Extract<RecordedFact, { kind: "GRANTS" }>;

/**
 * One per customer and moment: a grant that takes the place of another begins when that one is
 * cleared.
 */
function grantFacts(group: Group, roots: RootsInTime): readonly GrantsFact[] {
  const facts = new Map<
    string,
    GrantsFact & { started: RecordedGrantRow[]; cleared: RecordedGrantRow[] }
  >();
  const factAt = (leafId: bigint, recordedAt: Instant) => {
    // What was given to one who went under another is cleared of that one.
    const rootId = roots.at(leafId, recordedAt);
    const key = `${rootId}/${recordedAt}`;
    const known = facts.get(key);
    if (known !== undefined) {
      return known;
    }
    const fact = { kind: "GRANTS" as const, recordedAt, rootId, started: [], cleared: [] };
    facts.set(key, fact);
    return fact;
  };
  for (const grant of group.grants) {
    factAt(grant.root_id, instantFromPg(grant.recorded_at)).started.push(grant);
    if (grant.cleared_recorded_at !== null) {
      factAt(grant.root_id, instantFromPg(grant.cleared_recorded_at)).cleared.push(grant);
    }
  }
  return [...facts.values()];
}

/** Leaf -> when a split made it. */
function madeLeaves({ decisions }: Group): ReadonlyMap<bigint, Instant> {
  const splits = decisions.filter(({ kind }) => kind === "SPLIT");
  return new Map(splits.map((row) => [row.absorbed_id, instantFromPg(row.at)]));
}

/**
 * A membership says which event made it. Before it did: one that an event made began at that
 * event's business time, which is a moment that stands in some event. Any other was made by a
 * command, at the clock's time.
 */
function enrolments(
  group: Group,
  events: readonly RecordedEventRow[],
  roots: RootsInTime,
): {
  byEvent: Map<bigint, Instant>;
  byCommand: Extract<RecordedFact, { kind: "ENROLMENT" }>[];
  /** Leaves by the event that made them members. */
  byWhich: Map<bigint, Set<bigint>>;
} {
  const moments = new Set(
    events.map((row) =>
      instantFromPg(
        row.mode === "BACKFILL" ? (row.occurred_at ?? row.recorded_at) : row.recorded_at,
      ),
    ),
  );
  const known = new Set(group.customers.map((row) => row.id));
  const byEvent = new Map<bigint, Instant>();
  const byWhich = new Map<bigint, Set<bigint>>();
  const byCommand = new Map<
    string,
    Extract<RecordedFact, { kind: "ENROLMENT" }> & { leaves: bigint[] }
  >();
  const madeAt = madeLeaves(group);
  for (const membership of group.memberships) {
    const at = instantFromPg(membership.enrolled_at);
    // What a split made joined when the leaf did that it was made of.
    const isCopied = at < (madeAt.get(membership.leaf_id) ?? at);
    if (!known.has(membership.leaf_id) || isCopied) {
      continue;
    }
    const rootId = roots.at(membership.leaf_id, at);
    const { event_id: eventId, credited_since: credited } = membership;
    if (eventId !== null) {
      byWhich.set(eventId, (byWhich.get(eventId) ?? new Set()).add(membership.leaf_id));
      continue;
    }
    if (credited === null && moments.has(at)) {
      byEvent.set(membership.leaf_id, at);
      continue;
    }
    const key = `${rootId}/${at}`;
    const other = byCommand.get(key);
    if (other === undefined) {
      byCommand.set(key, {
        kind: "ENROLMENT",
        recordedAt: at,
        rootId,
        leaves: [membership.leaf_id],
        at,
        creditedSince: credited === null ? null : instantFromPg(credited),
      });
    } else {
      other.leaves.push(membership.leaf_id);
    }
  }
  return { byEvent, byCommand: [...byCommand.values()], byWhich };
}
