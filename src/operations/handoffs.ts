import type { Sql } from "../../db/connection/client.ts";
import { readDeadPurchases } from "../../db/queries/deliveries/acknowledgements.ts";
import { readBacklogs } from "../../db/queries/deliveries/operate.ts";
import { readReadBackStates } from "../../db/queries/deliveries/readBackFindings.ts";
import {
  countEvents,
  type EventRow,
  type EventWindow,
  readEventIdsOfReferences,
  readEventWindow,
  readNewestLive,
} from "../../db/queries/purchases/readHandoffs.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import type { KnownDestination } from "../core/programmeTables.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_MINUTE } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { AppError } from "../errors.ts";
import { encodeGlobalId } from "../platform/globalId.ts";
import {
  decodeCursor,
  encodeCursor,
  type Page,
  pageOf,
  pageSize,
  type SortKey,
  searchable,
} from "../platform/page.ts";
import type { Directory } from "../programme/directory.ts";
import type { Reads } from "../reads/requestReads.ts";
import {
  acknowledgedHops,
  boundaryOfDestination,
  boundaryOfStored,
  type Stuck,
  stuckDestinations,
} from "./acknowledged.ts";
import { type BoundaryHealth, boundaryHealth, EVIDENCE_MAX } from "./boundaryHealth.ts";
import type { HandoffModel } from "./handoffModel.ts";
import { type HeldGroupView, heldGroups } from "./heldGroups.ts";
import { firstProblemOf, HOP_STATES, hopsOf } from "./hops.ts";
import { type ToldView, toldView } from "./told.ts";

export interface HandoffFilter {
  readonly source?: string | null;
  readonly state?: readonly string[] | null;
  readonly stoppedAt?: string | null;
  readonly olderThanMinutes?: number | null;
  readonly references?: readonly string[] | null;
  readonly store?: string | null;
}

export type HandoffPage = Page<HandoffModel> & {
  /** Counted only when it is asked for. */
  readonly totalCount: () => Promise<{ readonly value: number; readonly exact: boolean }>;
};

/**
 * Events looked at with one statement, and for one page: what a filter that matches nothing may
 * cost.
 */
const WINDOW_SIZE = 1_000;
/** By how much of the newest it is told how boundaries do: events of so many, and seconds. */
const NEWEST = { limit: 1_000, scan: 5_000, seconds: 3_600 } as const;
const SCANNED_MAX = 20_000;
const COUNTED_MAX = 10_000;
const REFERENCES_MAX = 100;
const LIST = "handoffs";

export interface HandoffDeps {
  readonly sql: Sql;
  readonly reads: Reads;
  readonly policy: ReadPolicy;
  readonly directory: Directory;
  readonly now: () => Instant;
}

/**
 * Purchase events as operations sees them. Callers have checked the scope; `byRowId` checks it
 * again.
 */
export function createHandoffLoaders({ sql, reads, policy, directory, now }: HandoffDeps) {
  const modelOf = async (row: EventRow): Promise<HandoffModel> => {
    const { fact } = row;
    const source = await directory.sourceById(row.sourceId);
    const ofChannel = directory.hopsOf(fact?.ch ?? source.default_channel);
    const at = now();
    const hops = [
      ...hopsOf(row, source, directory.boundaries, ofChannel, at),
      ...(await toDestinations(row, at)),
    ];
    return {
      kind: "Handoff",
      id: encodeGlobalId("Handoff", row.id.toString()),
      row,
      references: (fact?.r ?? []).map(({ s, k, v }) => ({
        source: s ?? source.code,
        kind: k,
        value: v,
      })),
      hops,
      firstProblem: firstProblemOf(hops),
    };
  };

  /** Nothing is asked of events where nobody is told of any. */
  const toDestinations = async ({ id, outcome, mode }: EventRow, at: Instant) => {
    const { destinations } = directory;
    return destinations.length === 0 || outcome !== "APPLIED" || mode !== "LIVE"
      ? []
      : acknowledgedHops(await reads.acknowledgements.load(id), destinations, at);
  };

  /** Those of the set-up, then each destination, all of which are one in older set-ups. */
  const boundaries = () => [
    ...directory.boundaries.filter(({ code }) => code !== "acknowledged"),
    ...directory.destinations.flatMap((one) => [
      boundaryOfDestination(one),
      ...[boundaryOfStored(one)].filter((boundary) => boundary !== null),
    ]),
  ];

  const stuckAnyway = async (): Promise<ReadonlyMap<string, Stuck>> => {
    const { destinations } = directory;
    const backlogs = destinations.length === 0 ? [] : await readBacklogs(sql);
    const stuck = stuckDestinations(destinations, backlogs, now());
    const ids = stuck.map(({ destination }) => destination.id);
    const dead = ids.length === 0 ? [] : await readDeadPurchases(sql, ids, EVIDENCE_MAX);
    const entries = stuck.map(async ({ destination, since }) => {
      const own = dead.filter(({ destinationId }) => destinationId === destination.id);
      const evidence = await Promise.all(own.map(({ eventId }) => ofEvent(eventId)));
      const found = evidence.filter((one) => one !== null);
      return [boundaryOfDestination(destination).code, { since, evidence: found }] as const;
    });
    return new Map([...(await Promise.all(entries)), ...(await storedWrongly(destinations))]);
  };

  /** What destinations store is wrong, whether or not a purchase among the newest tells of it. */
  const storedWrongly = async (destinations: readonly KnownDestination[]) => {
    const asked = destinations.filter(({ settings }) => settings.readBack !== undefined);
    const states = asked.length === 0 ? [] : await readReadBackStates(sql);
    return asked.flatMap((one): (readonly [string, Stuck])[] => {
      const wrong = states.find(({ destinationId }) => destinationId === one.id)?.wrong ?? 0;
      const code = boundaryOfStored(one)?.code;
      return code === undefined || wrong === 0 ? [] : [[code, { since: null, evidence: [] }]];
    });
  };

  const ofEvent = async (eventId: bigint): Promise<HandoffModel | null> => {
    const row = await reads.eventById.load(eventId);
    return row === null ? null : await modelOf(row);
  };

  return {
    /** For `node`: operations only. */
    byRowId: async (id: bigint): Promise<HandoffModel | null> =>
      policy.handoff() ? await ofEvent(id) : null,

    /**
     * The way of the event that opened an order, for whoever may see the order beyond the
     * storefront.
     */
    ofOrder: async (order: { readonly row: { readonly openedByEventId: bigint } }) =>
      policy.orderHandoff() ? await ofEvent(order.row.openedByEventId) : null,

    /** A held event that names no order yet, for whoever may see how an order of theirs goes. */
    heldById: async (id: bigint): Promise<HandoffModel | null> =>
      policy.orderHandoff() ? await ofEvent(id) : null,

    /** As it came, and as it was read: operations only. */
    told: async ({ row: { id, fact } }: HandoffModel): Promise<ToldView | null> => {
      const row = policy.handoff() ? await reads.told.load(id) : null;
      return row === null ? null : toldView(row, fact);
    },

    page: async (
      filter: HandoffFilter,
      { first, after }: { readonly first: number; readonly after?: string | null },
    ): Promise<HandoffPage> => {
      const size = pageSize(first);
      checkFilter(
        filter,
        boundaries().map(({ code }) => code),
      );
      const key = decodeCursor(LIST, after, isEventKey);
      const start = key === null ? null : BigInt(key[0]);
      const window = windowOf(filter, directory, now());
      const found = await scan(start, size, filter, window);
      const page = pageOf(
        LIST,
        found.nodes,
        ({ row }) => [row.id.toString()],
        found.next !== null,
        key !== null,
      );
      return {
        ...page,
        pageInfo: {
          ...page.pageInfo,
          // The scan may have gone on behind the last hit; reading on starts where it stopped.
          endCursor:
            found.next === null
              ? page.pageInfo.endCursor
              : encodeCursor(LIST, [found.next.toString()]),
        },
        totalCount: () => total(filter, window),
      };
    },

    /** How each boundary does, by the newest purchases of the last hour. */
    boundaries: async (): Promise<readonly BoundaryHealth[]> => {
      const [rows, stuck] = await Promise.all([readNewestLive(sql, NEWEST), stuckAnyway()]);
      return boundaryHealth(boundaries(), await Promise.all(rows.map(modelOf)), stuck);
    },

    held: async (): Promise<readonly HeldGroupView[]> =>
      heldGroups(await reads.heldGroups.load("all")),

    heldSample: async (reason: string, first: number): Promise<readonly HandoffModel[]> => {
      const rows = await reads.heldSample.load({ reason, limit: pageSize(first) });
      return await Promise.all(rows.map(modelOf));
    },
  };

  interface Scan {
    readonly nodes: readonly HandoffModel[];
    readonly next: bigint | null;
  }

  /** Reads on from `start` until a page is full, all is read, or enough has been looked at. */
  async function scan(
    start: bigint | null,
    size: number,
    filter: HandoffFilter,
    window: Omit<EventWindow, "before" | "scan">,
  ): Promise<Scan> {
    if (filter.references != null) {
      return await scanReferences(start, size, filter, window);
    }
    const nodes: HandoffModel[] = [];
    let before = start;
    for (let scanned = 0; scanned < SCANNED_MAX; scanned += WINDOW_SIZE) {
      // Without a filter every event is a hit, and one more than the page tells whether there is a
      // next one.
      const wanted = isUnfiltered(filter) ? size + 1 : WINDOW_SIZE;
      const rows = await readEventWindow(sql, { ...window, before, scan: wanted });
      for (const row of rows) {
        if (row.matches) {
          const model = await modelOf(row);
          if (matches(model, filter)) {
            if (nodes.length === size) {
              return { nodes, next: before };
            }
            nodes.push(model);
          }
        }
        before = row.id;
      }
      if (rows.length < wanted) {
        return { nodes, next: null };
      }
    }
    return { nodes, next: before };
  }

  async function scanReferences(
    start: bigint | null,
    size: number,
    filter: HandoffFilter,
    window: Omit<EventWindow, "before" | "scan">,
  ): Promise<Scan> {
    const ids = await readEventIdsOfReferences(sql, filter.references ?? []);
    const asked = ids.filter((id) => start === null || id < start);
    const found = await Promise.all(asked.map((id) => reads.eventById.load(id)));
    const rows = found.filter((row) => row !== null);
    const models = await Promise.all(rows.filter((row) => inWindow(row, window)).map(modelOf));
    const hits = models.filter((model) => matches(model, filter));
    const nodes = hits.slice(0, size);
    return { nodes, next: hits.length > size ? (nodes.at(-1)?.row.id ?? null) : null };
  }

  async function total(filter: HandoffFilter, window: Omit<EventWindow, "before" | "scan">) {
    if (filter.references != null || filter.state != null || filter.stoppedAt != null) {
      const { nodes, next } = await scan(null, COUNTED_MAX, filter, window);
      return { value: nodes.length, exact: next === null };
    }
    const { matching, looked } = await countEvents(sql, { ...window, limit: COUNTED_MAX });
    return { value: matching, exact: looked < COUNTED_MAX };
  }
}

function isUnfiltered(filter: HandoffFilter): boolean {
  return Object.values(filter).every((value) => value === null || value === undefined);
}

function checkFilter(filter: HandoffFilter, boundaries: readonly string[]): void {
  const { state, stoppedAt, references, olderThanMinutes } = filter;
  const bad = (field: string, message: string) =>
    new AppError("BAD_USER_INPUT", message, { details: { argument: `filter.${field}` } });
  for (const name of state ?? []) {
    if (!(HOP_STATES as readonly string[]).includes(name)) {
      throw bad("state", `state must be of ${HOP_STATES.join(", ")}.`);
    }
  }
  if (stoppedAt != null && !boundaries.includes(stoppedAt)) {
    throw bad("stoppedAt", `stoppedAt must be the code of a boundary: ${boundaries.join(", ")}.`);
  }
  if ((references?.length ?? 0) > REFERENCES_MAX) {
    throw bad("references", `At most ${REFERENCES_MAX} references.`);
  }
  for (const value of references ?? []) {
    searchable(value, "filter.references");
  }
  if (filter.store != null) {
    searchable(filter.store, "filter.store");
  }
  if (olderThanMinutes != null && olderThanMinutes < 0) {
    throw bad("olderThanMinutes", "olderThanMinutes must not be negative.");
  }
}

/**
 * The part of the filter that the database can tell. A source that is not registered has sent
 * nothing: id 0.
 */
function windowOf(
  filter: HandoffFilter,
  directory: Directory,
  now: Instant,
): Omit<EventWindow, "before" | "scan"> {
  const { source, store, olderThanMinutes } = filter;
  const upTo = olderThanMinutes == null ? null : now - olderThanMinutes * MICROS_PER_MINUTE;
  return {
    sourceId: source == null ? null : (directory.sourceByCode(source)?.id ?? 0),
    store: store ?? null,
    recordedUpTo: upTo === null ? null : formatInstant(upTo as Instant),
  };
}

function inWindow(row: EventRow, window: Omit<EventWindow, "before" | "scan">): boolean {
  const { sourceId, store, recordedUpTo } = window;
  return (
    (sourceId === null || row.sourceId === sourceId) &&
    (store === null || row.fact?.st === store) &&
    (recordedUpTo === null || formatInstant(instantFromPg(row.recordedAt)) <= recordedUpTo)
  );
}

function matches({ hops, firstProblem }: HandoffModel, filter: HandoffFilter): boolean {
  const { state, stoppedAt } = filter;
  if (state != null && !hops.some((hop) => state.includes(hop.state))) {
    return false;
  }
  return stoppedAt == null || firstProblem?.boundary.code === stoppedAt;
}

function isEventKey(key: SortKey): key is readonly [id: string] {
  return key.length === 1 && /^[1-9][0-9]{0,17}$/.test(String(key[0]));
}
