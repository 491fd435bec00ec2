import type { Tx } from "../../../db/connection/client.ts";
import {
  type RecordRow,
  readRecords,
  readRecordsAfter,
} from "../../../db/queries/identity/records.ts";
import {
  countPeopleRecords,
  findPairs,
  readRandomRecords,
  readScoresOf,
  type ScoreRow,
} from "../../../db/queries/verify/verifyEvidence.ts";
import {
  BLOCK_RECORDS_MAX,
  contentKeyOf,
  standInKeyOf,
} from "../../domain/identity/matching/blocks.ts";
import type { MatchModel } from "../../domain/identity/matching/model.ts";
import {
  type PersonFields,
  type PreparedFields,
  prepareFields,
} from "../../domain/identity/matching/record.ts";
import { type PairScore, scorePair } from "../../domain/identity/matching/scorePair.ts";
import type { Findings } from "../findings.ts";
import type { Deciding } from "./deciding.ts";

/** Records read and compared at once. */
const PAGE = 250;

/**
 * Records that are compared anew, a minute or two of them: of more, that many taken at random, and
 * the report says so.
 */
export const COMPARED_MAX = 20_000;

/** Bits by which a weight may differ: logarithms are not the same to the last digit everywhere. */
const WEIGHT_TOLERANCE = 1e-6;
/** Of a field's, which is kept with two digits. */
const FIELD_TOLERANCE = 0.0101;

/**
 * I11 of scores: between two leaves there is an edge exactly where a record of each is found by a
 * key of the other, and both are as likely one person as somebody is to look at; with the weight
 * that the deciding weights give.
 *
 * Keys that are common find nobody: how many share them now decides, whoever came first.
 */
export async function checkScores(
  tx: Tx,
  deciding: Deciding,
  findings: Findings,
  { sample, progress }: { readonly sample?: number | undefined; readonly progress: () => void },
): Promise<void> {
  const most = Math.min(sample ?? COMPARED_MAX, COMPARED_MAX);
  const compare = async (rows: readonly RecordRow[], isOlderOnly: boolean) => {
    await comparePage(tx, rows, deciding, isOlderOnly, findings);
    findings.checked("I11", "records compared anew", rows.length);
    progress();
  };
  if ((await countPeopleRecords(tx)) <= most) {
    for (let after = 0n; ; ) {
      const rows = await readRecordsAfter(tx, after, PAGE);
      const last = rows.at(-1);
      if (last === undefined) {
        return;
      }
      await compare(rows, true);
      after = last.id;
    }
  }
  const ids = await readRandomRecords(tx, most);
  for (let from = 0; from < ids.length; from += PAGE) {
    await compare(await readRecords(tx, ids.slice(from, from + PAGE)), false);
  }
}

interface Prepared {
  readonly id: bigint;
  readonly leafId: bigint;
  readonly fields: PreparedFields;
}

/**
 * Compares a few records with all that they are to be compared with.
 *
 * @param isOlderOnly each pair once, of a walk over all records
 */
export async function comparePage(
  tx: Tx,
  rows: readonly RecordRow[],
  deciding: Deciding,
  isOlderOnly: boolean,
  findings: Findings,
): Promise<void> {
  const known = new Map(rows.map((row) => [row.id, preparedOf(row)]));
  const page = [...known.values()].map(({ id, fields }) => {
    const content = contentKeyOf(fields);
    return { id, content, standIn: standInKeyOf(content) };
  });
  const own = new Set(known.keys());
  const pairs = await findPairs(tx, page, { most: BLOCK_RECORDS_MAX, isOlderOnly });
  const leaves = new Set([...known.values()].map(({ leafId }) => leafId));
  const stored = new Map<string, ScoreRow>();
  for (const row of await readScoresOf(tx, [...leaves])) {
    const [one, other] = recordsOf(row.via);
    if (isOlderOnly ? own.has(other) : own.has(one) || own.has(other)) {
      stored.set(row.via, row);
    }
  }
  const asked = [
    ...pairs.flatMap(({ id, other }) => [id, other]),
    ...[...stored.values()].flatMap(({ via }) => recordsOf(via)),
  ];
  const missing = new Set(asked.filter((id) => !known.has(id)));
  for (const row of missing.size === 0 ? [] : await readRecords(tx, [...missing])) {
    known.set(row.id, preparedOf(row));
  }
  const found = new Set<string>();
  for (const { id, other } of pairs) {
    const [a, b] =
      id < other ? [known.get(id), known.get(other)] : [known.get(other), known.get(id)];
    if (a !== undefined && b !== undefined && a.leafId !== b.leafId) {
      found.add(`${a.id}/${b.id}`);
      checkFound(a, b, stored.get(`${a.id}/${b.id}`), deciding, findings);
    }
  }
  for (const [via, row] of stored) {
    if (!found.has(via)) {
      checkUnfound(row, known, deciding, findings);
    }
  }
  findings.checked("I11", "pairs", found.size);
}

function recordsOf(via: string): [bigint, bigint] {
  const [one = "", other = ""] = /^\d{1,18}\/\d{1,18}$/.test(via) ? via.split("/") : ["0", "0"];
  return [BigInt(one), BigInt(other)];
}

function preparedOf({ id, leaf_id: leafId, fields }: RecordRow): Prepared {
  return { id, leafId, fields: prepareFields((fields ?? {}) as PersonFields, null) };
}

/** A pair that shares a key: an edge or none, as its weight says. */
function checkFound(
  a: Prepared,
  b: Prepared,
  row: ScoreRow | undefined,
  deciding: Deciding,
  findings: Findings,
): void {
  if (row !== undefined) {
    checkWeight(a, b, row, deciding, findings);
    return;
  }
  const { weight } = scoreOf(a, b, deciding.active);
  if (deciding.isDone && weight >= deciding.active.thresholds.review + WEIGHT_TOLERANCE) {
    const id = `records ${a.id} and ${b.id}`;
    findings.violated("I11", id, `are alike by ${weight.toFixed(3)} bits, and no edge says so`);
  }
}

function checkUnfound(
  row: ScoreRow,
  known: ReadonlyMap<bigint, Prepared>,
  deciding: Deciding,
  findings: Findings,
): void {
  const [a, b] = recordsOf(row.via).map((id) => known.get(id));
  if (a === undefined || b === undefined) {
    // Told by the check of edges against records.
    return;
  }
  checkWeight(a, b, row, deciding, findings);
  if (deciding.isDone) {
    findings.violated("I11", nameOf(row), "is of records that no key finds for each other");
  }
}

function nameOf({ a, b, via }: ScoreRow): string {
  return `edge ${a}-${b} of records ${via}`;
}

type Kept = Readonly<{
  model?: number;
  conflict?: boolean;
  fields?: readonly { field: string; level: string; weight: number }[];
}>;

function checkWeight(
  a: Prepared,
  b: Prepared,
  row: ScoreRow,
  { active, models, isDone }: Deciding,
  findings: Findings,
): void {
  const id = nameOf(row);
  const kept = row.evidence as Kept;
  if (isDone && kept.model !== active.version) {
    const should = `${active.version}, which decides`;
    findings.violated("I11", id, `was scored by weights ${kept.model}, should be by ${should}`);
  }
  const model = models.get(kept.model ?? Number.NaN);
  if (model === undefined) {
    if (!isDone) {
      findings.violated("I11", id, `was scored by weights ${kept.model}, which are not there`);
    }
    return;
  }
  const score = scoreOf(a, b, model);
  if (!(Math.abs((row.weight ?? Number.NaN) - score.weight) <= WEIGHT_TOLERANCE)) {
    findings.violated("I11", id, `weight is ${row.weight}, should be ${score.weight}`);
  }
  if (score.weight < model.thresholds.review - WEIGHT_TOLERANCE) {
    findings.violated("I11", id, `is there, with ${score.weight} bits: too few to be looked at`);
  }
  findings.compare("I11", id, "conflict", kept.conflict, score.conflict);
  const said = (kept.fields ?? []).map(({ field, level }) => `${field} ${level}`);
  const should = score.evidence.map(({ field, level }) => `${field} ${level}`);
  findings.compare("I11", id, "evidence", said, should);
  for (const [at, { field, weight }] of score.evidence.entries()) {
    const own = kept.fields?.[at];
    if (own?.field === field && !(Math.abs(own.weight - weight) <= FIELD_TOLERANCE)) {
      findings.violated("I11", id, `says ${own.weight} bits of ${field}, should be ${weight}`);
    }
  }
}

/**
 * A pair's score: what would not make one person of either and its copy makes none of both
 * (ADR-0044).
 */
function scoreOf(a: Prepared, b: Prepared, model: MatchModel): PairScore {
  const score = scorePair(a.fields, b.fields, model);
  if (score.weight < model.thresholds.merge) {
    return score;
  }
  const copies = [a, b].map(({ fields }) => scorePair(fields, fields, model).weight);
  const least = Math.min(...copies);
  return least < model.thresholds.merge ? { ...score, weight: least } : score;
}
