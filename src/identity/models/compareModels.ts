import type { Sql, Tx } from "../../../db/connection/client.ts";
import { readRecordsAfter } from "../../../db/queries/identity/records.ts";
import type { MatchModel } from "../../domain/identity/matching/model.ts";
import { type PairScore, scorePair } from "../../domain/identity/matching/scorePair.ts";
import { comparedRecord } from "../records/comparedRecord.ts";
import { RecentRecords } from "../records/recentRecords.ts";
import { type ScoredPair, scoreAround } from "../records/scoring.ts";

/** Records that are read and compared at once. */
const PAGE = 500;

/** What a pair by itself speaks for. */
export type PairVerdict = "MERGE" | "REVIEW" | "APART";

export interface PairSample {
  /** Ids of the two records, the older one first. */
  readonly records: readonly [string, string];
  readonly leaves: readonly [bigint, bigint];
  /** log2 of the odds that both are one person. */
  readonly weightBefore: number;
  readonly weightAfter: number;
}

export interface VerdictChange {
  readonly from: PairVerdict;
  readonly to: PairVerdict;
  readonly pairs: number;
  /** The first that were met. */
  readonly samples: readonly PairSample[];
}

export interface ModelComparison {
  readonly records: number;
  readonly pairs: number;
  /** The largest changes first; none where both would decide alike. */
  readonly changes: readonly VerdictChange[];
}

/**
 * What one model would say of pairs of records that another one does not. It reads page by page and
 * changes nothing. Pairs are looked at by themselves: who is one in the end is decided by all of
 * them together.
 */
export async function compareModels(
  sql: Sql,
  before: MatchModel,
  after: MatchModel,
  options: { readonly sample: number; readonly onProgress?: (records: number) => void },
): Promise<ModelComparison> {
  const recent = new RecentRecords();
  const changes = new Map<string, VerdictChange & { pairs: number; samples: PairSample[] }>();
  let records = 0;
  let pairs = 0;
  const note = ({ a, b, score }: ScoredPair): void => {
    const other = scorePair(a.fields, b.fields, after);
    const [from, to] = [verdictOf(score, before), verdictOf(other, after)];
    if (from === to) {
      return;
    }
    const change = changes.get(`${from} ${to}`) ?? { from, to, pairs: 0, samples: [] };
    changes.set(`${from} ${to}`, change);
    change.pairs += 1;
    if (change.samples.length < options.sample) {
      change.samples.push({
        records: [String(a.id), String(b.id)],
        leaves: [a.leafId, b.leafId],
        weightBefore: score.weight,
        weightAfter: other.weight,
      });
    }
  };
  for (let last = 0n; ; ) {
    const page = await readRecordsAfter(sql, last, PAGE);
    const end = page.at(-1);
    if (end === undefined) {
      break;
    }
    const compared = page.map(comparedRecord);
    const { pairs: scored } = await sql.begin("read only", (tx: Tx) =>
      scoreAround(tx, compared, before, recent, ({ id }, other) => other < id),
    );
    scored.forEach(note);
    pairs += scored.length;
    records += page.length;
    options.onProgress?.(records);
    last = end.id;
  }
  return { records, pairs, changes: [...changes.values()].sort((x, y) => y.pairs - x.pairs) };
}

function verdictOf({ weight, conflict, proof }: PairScore, model: MatchModel): PairVerdict {
  const { merge, review } = model.thresholds;
  if (weight >= merge && (!conflict || proof)) {
    return "MERGE";
  }
  return weight >= review && !conflict ? "REVIEW" : "APART";
}
