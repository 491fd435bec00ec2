import type { Tx } from "../../../db/connection/client.ts";
import * as queries from "../../../db/queries/identity/records.ts";
import { BLOCK_RECORDS_MAX, standInKeyOf } from "../../domain/identity/matching/blocks.ts";
import type { ComparedRecord } from "./comparedRecord.ts";

/** A record as it is found: by what it says, and by the keys of that. */
export type FoundBy = Pick<ComparedRecord, "id" | "content" | "blocks">;

/** How records are found before they are changed. */
export interface KeysBefore {
  readonly counts: ReadonlyMap<bigint, number>;
  readonly standIns: ReadonlyMap<bigint, bigint>;
}

export interface KeptKeys {
  /** Of what records say, the record that stands for all that say it now. */
  readonly standIns: ReadonlyMap<bigint, bigint>;
  /** Records that stand for their copies from now on. */
  readonly successors: readonly bigint[];
  /** Keys that find nobody from now on: more share them than find each other. */
  readonly passed: readonly bigint[];
  /** Keys that find again. */
  readonly back: readonly bigint[];
}

export async function readKeys(
  tx: Tx,
  gone: readonly FoundBy[],
  come: readonly FoundBy[],
): Promise<KeysBefore> {
  const all = [...gone, ...come];
  const blocks = [...new Set(all.flatMap((record) => record.blocks))];
  if (blocks.length === 0) {
    return { counts: new Map(), standIns: new Map() };
  }
  const [counts, standIns] = await Promise.all([countsOf(tx, blocks), standInsOf(tx, all)]);
  return { counts, standIns };
}

/**
 * Keeps by which keys records are found. Of records that say exactly the same one stands for all,
 * whoever that is: it alone is found by the keys of what they say, and the others by it. So copies,
 * however many, make no key common.
 */
export async function keepKeys(
  tx: Tx,
  { counts, standIns }: KeysBefore,
  gone: readonly FoundBy[],
  come: readonly FoundBy[],
): Promise<KeptKeys> {
  const standing = new Map(standIns);
  const more = new Map<bigint, number>();
  const rows: queries.BlockRow[] = [];
  const put = ({ id: record_id, content, blocks: keys }: FoundBy, isFirst: boolean): void => {
    const found = isFirst ? [content, standInKeyOf(content), ...keys] : [content];
    rows.push(...found.map((block) => ({ block, record_id })));
    add(more, isFirst ? keys : [], 1);
    if (isFirst) {
      standing.set(content, record_id);
    }
  };
  const vacated = new Map<bigint, FoundBy>();
  for (const record of gone) {
    if (standing.get(record.content) === record.id) {
      vacated.set(record.content, record);
      add(more, record.blocks, -1);
    }
  }
  if (gone.length > 0) {
    await queries.deleteBlocks(tx, gone.flatMap(allRowsOf));
  }
  const heirs = vacated.size === 0 ? [] : await queries.readBlocks(tx, [...vacated.keys()], 1);
  for (const content of vacated.keys()) {
    standing.delete(content);
  }
  for (const { block: content, record_id: id } of heirs) {
    put({ id, content, blocks: vacated.get(content)?.blocks ?? [] }, true);
  }
  for (const record of come.filter((one) => one.blocks.length > 0)) {
    put(record, !standing.has(record.content));
  }
  if (rows.length > 0) {
    await queries.insertBlocks(tx, rows);
  }
  const successors = heirs.map(({ record_id: id }) => id);
  return { standIns: standing, successors, ...(await turnedOf(tx, counts, more)) };
}

/** Of what records say, the record that stands for all that say it. */
export async function standInsOf(
  tx: Tx,
  records: readonly FoundBy[],
): Promise<Map<bigint, bigint>> {
  const contents = new Map(records.map(({ content }) => [standInKeyOf(content), content]));
  const rows = await queries.readBlocks(tx, [...contents.keys()], 1);
  return new Map(rows.map((row) => [contents.get(row.block) as bigint, row.record_id]));
}

/** How many records share each key; more than find each other are not counted further. */
export async function countsOf(
  tx: Tx,
  blocks: readonly bigint[],
): Promise<ReadonlyMap<bigint, number>> {
  const rows = await queries.countBlocks(tx, blocks, BLOCK_RECORDS_MAX + 1);
  return new Map(rows.map(({ block, records }) => [block, records]));
}

async function turnedOf(
  tx: Tx,
  before: ReadonlyMap<bigint, number>,
  more: ReadonlyMap<bigint, number>,
): Promise<Pick<KeptKeys, "passed" | "back">> {
  const passed: bigint[] = [];
  const fewer: bigint[] = [];
  for (const [block, change] of more) {
    const had = before.get(block) ?? 0;
    if (had <= BLOCK_RECORDS_MAX && had + change > BLOCK_RECORDS_MAX) {
      passed.push(block);
    } else if (had > BLOCK_RECORDS_MAX && change < 0) {
      fewer.push(block);
    }
  }
  const after = fewer.length === 0 ? before : await countsOf(tx, fewer);
  return { passed, back: fewer.filter((block) => (after.get(block) ?? 0) <= BLOCK_RECORDS_MAX) };
}

function allRowsOf({ id: record_id, content, blocks }: FoundBy): queries.BlockRow[] {
  return [content, standInKeyOf(content), ...blocks].map((block) => ({ block, record_id }));
}

function add(sums: Map<bigint, number>, keys: readonly bigint[], by: number): void {
  for (const key of keys) {
    sums.set(key, (sums.get(key) ?? 0) + by);
  }
}
