import type { Tx } from "../../../db/connection/client.ts";
import * as queries from "../../../db/queries/identity/records.ts";
import { BLOCK_RECORDS_MAX } from "../../domain/identity/matching/blocks.ts";
import type { MatchModel } from "../../domain/identity/matching/model.ts";
import type { PreparedFields } from "../../domain/identity/matching/record.ts";
import { type PairScore, scorePair } from "../../domain/identity/matching/scorePair.ts";
import type { ComparedRecord, RankedRecord } from "./comparedRecord.ts";
import type { RecentRecords } from "./recentRecords.ts";
import { standInsOf } from "./recordKeys.ts";

export interface ScoredPair {
  readonly a: ComparedRecord;
  readonly b: ComparedRecord;
  readonly score: PairScore;
}

/** A pair that speaks for so many that say the same. */
export interface CountedPair extends ScoredPair {
  readonly pairs: number;
}

export interface ScoredAround {
  readonly pairs: readonly ScoredPair[];
  /** Keys of these records that found nobody, because too many share them. */
  readonly passedOver: number;
}

/**
 * Compares records with those that share a key with them, each pair once. A key that more than
 * BLOCK_RECORDS_MAX records share tells nobody apart and is passed over, for all of them. A record
 * that another stands for is compared with that one alone.
 *
 * @param options.isWanted which of the others each is compared with; by itself all
 * @param options.standIns who stands for what the records say, as far as it is known
 */
export async function scoreAround(
  tx: Tx,
  records: readonly ComparedRecord[],
  model: MatchModel,
  recent: RecentRecords,
  {
    isWanted = () => true,
    standIns = new Map(),
  }: {
    readonly isWanted?: (record: ComparedRecord, other: bigint) => boolean;
    readonly standIns?: ReadonlyMap<bigint, bigint>;
  } = {},
): Promise<ScoredAround> {
  const found = records.filter(({ blocks }) => blocks.length > 0);
  if (found.length === 0) {
    return { pairs: [], passedOver: 0 };
  }
  const isKnown = found.every(({ content }) => standIns.has(content));
  const standing = isKnown ? standIns : await standInsOf(tx, found);
  const first = found.filter(({ id, content }) => standing.get(content) === id);
  const keys = [...new Set(first.flatMap(({ blocks }) => blocks))];
  const [copies, sharers] = await Promise.all([
    sharersOf(
      tx,
      first.map(({ content }) => content),
      null,
    ),
    sharersOf(tx, keys, BLOCK_RECORDS_MAX + 1),
  ]);
  const common = new Set(keys.filter((key) => (sharers.get(key)?.length ?? 0) > BLOCK_RECORDS_MAX));
  const pairs = new Map<string, readonly [ComparedRecord, bigint]>();
  for (const record of found) {
    const standIn = standing.get(record.content) ?? record.id;
    const usable = record.blocks.filter((key) => !common.has(key));
    const others =
      standIn === record.id
        ? [copies.get(record.content) ?? [], ...usable.map((key) => sharers.get(key) ?? [])].flat()
        : [standIn];
    for (const other of others) {
      if (other !== record.id && isWanted(record, other)) {
        const [a, b] = record.id < other ? [record.id, other] : [other, record.id];
        pairs.set(`${a}/${b}`, [record, other]);
      }
    }
  }
  const ids = new Set([...pairs.values()].map(([, other]) => other));
  const known = await recent.read(tx, ids, records);
  const compared = [...pairs.values()].flatMap(([record, id]) => {
    const other = known.get(id);
    return other === undefined ? [] : [scored(record, other, model)];
  });
  return { pairs: compared, passedOver: common.size };
}

async function sharersOf(
  tx: Tx,
  keys: readonly bigint[],
  most: number | null,
): Promise<ReadonlyMap<bigint, readonly bigint[]>> {
  const sharers = new Map<bigint, bigint[]>();
  for (const { block, record_id: id } of await queries.readBlocks(tx, keys, most)) {
    const known = sharers.get(block);
    if (known === undefined) {
      sharers.set(block, [id]);
    } else {
      known.push(id);
    }
  }
  return sharers;
}

/**
 * Every pair among these records that shares a key, scored; of records that say exactly the same
 * one is compared with the others of them, and for all of them with the rest: a pair of such says
 * how many pairs it speaks for, since what many say outweighs what one says.
 *
 * @param apart leaves of which somebody has said something of their own: each is compared itself
 */
export function scoreAmong(
  records: readonly RankedRecord[],
  model: MatchModel,
  apart: ReadonlySet<bigint>,
): readonly CountedPair[] {
  const pairs: CountedPair[] = [];
  const standing = new Map<bigint, ComparedRecord>();
  const compared: ComparedRecord[] = [];
  const copies = new Map<ComparedRecord, number>();
  // By what they say: never by who came first.
  for (const record of records.toSorted((x, y) => (x.key < y.key ? -1 : 1))) {
    const standIn = apart.has(record.leafId) ? undefined : standing.get(record.content);
    if (standIn === undefined) {
      compared.push(record);
    } else {
      pairs.push({ ...scored(standIn, record, model), pairs: 1 });
      copies.set(standIn, (copies.get(standIn) ?? 1) + 1);
    }
    if (standIn === undefined && !apart.has(record.leafId)) {
      standing.set(record.content, record);
    }
  }
  for (const [index, record] of compared.entries()) {
    const own = new Set(record.blocks);
    for (const other of compared.slice(index + 1)) {
      if (other.blocks.some((block) => own.has(block))) {
        const count = (copies.get(record) ?? 1) * (copies.get(other) ?? 1);
        pairs.push({ ...scored(record, other, model), pairs: count });
      }
    }
  }
  return pairs;
}

/** Two records as they are compared under a model, the older one first. */
export function scored(one: ComparedRecord, other: ComparedRecord, model: MatchModel): ScoredPair {
  const [a, b] = one.id < other.id ? [one, other] : [other, one];
  const score = scorePair(a.fields, b.fields, model);
  const { merge } = model.thresholds;
  if (score.weight >= merge) {
    // What makes no one person of a record and its copy makes none of it and another: so copies
    // that stay apart hang together with nobody by whom they would have to be told apart.
    const own = Math.min(ownWeight(a.fields, model), ownWeight(b.fields, model));
    if (own < merge) {
      return { a, b, score: { ...score, weight: own } };
    }
  }
  return { a, b, score };
}

const ownWeights = new WeakMap<MatchModel, WeakMap<PreparedFields, number>>();

/** How alike a record is to a copy of it. */
function ownWeight(fields: PreparedFields, model: MatchModel): number {
  const known = ownWeights.get(model) ?? new WeakMap<PreparedFields, number>();
  ownWeights.set(model, known);
  const weight = known.get(fields) ?? scorePair(fields, fields, model).weight;
  known.set(fields, weight);
  return weight;
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
