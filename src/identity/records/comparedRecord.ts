import type { RecordRow } from "../../../db/queries/identity/records.ts";
import { contentKeyOf } from "../../domain/identity/matching/blocks.ts";
import {
  type PersonFields,
  type PreparedFields,
  prepareFields,
} from "../../domain/identity/matching/record.ts";

/** A record as it is compared. */
export interface ComparedRecord {
  readonly id: bigint;
  readonly leafId: bigint;
  readonly fields: PreparedFields;
  readonly blocks: readonly bigint[];
  /** The same for all that say the same. */
  readonly content: bigint;
  /** What it says, for ties: the same however it came. */
  readonly key: string;
}

export function comparedRecord(row: RecordRow): ComparedRecord {
  const fields = row.fields ?? {};
  const prepared = prepareFields(fields as PersonFields, null);
  return {
    id: row.id,
    leafId: row.leaf_id,
    fields: prepared,
    blocks: row.blocks,
    content: contentKeyOf(prepared),
    key: `${JSON.stringify(Object.entries(fields).sort())} ${row.source_id} ${row.key}`,
  };
}
