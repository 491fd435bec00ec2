import type { Sql, Tx } from "../../db/connection/client.ts";
import { type DestinationRow, listDestinations } from "../../db/queries/deliveries/destinations.ts";
import {
  endReplay,
  type FanOutRow,
  fillAgain,
  fillLanes,
  moveFanOut,
  moveReplay,
  readRowsToFanOut,
  takeFanOutTurn,
  takeReplay,
} from "../../db/queries/deliveries/fanOut.ts";
import { isToldOf } from "../domain/delivery/planLane.ts";

/** Rows of the outbox that are looked at in one transaction. */
const PAGE_ROWS = 2_000;

export interface FanOutStep {
  /** There is likely more. */
  readonly isMore: boolean;
  /** Destinations of which lanes were filled. */
  readonly filled: ReadonlySet<number>;
}

const NOTHING: FanOutStep = { isMore: false, filled: new Set() };

/**
 * Fills the lanes of destinations from the outbox, a page of it, up to what is decided; then puts a
 * page of what is to be told again into its lanes. One process at a time.
 *
 * Guarantee: of each row that a destination is told of its lane knows, once, in the order of its
 * customer; what was filled and where that stands commit together (contract 7.4).
 */
export async function stepFanOut(sql: Sql): Promise<FanOutStep> {
  return await sql.begin(async (tx) => {
    const turn = await takeFanOutTurn(tx);
    if (turn === null) {
      return NOTHING;
    }
    const destinations = await listDestinations(tx);
    const news = await fanOut(tx, destinations, turn);
    const again = await fanOutAgain(tx, destinations);
    return {
      isMore: news.isMore || again.isMore,
      filled: new Set([...news.filled, ...again.filled]),
    };
  });
}

async function fanOut(
  tx: Tx,
  destinations: readonly DestinationRow[],
  { at, safe }: { readonly at: bigint; readonly safe: bigint },
): Promise<FanOutStep> {
  if (at >= safe) {
    return NOTHING;
  }
  if (destinations.length === 0) {
    await moveFanOut(tx, safe);
    return NOTHING;
  }
  const rows = await readRowsToFanOut(tx, { after: at, upTo: safe, limit: PAGE_ROWS });
  const isMore = rows.length === PAGE_ROWS;
  const lanes = destinations.flatMap((one) => lanesOf(rows, one));
  if (lanes.length > 0) {
    await fillLanes(tx, lanes);
  }
  await moveFanOut(tx, isMore ? (rows.at(-1) as FanOutRow).id : safe);
  return { isMore, filled: new Set(lanes.map(({ destination_id }) => destination_id)) };
}

async function fanOutAgain(tx: Tx, destinations: readonly DestinationRow[]): Promise<FanOutStep> {
  const replay = await takeReplay(tx);
  if (replay === null) {
    return NOTHING;
  }
  const destination = destinations.find(({ id }) => id === replay.destinationId);
  if (destination === undefined) {
    await endReplay(tx, replay.destinationId);
    return NOTHING;
  }
  const range = { after: replay.atId, upTo: replay.toId, limit: PAGE_ROWS };
  const rows = await readRowsToFanOut(tx, range);
  const lanes = lanesOf(rows, destination);
  if (lanes.length > 0) {
    await fillAgain(tx, lanes);
  }
  const isMore = rows.length === PAGE_ROWS;
  await (isMore
    ? moveReplay(tx, destination.id, (rows.at(-1) as FanOutRow).id)
    : endReplay(tx, destination.id));
  return { isMore, filled: new Set(lanes.length > 0 ? [destination.id] : []) };
}

/** What rows come to in a destination's lanes, one customer an entry. */
function lanesOf(rows: readonly FanOutRow[], { id, told }: DestinationRow) {
  const wanted = rows.filter((row) => isToldOf(told, row));
  return [...Map.groupBy(wanted, ({ rootId }) => rootId)].map(([root_id, own]) => {
    const [first, last] = [own[0] as FanOutRow, own.at(-1) as FanOutRow];
    return {
      ...{ destination_id: id, root_id, first_seq: first.seq, last_seq: last.seq },
      ...{ first_id: first.id, count: own.length, is_bulk: own.every(({ isBulk }) => isBulk) },
    };
  });
}
