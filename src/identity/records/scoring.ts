import type { Tx } from "../../../db/connection/client.ts";
import * as queries from "../../../db/queries/identity/records.ts";
import { BLOCK_RECORDS_MAX } from "../../domain/identity/matching/blocks.ts";
import type { MatchModel } from "../../domain/identity/matching/model.ts";
import {
  type PersonFields,
  type PreparedFields,
  prepareFields,
} from "../../domain/identity/matching/record.ts";
import { type PairScore, scorePair } from "../../domain/identity/matching/scorePair.ts";

/** A record as it is compared. */
export interface ComparedRecord {
  readonly id: bigint;
  readonly leafId: bigint;
  readonly fields: PreparedFields;
  readonly blocks: readonly bigint[];
  /** What it says, for ties: the same however it came. */
  readonly key: string;
}

export function comparedRecord(row: queries.RecordRow): ComparedRecord {
  const fields = row.fields ?? {};
  return {
    id: row.id,
    leafId: row.leaf_id,
    fields: prepareFields(fields as PersonFields, null),
    blocks: row.blocks,
    key: `${JSON.stringify(Object.entries(fields).sort())} ${row.source_id} ${row.key}`,
  };
}

export interface ScoredPair {
  readonly a: ComparedRecord;
  readonly b: ComparedRecord;
  readonly score: PairScore;
}

/**
 * Compares records with all that share a key with them, each pair once. A key that more than
 * BLOCK_RECORDS_MAX records share tells nobody apart and is passed over.
 *
 * @param isWanted which of the others each is compared with; by itself all
 */
export async function scoreAround(
  tx: Tx,
  records: readonly ComparedRecord[],
  model: MatchModel,
  isWanted: (record: ComparedRecord, other: bigint) => boolean = () => true,
): Promise<ScoredPair[]> {
  const known = new Map(records.map((record) => [record.id, record]));
  const keys = [...new Set(records.flatMap(({ blocks }) => blocks))];
  if (keys.length === 0) {
    return [];
  }
  const found = await queries.readBlocks(tx, keys, BLOCK_RECORDS_MAX + 1);
  const byBlock = Map.groupBy(found, ({ block }) => block);
  const pairs = new Map<string, readonly [ComparedRecord, bigint]>();
  for (const record of records) {
    for (const block of record.blocks) {
      const sharers = byBlock.get(block) ?? [];
      if (sharers.length > BLOCK_RECORDS_MAX) {
        continue;
      }
      for (const { record_id: other } of sharers) {
        if (other !== record.id && isWanted(record, other)) {
          const [a, b] = record.id < other ? [record.id, other] : [other, record.id];
          pairs.set(`${a}/${b}`, [record, other]);
        }
      }
    }
  }
  const missing = new Set(
    [...pairs.values()].flatMap(([, other]) => (known.has(other) ? [] : [other])),
  );
  if (missing.size > 0) {
    for (const row of await queries.readRecords(tx, [...missing])) {
      known.set(row.id, comparedRecord(row));
    }
  }
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
