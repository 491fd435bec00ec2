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
}

/** One of which ties are broken by what it says: the same however it came. */
export interface RankedRecord extends ComparedRecord {
  readonly key: string;
}

/** Most are compared with one other and never asked for what they say in all. */
class Compared implements ComparedRecord {
  readonly id: bigint;
  readonly leafId: bigint;
  readonly fields: PreparedFields;
  readonly blocks: readonly bigint[];
  #content: bigint | null = null;

  constructor(
    { id, leaf_id, blocks }: Pick<RecordRow, "id" | "leaf_id" | "blocks">,
    fields: PreparedFields,
  ) {
    this.id = id;
    this.leafId = leaf_id;
    this.blocks = blocks;
    this.fields = fields;
  }

  get content(): bigint {
    this.#content ??= contentKeyOf(this.fields);
    return this.#content;
  }
}

class Ranked extends Compared implements RankedRecord {
  readonly key: string;

  constructor(row: RecordRow) {
    super(row, preparedOf(row));
    this.key = `${JSON.stringify(Object.entries(row.fields ?? {}).sort())} ${row.source_id} ${row.key}`;
  }
}

/** @param fields what it says, where that is prepared already */
export function comparedRecord(
  row: Pick<RecordRow, "id" | "leaf_id" | "blocks" | "fields">,
  fields: PreparedFields = preparedOf(row),
): ComparedRecord {
  return new Compared(row, fields);
}

export function rankedRecord(row: RecordRow): RankedRecord {
  return new Ranked(row);
}

function preparedOf({ fields }: Pick<RecordRow, "fields">): PreparedFields {
  return prepareFields((fields ?? {}) as PersonFields, null);
}
