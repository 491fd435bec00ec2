import type { Sql } from "../../../db/connection/client.ts";
import * as queries from "../../../db/queries/identity/records.ts";
import { putSetting } from "../../../db/queries/programme/programme.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import { clockOf } from "../../core/loadState.ts";
import { fitModel } from "../../domain/identity/matching/fitModel.ts";
import { DECIDED_SETTING, type MatchModel } from "../../domain/identity/matching/model.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { transact } from "../../platform/transact.ts";
import { resolveLeaves } from "../resolveLeaves.ts";
import { type ComparedRecord, comparedRecord } from "./comparedRecord.ts";
import { RecentRecords } from "./recentRecords.ts";
import { edgesOf, scoreAround } from "./scoring.ts";

/** Records that are read, scored or decided in one transaction. */
const PAGE = 500;

/**
 * Records that weights are estimated on; more tell nothing more. They are the first ones: memory
 * does not grow with the number of customers.
 */
export const FIT_RECORDS_MAX = 50_000;

export interface RedecideProgress {
  readonly doing: "score" | "decide";
  readonly records: number;
}

/**
 * Estimates the weights on the records that are there, without knowing who is who. Nothing is
 * changed.
 *
 * @param options.version of the model that is made
 */
export async function fitOnRecords(
  sql: Sql,
  options: { readonly version: number; readonly seed: number },
): Promise<{ readonly model: MatchModel; readonly records: number }> {
  const records: ComparedRecord[] = [];
  for (let after = 0n; records.length < FIT_RECORDS_MAX; ) {
    const rows = await queries.readRecordsAfter(sql, after, PAGE);
    records.push(...rows.map((row) => comparedRecord(row)));
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) {
      break;
    }
    after = last.id;
  }
  // In an order of their own: estimates draw pairs at random, and add up in the order they come in.
  const said = records
    .sort((x, y) => (x.content < y.content ? -1 : x.content > y.content ? 1 : 0))
    .map(({ fields }) => fields);
  return { model: fitModel(said, options), records: records.length };
}

/**
 * Decides everything again under a model: scores every pair anew, a page of records in a
 * transaction, then decides page by page. What is interrupted is done again from the start and
 * comes to the same.
 */
export async function redecide(
  deps: CommandDeps,
  model: MatchModel,
  options: {
    readonly announce?: boolean;
    readonly onProgress?: (progress: RedecideProgress) => void;
  } = {},
): Promise<void> {
  const { announce = true, onProgress } = options;
  const recent = new RecentRecords();
  const pages = async (
    doing: RedecideProgress["doing"],
    run: (rows: readonly queries.RecordRow[]) => Promise<void>,
  ): Promise<void> => {
    let done = 0;
    for (let after = 0n; ; ) {
      const rows = await queries.readRecordsAfter(deps.sql, after, PAGE);
      const last = rows.at(-1);
      if (last === undefined) {
        return;
      }
      await run(rows);
      done += rows.length;
      onProgress?.({ doing, records: done });
      after = last.id;
    }
  };
  await pages("score", async (rows) => {
    await transact(deps.sql, async (tx) => {
      await queries.takeLane(tx);
      const records = rows.map((row) => comparedRecord(row));
      const leaves = records.map(({ leafId }) => leafId);
      await queries.deleteScoresBelow(tx, leaves, records[0]?.id ?? 0n);
      const isOlder = ({ id }: ComparedRecord, other: bigint) => other < id;
      const { pairs } = await scoreAround(tx, records, model, recent, { isWanted: isOlder });
      const edges = edgesOf(pairs, model, formatInstant(deps.now ?? (await clockOf(tx))));
      if (edges.length > 0) {
        await queries.insertScores(tx, edges);
      }
    });
  });
  await pages("decide", async (rows) => {
    await transact(deps.sql, async (tx) => {
      await queries.takeLane(tx);
      const leaves = rows.map((row) => row.leaf_id);
      await resolveLeaves(tx, deps, leaves, model, { announce });
    });
  });
  await putSetting(deps.sql, DECIDED_SETTING, { version: model.version });
}
