import type { Tx } from "../../../db/connection/client.ts";
import * as queries from "../../../db/queries/identity/records.ts";
import { BLOCK_RECORDS_MAX } from "../../domain/identity/matching/blocks.ts";
import type { MatchModel } from "../../domain/identity/matching/model.ts";
import { type PairScore, scorePair } from "../../domain/identity/matching/scorePair.ts";
import type { ComparedRecord } from "./comparedRecord.ts";
import type { RecentRecords } from "./recentRecords.ts";

/** Others that one record is compared with: it bounds what it takes among millions. */
const OTHERS_MAX = 400;

export interface ScoredPair {
  readonly a: ComparedRecord;
  readonly b: ComparedRecord;
  readonly score: PairScore;
}

/**
 * Compares records with those that share a key with them, each pair once: the rarest keys first,
 * with OTHERS_MAX and what its last key adds at most. A key that more than BLOCK_RECORDS_MAX
 * records share tells nobody apart and is passed over.
 *
 * @param isWanted which of the others each is compared with; by itself all
 */
export async function scoreAround(
  tx: Tx,
  records: readonly ComparedRecord[],
  model: MatchModel,
  recent: RecentRecords,
  isWanted: (record: ComparedRecord, other: bigint) => boolean = () => true,
): Promise<ScoredPair[]> {
  const keys = [...new Set(records.flatMap(({ blocks }) => blocks))];
  if (keys.length === 0) {
    return [];
  }
  const found = await queries.readBlocks(tx, keys, BLOCK_RECORDS_MAX + 1);
  const byBlock = Map.groupBy(found, ({ block }) => block);
  const pairs = new Map<string, readonly [ComparedRecord, bigint]>();
  for (const record of records) {
    const sharers = record.blocks
      .map((block) => byBlock.get(block) ?? [])
      .filter((rows) => rows.length <= BLOCK_RECORDS_MAX)
      // The rarest first: what few share says more, and there may be no room for the others.
      .sort((a, b) => a.length - b.length);
    const others = new Set<bigint>();
    for (const rows of sharers) {
      if (others.size >= OTHERS_MAX) {
        break;
      }
      for (const { record_id: other } of rows) {
        if (other !== record.id && isWanted(record, other)) {
          others.add(other);
        }
      }
    }
    for (const other of others) {
      const [a, b] = record.id < other ? [record.id, other] : [other, record.id];
      pairs.set(`${a}/${b}`, [record, other]);
    }
  }
  const ids = new Set([...pairs.values()].map(([, other]) => other));
  const known = await recent.read(tx, ids, records);
  return [...pairs.values()].flatMap(([record, id]) => {
    const other = known.get(id);
    return other === undefined ? [] : [scored(record, other, model)];
  });
}

/** Every pair among these records that shares a key, scored. */
export function scoreAmong(
  records: readonly ComparedRecord[],
  model: MatchModel,
): readonly ScoredPair[] {
  const pairs: ScoredPair[] = [];
  for (const [index, record] of records.entries()) {
    const own = new Set(record.blocks);
    for (const other of records.slice(index + 1)) {
      if (other.blocks.some((block) => own.has(block))) {
        pairs.push(scored(record, other, model));
      }
    }
  }
  return pairs;
}

function scored(one: ComparedRecord, other: ComparedRecord, model: MatchModel): ScoredPair {
  const [a, b] = one.id < other.id ? [one, other] : [other, one];
  return { a, b, score: scorePair(a.fields, b.fields, model) };
}

/** Pairs that are likely enough to be kept as evidence, as rows. */
export function edgesOf(
  pairs: readonly ScoredPair[],
  model: MatchModel,
  at: string,
): queries.ScoreEdgeRow[] {
  return pairs
    .filter(({ a, b, score }) => a.leafId !== b.leafId && score.weight >= model.thresholds.review)
    .map(({ a, b, score }) => {
      const [one, other] = a.leafId < b.leafId ? [a.leafId, b.leafId] : [b.leafId, a.leafId];
      const { weight, evidence, conflict } = score;
      return {
        ...{ a: one, b: other, via: `${a.id}/${b.id}`, weight: String(weight), at },
        evidence: {
          ...{ model: model.version, conflict },
          fields: evidence.map((field) => ({ ...field, weight: Number(field.weight.toFixed(2)) })),
        },
      };
    });
}
