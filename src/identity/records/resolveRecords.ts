import type { Sql, Tx } from "../../../db/connection/client.ts";
import { insertCustomers } from "../../../db/queries/core/effects.ts";
import { keepProven } from "../../../db/queries/identity/proven.ts";
import * as queries from "../../../db/queries/identity/records.ts";
import { IdBlocks } from "../../../db/statements/idBlocks.ts";
import type { CommandDeps } from "../../core/changeCustomer.ts";
import { newCustomerRow } from "../../core/encode.ts";
import { clockOf } from "../../core/loadState.ts";
import { newCustomer } from "../../core/state.ts";
import { blocksOf } from "../../domain/identity/matching/blocks.ts";
import { DEFAULT_MODEL, type MatchModel } from "../../domain/identity/matching/model.ts";
import { type PersonFields, prepareFields } from "../../domain/identity/matching/record.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { transact } from "../../platform/transact.ts";
import { countShadow } from "../models/shadow.ts";
import { type Resolved, resolveLeaves } from "../resolveLeaves.ts";
import { type ComparedRecord, comparedRecord } from "./comparedRecord.ts";
import { RecentRecords } from "./recentRecords.ts";
import { type FoundBy, type KeysBefore, keepKeys, readKeys } from "./recordKeys.ts";
import { edgesOf, scoreAround } from "./scoring.ts";
import { findPairs, forgetPairs } from "./turnedKeys.ts";

/** Records of one transaction. */
export const RECORDS_MAX = 500;

/** What a source says of one person, under its own key. */
export interface PersonRecord {
  /** Id of the source; null: what the customer's own profile says. */
  readonly sourceId: number | null;
  readonly key: string;
  readonly fields: PersonFields;
  /** Of a profile: its customer's leaf, which is there; else the record gets one of its own. */
  readonly leafId?: bigint;
}

export interface ResolvedRecords extends Resolved {
  /** Of each record, in the order of the input: the leaf that it has for good. */
  readonly leaves: readonly bigint[];
  readonly created: number;
  readonly changed: number;
  /** Keys of these records that found nobody, because too many share them. */
  readonly passedOver: number;
}

interface ResolveOptions {
  readonly model?: MatchModel;
  readonly announce?: boolean;
  /** Whoever resolves again and again gives one of its own. */
  readonly recent?: RecentRecords;
}

/**
 * Takes records in and decides who is who with them (contract 2.3): each has a leaf of its own, is
 * compared with all that may be the same person, and goes to the customer that the evidence of all
 * of them says. A record that is known changes nothing when it says the same; one that says
 * something else is compared anew, and may part what was one.
 *
 * Guarantee: one transaction; one effect per source and key, however often it comes. At most
 * RECORDS_MAX; no key twice.
 * Throws: RangeError for more, or for a key that is there twice; AppError UNAVAILABLE.
 */
export async function resolveRecords(
  deps: CommandDeps,
  records: readonly PersonRecord[],
  options: ResolveOptions = {},
): Promise<ResolvedRecords> {
  return await transact(deps.sql, (tx) => resolveRecordsIn(tx, deps, records, options));
}

/** The same in the caller's transaction, which is short from here on: others wait for the lane. */
export async function resolveRecordsIn(
  tx: Tx,
  deps: CommandDeps,
  records: readonly PersonRecord[],
  options: ResolveOptions = {},
): Promise<ResolvedRecords> {
  if (records.length > RECORDS_MAX) {
    throw new RangeError(`${records.length} records at once; at most ${RECORDS_MAX}`);
  }
  const keys = new Set(records.map(({ sourceId, key }) => `${sourceId} ${key}`));
  if (keys.size < records.length) {
    throw new RangeError("a record is there twice; send each key once");
  }
  const { recent = new RecentRecords() } = options;
  // Statements that need no answer of each other go together, in their order: the lane is had
  // before the next one looks.
  const [, { active: model, shadow }, before] = await Promise.all([
    queries.takeLaneForLookups(tx),
    options.model === undefined ? recent.models(tx) : { active: options.model, shadow: null },
    readBefore(tx, deps, records),
  ]);
  const taken = await takeRecords(tx, deps, records, before);
  const { gone, come, at } = taken;
  const { standIns, successors, passed, back } = await keepKeys(tx, taken.keys, gone, come);
  const touched = await withSuccessors(tx, taken.touched, successors);
  const lost = await forgetPairs(tx, passed, recent, touched);
  const { pairs, passedOver } = await scoreAround(tx, touched, model, recent, { standIns });
  if (shadow !== null) {
    await countShadow(tx, pairs, { active: model, shadow, at });
  }
  if (taken.proofs.length > 0) {
    await keepProven(tx, taken.proofs);
  }
  const edges = edgesOf(pairs, model, at);
  if (edges.length > 0) {
    await queries.insertScores(tx, edges);
  }
  const more = await findPairs(tx, back, recent, touched, { model, at });
  const own = touched.map(({ leafId }) => leafId);
  // Also who was alike before: what kept them from somebody else may be gone.
  const leaves = [...new Set([...own, ...taken.left, ...lost, ...more])];
  const resolved =
    leaves.length === 0
      ? { merged: 0, separated: 0, tooLarge: 0 }
      : await resolveLeaves(tx, deps, leaves, model, { announce: options.announce ?? true });
  return { ...resolved, ...taken.counts, passedOver, leaves: taken.leaves };
}

/** The weights that decide: those that were made active, else those that come with the product. */
export async function activeModel(db: Sql | Tx): Promise<MatchModel> {
  const [active] = await queries.readActiveModel(db);
  return active === undefined ? DEFAULT_MODEL : (active.parameters as MatchModel);
}

interface Taken {
  readonly leaves: readonly bigint[];
  /** Records that are new or say something else than before. */
  readonly touched: readonly ComparedRecord[];
  /** Leaves that were like a record that has changed. */
  readonly left: readonly bigint[];
  /** What changed records were found by, and what is found now. */
  readonly gone: readonly FoundBy[];
  readonly come: readonly FoundBy[];
  /** How both were found before. */
  readonly keys: KeysBefore;
  readonly counts: { readonly created: number; readonly changed: number };
  /** Records that say, or said, that something is proven. */
  readonly proofs: readonly bigint[];
  /** When they were taken. */
  readonly at: string;
}

/** What records say so far, and what taking them needs. */
interface Before {
  readonly ids: IdBlocks;
  readonly rows: readonly queries.RecordRow[];
  readonly now: Instant;
}

async function readBefore(
  tx: Tx,
  deps: CommandDeps,
  records: readonly PersonRecord[],
): Promise<Before> {
  const ids = new IdBlocks(tx);
  const [rows, now] = await Promise.all([
    queries.readRecordsByKey(
      tx,
      records.map(({ sourceId, key }) => ({ source_id: sourceId, key })),
    ),
    deps.now ?? clockOf(tx),
    ids.ensure(records.length),
  ]);
  return { ids, rows, now };
}

async function withSuccessors(
  tx: Tx,
  touched: readonly ComparedRecord[],
  successors: readonly bigint[],
): Promise<readonly ComparedRecord[]> {
  const own = new Set(touched.map(({ id }) => id));
  const others = successors.filter((id) => !own.has(id));
  return others.length === 0
    ? touched
    : [...touched, ...(await queries.readRecords(tx, others)).map((row) => comparedRecord(row))];
}

async function takeRecords(
  tx: Tx,
  deps: CommandDeps,
  records: readonly PersonRecord[],
  { ids, rows, now }: Before,
): Promise<Taken> {
  const known = new Map(rows.map((row) => [`${row.source_id} ${row.key}`, row]));
  const at = formatInstant(now);
  const fresh: queries.NewRecordRow[] = [];
  const touched = new Map<bigint, ComparedRecord>();
  const changed: queries.ChangedRecordRow[] = [];
  const gone: FoundBy[] = [];
  const come: FoundBy[] = [];
  const reScored: bigint[] = [];
  const proving = new Set<bigint>();
  const made: bigint[] = [];
  const leaves = records.map(({ sourceId, key, fields, leafId: own }) => {
    const row = known.get(`${sourceId} ${key}`);
    const said = { ...fields };
    if (row !== undefined && isSame(row.fields ?? {}, said)) {
      return row.leaf_id;
    }
    const prepared = prepareFields(said, null);
    const found = blocksOf(prepared);
    if (row !== undefined) {
      changed.push({ id: row.id, fields: said, blocks: found, recorded_at: at });
      gone.push(comparedRecord(row));
      if (isProof(row.fields)) {
        proving.add(row.id);
      }
      come.push(comparedRecord({ ...row, blocks: found }, prepared));
      reScored.push(row.leaf_id);
      return row.leaf_id;
    }
    // One number for both, where it may be: whoever came later has the greater one in either.
    const id = ids.next();
    const leafId = own ?? id;
    if (own === undefined) {
      made.push(leafId);
    }
    const taken = { id, leaf_id: leafId, fields: said, blocks: found };
    fresh.push({ ...taken, source_id: sourceId, key, recorded_at: at });
    const record = comparedRecord(taken, prepared);
    touched.set(id, record);
    come.push(record);
    return leafId;
  });
  const version = deps.catalog.rulesetAt(now).version;
  const customers = made.map((leafId) => ({
    ...newCustomer(leafId, deps.newPublicId(), now),
    rulesetVersion: version,
  }));
  const [keys] = await Promise.all([
    readKeys(tx, gone, come),
    customers.length > 0 &&
      insertCustomers(
        tx,
        customers.map((customer) => newCustomerRow(customer, now)),
      ),
    fresh.length > 0 && queries.insertRecords(tx, fresh),
  ]);
  if (changed.length > 0) {
    await queries.updateRecords(tx, changed);
  }
  const left = reScored.length === 0 ? [] : await queries.deleteScores(tx, reScored);
  // A leaf may have a profile beside its record: what was found of either is gone.
  const beside = reScored.length === 0 ? [] : await queries.readRecordsOf(tx, reScored);
  for (const row of beside) {
    touched.set(row.id, comparedRecord(row));
  }
  return {
    ...{ leaves, gone, come, keys, at },
    left: left.flatMap(({ a, b }) => [a, b]),
    touched: [...touched.values()],
    counts: { created: fresh.length, changed: changed.length },
    proofs: [...fresh, ...changed]
      .filter(({ id, fields }) => isProof(fields) || proving.has(id))
      .map(({ id }) => id),
  };
}

function isProof(fields: PersonFields | null): boolean {
  return fields?.verifiedEmail !== undefined || fields?.verifiedPhone !== undefined;
}

/** Whether two records say the same. */
export function isSame(a: object, b: object): boolean {
  const text = (fields: object) => JSON.stringify(Object.entries(fields).sort());
  return text(a) === text(b);
}
