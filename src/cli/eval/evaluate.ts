import { uuidv7 } from "uuidv7";
import type { Sql } from "../../../db/connection/client.ts";
import { readSiblings } from "../../../db/queries/identity/records.ts";
import { Catalog } from "../../core/catalog.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import { type Accuracy, accuracyOf } from "../../domain/identity/matching/accuracy.ts";
import { DEFAULT_MODEL, type MatchModel } from "../../domain/identity/matching/model.ts";
import { RecentRecords } from "../../identity/records/recentRecords.ts";
import { fitOnRecords, redecide } from "../../identity/records/redecide.ts";
import { resolveRecords } from "../../identity/records/resolveRecords.ts";
import { ensureProgramme, registerSource } from "../../programme/ensureProgramme.ts";
import { type PassedOver, readPassedOver } from "./passedOver.ts";
import type { LabelledRecord } from "./readPeople.ts";

/** Records of one transaction while files are loaded, as an import sends them. */
const LOAD_BATCH = 100;
/** The last records, resolved one in a transaction: what a record takes that comes by itself. */
const ALONE_MAX = 200;
const ALONE_SHARE = 0.1;
/** Draws pairs at random while weights are estimated: the same file, the same weights. */
const FIT_SEED = 1;

export interface Evaluation extends Accuracy, PassedOver {
  readonly records: number;
  readonly customers: number;
  /** Which weights decided in the end: those that come with the product, or estimated here. */
  readonly model: "default" | "estimated";
  readonly recordsPerSecond: number;
  /** Milliseconds of a record in a transaction of its own, of the last ones. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Seconds of estimating and deciding again; null without a second pass. */
  readonly secondPassSeconds: number | null;
}

/**
 * Loads records through the product's own engine into an empty database and compares the customers
 * that result with who is who. The truth is looked at when all is decided, and never before.
 */
export async function evaluate(
  sql: Sql,
  records: readonly LabelledRecord[],
  options: {
    readonly twoPass: boolean;
    readonly onProgress?: (done: number, doing: string) => void;
  },
): Promise<Evaluation> {
  await ensureProgramme(sql);
  await registerSource(sql, { code: "records", name: "Records", identifierRank: ["email"] });
  const catalog = await Catalog.load(sql);
  const deps: CommandDeps = { sql, catalog, newPublicId: uuidv7 };
  const sourceId = catalog.source("records")?.id ?? null;
  const leaves: bigint[] = [];
  const recent = new RecentRecords();
  const alone = Math.min(ALONE_MAX, Math.floor(records.length * ALONE_SHARE));
  const load = async (part: readonly LabelledRecord[]): Promise<number> => {
    const began = performance.now();
    const wanted = part.map(({ key, fields }) => ({ sourceId, key, fields }));
    const done = await resolveRecords(deps, wanted, {
      ...{ model: DEFAULT_MODEL, announce: false, recent },
    });
    leaves.push(...done.leaves);
    options.onProgress?.(leaves.length, "records");
    return performance.now() - began;
  };
  const began = performance.now();
  for (let at = 0; at < records.length - alone; at += LOAD_BATCH) {
    await load(records.slice(at, Math.min(at + LOAD_BATCH, records.length - alone)));
  }
  const loadedSeconds = (performance.now() - began) / 1_000;
  const times: number[] = [];
  for (const record of records.slice(records.length - alone)) {
    times.push(await load([record]));
  }
  const second = options.twoPass ? await secondPass(deps, options.onProgress) : null;
  const found = await rootsOf(sql, leaves);
  return {
    ...accuracyOf(records.map(({ truth }, index) => ({ truth, found: found[index] as bigint }))),
    ...{ records: records.length, customers: new Set(found).size },
    model: options.twoPass ? "estimated" : "default",
    recordsPerSecond: loadedSeconds === 0 ? 0 : (records.length - alone) / loadedSeconds,
    ...{ p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99) },
    secondPassSeconds: second?.seconds ?? null,
    ...(await readPassedOver(sql, second?.model ?? DEFAULT_MODEL)),
  };
}

async function secondPass(
  deps: CommandDeps,
  onProgress: ((done: number, doing: string) => void) | undefined,
): Promise<{ readonly model: MatchModel; readonly seconds: number }> {
  const began = performance.now();
  const { model } = await fitOnRecords(deps.sql, { version: 1, seed: FIT_SEED });
  await redecide(deps, model, {
    announce: false,
    onProgress: ({ records, doing }) => onProgress?.(records, `records, ${doing}`),
  });
  return { model, seconds: (performance.now() - began) / 1_000 };
}

async function rootsOf(sql: Sql, leaves: readonly bigint[]): Promise<bigint[]> {
  const rows = await sql.begin((tx) => readSiblings(tx, leaves));
  const rootOf = new Map(rows.map((row) => [row.id, row.root_id]));
  return leaves.map((leaf) => rootOf.get(leaf) ?? leaf);
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1);
  return sorted[Math.max(0, at)] ?? 0;
}
