import type { Sql, Tx } from "../../../db/connection/client.ts";
import * as queries from "../../../db/queries/identity/shadow.ts";
import type { MatchModel } from "../../domain/identity/matching/model.ts";
import { type ScoredPair, scored } from "../records/scoring.ts";
import { type PairSample, type PairVerdict, type VerdictChange, verdictOf } from "./verdicts.ts";

/** Days of which it is kept what tried weights said. */
export const SHADOW_DAYS = 90;

/** As it is kept: no texts of the records. */
interface KeptSample extends Omit<PairSample, "leaves"> {
  readonly leaves: readonly [string, string];
}

/**
 * Scores pairs, as they have just been compared, with the weights that are tried as well, and keeps
 * what those would do with each by itself. Decides nothing.
 *
 * @param at when, RFC 3339 in UTC: its day is what it is counted under
 */
export async function countShadow(
  tx: Tx,
  pairs: readonly ScoredPair[],
  {
    active,
    shadow,
    at,
  }: {
    readonly active: MatchModel;
    readonly shadow: MatchModel;
    readonly at: string;
  },
): Promise<void> {
  const counted = new Map<string, { pairs: number; samples: KeptSample[] }>();
  for (const { a, b, score } of pairs) {
    if (a.leafId === b.leafId) {
      continue;
    }
    const other = scored(a, b, shadow).score;
    const [verdict, tried] = [verdictOf(score, active), verdictOf(other, shadow)];
    const known = counted.get(`${verdict} ${tried}`) ?? { pairs: 0, samples: [] };
    counted.set(`${verdict} ${tried}`, known);
    known.pairs += 1;
    if (verdict !== tried && known.samples.length < queries.SHADOW_SAMPLES_MAX) {
      known.samples.push({
        records: [String(a.id), String(b.id)],
        leaves: [String(a.leafId), String(b.leafId)],
        weightBefore: score.weight,
        weightAfter: other.weight,
      });
    }
  }
  if (counted.size > 0) {
    const rows = [...counted].map(([verdicts, { pairs: count, samples }]) => {
      const [verdict, tried] = verdicts.split(" ") as [PairVerdict, PairVerdict];
      const key = { version: shadow.version, day: at.slice(0, 10), verdict, tried };
      return { ...key, pairs: BigInt(count), samples };
    });
    const added = await queries.addShadow(tx, rows);
    if (added.some(({ isNew }) => isNew)) {
      await queries.forgetShadow(tx, at.slice(0, 10), SHADOW_DAYS);
    }
  }
}

/** What running servers have seen of the version that is tried. */
export interface ShadowReport {
  /** The first day of it, of UTC; null before anything was compared. */
  readonly since: string | null;
  /** Comparisons; a pair counts each time that one of its records is compared anew. */
  readonly pairs: number;
  /** The largest changes first; none where both would decide alike. */
  readonly changes: readonly VerdictChange[];
  /** The latest first: of how many comparisons how many would have come to something else. */
  readonly days: readonly {
    readonly day: string;
    readonly pairs: number;
    readonly differ: number;
  }[];
}

/** @param samples pairs named of each change, the latest first */
export async function readShadowReport(
  db: Sql | Tx,
  version: number,
  samples: number,
): Promise<ShadowReport> {
  const rows = (await queries.readShadow(db)).filter((row) => row.version === version);
  const sumOf = (some: readonly queries.ShadowRow[]) =>
    some.reduce((sum, row) => sum + Number(row.pairs), 0);
  const differ = (row: queries.ShadowRow) => row.verdict !== row.tried;
  const byChange = Map.groupBy(rows.filter(differ), (row) => `${row.verdict} ${row.tried}`);
  const changes = [...byChange.values()].flatMap((some) => {
    const [first] = some;
    return first === undefined
      ? []
      : [
          {
            from: first.verdict,
            to: first.tried,
            pairs: sumOf(some),
            samples: samplesOf(some, samples),
          },
        ];
  });
  return {
    since: rows.at(-1)?.day ?? null,
    pairs: sumOf(rows),
    changes: changes.sort((x, y) => y.pairs - x.pairs),
    days: [...Map.groupBy(rows, ({ day }) => day)].map(([day, some]) => ({
      ...{ day, pairs: sumOf(some), differ: sumOf(some.filter(differ)) },
    })),
  };
}

function samplesOf(rows: readonly queries.ShadowRow[], most: number): PairSample[] {
  return rows
    .flatMap(({ samples }) => samples as readonly KeptSample[])
    .slice(0, most)
    .map(({ leaves: [a, b], ...sample }) => ({ ...sample, leaves: [BigInt(a), BigInt(b)] }));
}
