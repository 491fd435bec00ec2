import type { Tx } from "../../../db/connection/client.ts";
import {
  closeCursor,
  countFound,
  fetchKeys,
  type KeysRow,
  openKeysCursor,
} from "../../../db/queries/verify/verifyEvidence.ts";
import { blocksOf, contentKeyOf, standInKeyOf } from "../../domain/identity/matching/blocks.ts";
import { type PersonFields, prepareFields } from "../../domain/identity/matching/record.ts";
import type { Findings } from "../findings.ts";

/** Records read at once. */
const PAGE = 1_000;

/**
 * I11 of keys: each record is found by the keys of what it says, and by no others; of records that
 * say exactly the same one is found by all of them, and the others by what they say alone. Which
 * one that is, is whoever came first.
 */
export async function checkKeys(tx: Tx, findings: Findings, progress: () => void): Promise<void> {
  await openKeysCursor(tx);
  for (let rows = await fetchKeys(tx, PAGE); rows.length > 0; rows = await fetchKeys(tx, PAGE)) {
    await checkPage(tx, rows, findings);
    findings.checked("I11", "records", rows.length);
    progress();
  }
  await closeCursor(tx, "verify_keys");
}

async function checkPage(tx: Tx, rows: readonly KeysRow[], findings: Findings): Promise<void> {
  const standIns = new Map<bigint, bigint>();
  for (const row of rows) {
    const id = `record ${row.id}`;
    if (!row.isThere) {
      findings.violated("I11", id, `does not exist, and is found by keys ${row.keys}`);
      continue;
    }
    const fields = prepareFields((row.fields ?? {}) as PersonFields, null);
    const blocks = blocksOf(fields);
    findings.compare("I11", id, "blocks", row.blocks, blocks);
    const content = contentKeyOf(fields);
    const standIn = standInKeyOf(content);
    const own = blocks.length === 0 ? [] : [content];
    const all =
      blocks.length === 0 ? [] : [...new Set([content, standIn, ...blocks])].sort(byValue);
    const keys = row.keys ?? "";
    if (keys !== own.join(" ") && keys !== all.join(" ")) {
      findings.violated("I11", id, keyFaultOf(keys, own, all));
    }
    if (blocks.length > 0) {
      standIns.set(standIn, row.id);
    }
  }
  for (const { block, records } of await countFound(tx, [...standIns.keys()])) {
    if (records !== 1) {
      const id = `record ${standIns.get(block)}`;
      findings.violated("I11", id, `has ${records} that stand for it and its copies, should be 1`);
    }
  }
}

/** Of a copy what it says alone; else all. */
function keyFaultOf(keys: string, own: readonly bigint[], all: readonly bigint[]): string {
  const has = new Set(keys === "" ? [] : keys.split(" "));
  const isCopy = all.every((key) => own.includes(key) || !has.has(String(key)));
  const should = (isCopy ? own : all).map(String);
  const missing = should.filter((key) => !has.has(key));
  const odd = [...has].filter((key) => !should.includes(key));
  return [
    ...(missing.length === 0 ? [] : [`is not found by its keys ${missing.join(", ")}`]),
    ...(odd.length === 0 ? [] : [`is found by keys ${odd.join(", ")}, which are not its own`]),
  ].join("; ");
}

function byValue(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
