import type { Sql, Tx } from "../../../db/connection/client.ts";
import { readRecordsAfter } from "../../../db/queries/identity/records.ts";
import type { MatchModel } from "../../domain/identity/matching/model.ts";
import { comparedRecord } from "../records/comparedRecord.ts";
import { RecentRecords } from "../records/recentRecords.ts";
import { type ScoredPair, scoreAround, scored } from "../records/scoring.ts";
import { type PairSample, type VerdictChange, verdictOf } from "./verdicts.ts";

/** Records that are read and compared at once. */
const PAGE = 500;

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
    const { score: other } = scored(a, b, after);
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
    const compared = page.map((row) => comparedRecord(row));
    const { pairs: found } = await sql.begin("read only", (tx: Tx) =>
      scoreAround(tx, compared, before, recent, { isWanted: ({ id }, other) => other < id }),
    );
    found.forEach(note);
    pairs += found.length;
    records += page.length;
    options.onProgress?.(records);
    last = end.id;
  }
  return { records, pairs, changes: [...changes.values()].sort((x, y) => y.pairs - x.pairs) };
}
