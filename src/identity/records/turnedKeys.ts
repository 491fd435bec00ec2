import type { Tx } from "../../../db/connection/client.ts";
import * as queries from "../../../db/queries/identity/records.ts";
import { BLOCK_RECORDS_MAX } from "../../domain/identity/matching/blocks.ts";
import type { MatchModel } from "../../domain/identity/matching/model.ts";
import type { ComparedRecord } from "./comparedRecord.ts";
import type { RecentRecords } from "./recentRecords.ts";
import { countsOf } from "./recordKeys.ts";
import { edgesOf, scoreAround } from "./scoring.ts";

/**
 * Forgets the pairs that were found by nothing but keys that are common now: whoever came before
 * is treated as whoever comes after. Returns the leaves that lost evidence.
 *
 * @param fresh records that the caller has just read: they are taken as they are
 */
export async function forgetPairs(
  tx: Tx,
  passed: readonly bigint[],
  recent: RecentRecords,
  fresh: readonly ComparedRecord[],
): Promise<readonly bigint[]> {
  if (passed.length === 0) {
    return [];
  }
  const sharers = await queries.readBlocks(tx, passed, null);
  const known = await recent.read(tx, new Set(sharers.map((row) => row.record_id)), fresh);
  const leaves = new Set([...known.values()].map(({ leafId }) => leafId));
  const gone = new Set(passed);
  const edges = (await queries.readScoresAmong(tx, [...leaves])).flatMap((edge) => {
    // A leaf may have two records: an edge is of one, which may be found by something else.
    const [one, other] = edge.via.split("/").map((id) => known.get(BigInt(id)));
    const own = new Set(one?.blocks);
    return one === undefined || other === undefined || one.content === other.content
      ? []
      : [{ ...edge, shared: other.blocks.filter((key) => own.has(key)) }];
  });
  const counts = await countsOf(tx, [...new Set(edges.flatMap(({ shared }) => shared))]);
  const isFound = (key: bigint) => !gone.has(key) && (counts.get(key) ?? 0) <= BLOCK_RECORDS_MAX;
  const lost = edges.filter(({ shared }) => !shared.some(isFound));
  if (lost.length > 0) {
    await queries.deletePairs(tx, lost);
  }
  return lost.flatMap(({ a, b }) => [a, b]);
}

/** Finds the pairs of keys that few enough share again. Returns the leaves that have more now. */
export async function findPairs(
  tx: Tx,
  back: readonly bigint[],
  recent: RecentRecords,
  fresh: readonly ComparedRecord[],
  { model, at }: { readonly model: MatchModel; readonly at: string },
): Promise<readonly bigint[]> {
  if (back.length === 0) {
    return [];
  }
  const sharers = new Set((await queries.readBlocks(tx, back, null)).map((row) => row.record_id));
  const known = [...(await recent.read(tx, sharers, fresh)).values()];
  const isSharer = (_: unknown, other: bigint) => sharers.has(other);
  const edges = edgesOf(
    (await scoreAround(tx, known, model, recent, { isWanted: isSharer })).pairs,
    model,
    at,
  );
  if (edges.length > 0) {
    await queries.insertScores(tx, edges);
  }
  return edges.flatMap(({ a, b }) => [a, b]);
}
