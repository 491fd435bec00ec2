import type { Tx } from "../../../db/connection/client.ts";
import { readCustomersOf } from "../../../db/queries/identity/leaves.ts";
import { readRecordsByKey, waitForLane } from "../../../db/queries/identity/records.ts";
import { requireScope } from "../../access/authorise.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import { clockOf } from "../../core/loadState.ts";
import { takenSource } from "../../core/takenSource.ts";
import { maySendOf, type Viewer } from "../../domain/access/viewer.ts";
import { parseRecord } from "../../domain/identity/records/parseRecord.ts";
import { localDateOf } from "../../domain/time/zone.ts";
import { AppError } from "../../errors.ts";
import { once } from "../../platform/idempotency.ts";
import { transact } from "../../platform/transact.ts";
import type { CommandError } from "../../platform/userErrors.ts";
import type { RecentRecords } from "./recentRecords.ts";
import { isSame, type PersonRecord, RECORDS_MAX, resolveRecordsIn } from "./resolveRecords.ts";

/** How long records wait until others are decided about: several batches of them. */
const LANE_WAIT_MS = 4_000;
/** Where a day begins first: what is today anywhere is not the future. */
const EARLIEST_ZONE = "Etc/GMT-14";

export interface ReceiveRecordsRequest {
  readonly viewer: Viewer;
  readonly source: string;
  /** As the sender wrote them; checked here, each on its own. */
  readonly records: readonly Readonly<Record<string, unknown>>[];
  readonly idempotencyKey: string;
}

export type RecordOutcome = "CREATED" | "CHANGED" | "UNCHANGED" | "REJECTED";

export interface RecordResult {
  readonly outcome: RecordOutcome;
  /** Public id of the customer it belongs to now; null exactly when it was refused. */
  readonly customerPublicId: string | null;
  readonly userErrors: readonly CommandError[];
}

export interface ReceiveRecordsAnswer {
  /** In the order of the input; none when there are errors. */
  readonly results: readonly RecordResult[];
  readonly userErrors: readonly CommandError[];
}

/** As it is kept with the key: no texts of the record. */
interface KeptAnswer {
  readonly results: readonly (Omit<RecordResult, "customerPublicId"> & {
    readonly leafId: string | null;
  })[];
  readonly userErrors: readonly CommandError[];
}

/**
 * Takes in records that an integration sends, up to RECORDS_MAX in one transaction, and says of
 * each whose it is.
 *
 * Guarantee: one effect per idempotency key, and per source and key of a record; a record that
 * cannot be used is refused for itself.
 * Throws: AppError FORBIDDEN, UNAUTHENTICATED, BAD_USER_INPUT for too many,
 * IDEMPOTENCY_KEY_PARAMETER_MISMATCH, UNAVAILABLE.
 */
export async function receiveRecords(
  deps: CommandDeps,
  request: ReceiveRecordsRequest,
  recent: RecentRecords,
): Promise<ReceiveRecordsAnswer> {
  const { viewer, source, records, idempotencyKey } = request;
  requireRecords(viewer);
  if (records.length > RECORDS_MAX) {
    throw new AppError("BAD_USER_INPUT", `Send at most ${RECORDS_MAX} records in one call.`, {
      details: { argument: "input.records", max: RECORDS_MAX },
    });
  }
  const command = {
    operation: "resolveRecords" as const,
    key: idempotencyKey,
    input: { source, records },
  };
  let isFirst = false;
  const { results, userErrors } = await transact(deps.sql, (tx) =>
    once(tx, viewer, command, () => {
      isFirst = true;
      return receive(tx, deps, request, recent);
    }),
  );
  const news = results.filter(({ outcome }) => outcome === "CREATED" || outcome === "CHANGED");
  const sourceId = deps.catalog.source(source)?.id;
  if (isFirst && news.length > 0 && sourceId !== undefined) {
    deps.noteRecords?.(sourceId, news.length);
  }
  const leaves = results.flatMap(({ leafId }) => (leafId === null ? [] : [BigInt(leafId)]));
  const rows = leaves.length === 0 ? [] : await readCustomersOf(deps.sql, leaves);
  const idOf = new Map(rows.map((row) => [String(row.leaf_id), row.public_id]));
  return {
    results: results.map(({ leafId, ...result }) => ({
      ...result,
      customerPublicId: leafId === null ? null : (idOf.get(leafId) ?? null),
    })),
    userErrors,
  };
}

/**
 * Both, so that only what sends for a whole source does: neither a till nor an agent may say of
 * somebody that they are somebody else.
 *
 * @throws AppError FORBIDDEN, UNAUTHENTICATED
 */
export function requireRecords(viewer: Viewer): void {
  requireScope(viewer, "purchase:write");
  requireScope(viewer, "interaction:write");
}

async function receive(
  tx: Tx,
  deps: CommandDeps,
  { viewer, source, records }: ReceiveRecordsRequest,
  recent: RecentRecords,
): Promise<KeptAnswer> {
  const { source: known, refusal } = takenSource(deps.catalog, source);
  if (refusal !== null) {
    return refuseAll(refusal.reason, refusal.message);
  }
  if (!maySendOf(viewer, source)) {
    return refuseAll("SOURCE_NOT_ALLOWED", "Your key may not send for this source.");
  }
  const today = localDateOf(deps.now ?? (await clockOf(tx)), EARLIEST_ZONE);
  const results: KeptAnswer["results"][number][] = new Array(records.length);
  const wanted = new Map<string, PersonRecord & { readonly index: number }>();
  for (const [index, raw] of records.entries()) {
    const parsed = parseRecord(raw, today, known.trusted_kinds);
    if (!parsed.ok) {
      results[index] = rejected(parsed.fault);
    } else if (wanted.has(parsed.key)) {
      const message = "key is there twice; send each key once in a call";
      results[index] = rejected({ code: "DUPLICATE", message, field: ["key"] });
    } else {
      const { key, fields } = parsed;
      wanted.set(key, { index, sourceId: known.id, key, fields });
    }
  }
  await waitForLane(tx, LANE_WAIT_MS);
  const all = [...wanted.values()];
  const before = new Map(
    (
      await readRecordsByKey(
        tx,
        all.map(({ sourceId, key }) => ({ source_id: sourceId, key })),
      )
    ).map((row) => [row.key, row.fields ?? {}]),
  );
  const { leaves } = await resolveRecordsIn(tx, deps, all, { recent });
  for (const [at, { index, key, fields }] of all.entries()) {
    const said = before.get(key);
    const outcome = said === undefined ? "CREATED" : isSame(said, fields) ? "UNCHANGED" : "CHANGED";
    results[index] = { outcome, leafId: String(leaves[at]), userErrors: [] };
  }
  return { results, userErrors: [] };
}

function rejected(error: CommandError): KeptAnswer["results"][number] {
  return { outcome: "REJECTED", leafId: null, userErrors: [error] };
}

function refuseAll(code: string, message: string): KeptAnswer {
  return { results: [], userErrors: [{ code, message, field: ["source"] }] };
}
