import { type EventType, eventTypeOf } from "./events.ts";

/** A stream row, as far as deciding whether it is sent goes. */
export interface LaneRow {
  readonly id: bigint;
  readonly seq: bigint;
  readonly kind: Parameters<typeof eventTypeOf>[0];
  readonly announce: boolean;
}

/** What a destination is told from a row of the stream on, until the next such. */
export interface ToldFrom {
  /** The first row that it holds for. */
  readonly fromId: bigint;
  readonly events: readonly EventType[];
}

/**
 * What becomes of a row at a destination, before anybody is asked.
 *
 * SEND: it is sent. FILTERED: it is not among what the destination is told. COALESCED: a later one,
 * `into`, says the same and more.
 */
export type Planned<Row extends LaneRow> =
  | { readonly row: Row; readonly fate: "SEND" | "FILTERED" }
  | { readonly row: Row; readonly fate: "COALESCED"; readonly into: bigint };

/**
 * Whether a destination is told of a row: history that is brought in later is told to nobody.
 *
 * @param told by `fromId`, ascending
 */
export function isToldOf(told: readonly ToldFrom[], { id, kind, announce }: LaneRow): boolean {
  const last = told.findLast(({ fromId }) => fromId <= id);
  return announce && last?.events.includes(eventTypeOf(kind)) === true;
}

/**
 * What becomes of the rows of one customer that wait at a destination, in their order. Pure.
 *
 * @param coalesce events of which the last one that waits is sent alone
 */
export function planLane<Row extends LaneRow>(
  rows: readonly Row[],
  {
    told,
    coalesce,
  }: { readonly told: readonly ToldFrom[]; readonly coalesce: readonly EventType[] },
): readonly Planned<Row>[] {
  const lastOf = new Map<EventType, bigint>();
  for (const row of rows) {
    if (isToldOf(told, row)) {
      lastOf.set(eventTypeOf(row.kind), row.id);
    }
  }
  return rows.map((row) => {
    if (!isToldOf(told, row)) {
      return { row, fate: "FILTERED" };
    }
    const type = eventTypeOf(row.kind);
    const into = lastOf.get(type) as bigint;
    return coalesce.includes(type) && into !== row.id
      ? { row, fate: "COALESCED", into }
      : { row, fate: "SEND" };
  });
}
