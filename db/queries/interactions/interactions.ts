import type { Sql, Tx } from "../../connection/client.ts";
import { insertInto, overRows } from "../../statements/rowSet.ts";

/** What is written about interactions, and read to write it. */

export interface NewInteractionRow {
  readonly id: bigint;
  readonly public_id: string;
  readonly leaf_id: bigint;
  readonly source_id: number;
  readonly external_id: string;
  /** `\x...` text. */
  readonly body_hash: string;
  readonly kind: string;
  readonly channel: string;
  readonly subject: string | null;
  readonly order_source: string | null;
  readonly order_number: string | null;
  readonly campaign_code: string | null;
  readonly case_number: string | null;
  readonly occurred_at: string;
  readonly recorded_at: string;
  readonly actor: string;
}

const insertRows = insertInto(
  "interaction",
  {
    id: "bigint",
    public_id: "uuid",
    leaf_id: "bigint",
    source_id: "smallint",
    external_id: "text",
    body_hash: "bytea",
    kind: "text",
    channel: "text",
    subject: "text",
    order_source: "text",
    order_number: "text",
    campaign_code: "text",
    case_number: "text",
    occurred_at: "timestamptz",
    recorded_at: "timestamptz",
    actor: "text",
  },
  {
    orderBy: 'r.source_id, r.external_id collate "C"',
    onConflict: "(source_id, external_id) do nothing",
    returning: "id",
  },
);

/**
 * Takes the keys of interactions, after their customers' locks. Rows that come back are ours; a missing one was taken by
 * another transaction, which has committed by the time this statement returns.
 */
export function insertInteractions(tx: Tx, rows: readonly NewInteractionRow[]) {
  return insertRows<{ id: bigint }>(tx, rows);
}

export interface KnownInteractionRow {
  readonly source_id: number;
  readonly external_id: string;
  readonly public_id: string;
  readonly body_hash: Buffer;
}

/** Interactions that are on record under these keys. */
export const findInteractions = overRows<
  { source_id: "smallint"; external_id: "text" },
  KnownInteractionRow
>(
  { source_id: "smallint", external_id: "text" },
  (source) => `
    select i.source_id, i.external_id, i.public_id, i.body_hash
    from ${source} join interaction i using (source_id, external_id)`,
);

/** Leaves by the ids that the API shows. */
export function findLeavesByPublicIds(db: Sql | Tx, publicIds: readonly string[]) {
  return db<{ public_id: string; id: bigint; root_id: bigint }[]>`
    select public_id, id, root_id from customer where public_id = any(${[...publicIds]}::uuid[])`;
}
