import type { Sql, Tx } from "../../connection/client.ts";
import type { SentRowOf, SqlTypesOf, StoredRowOf } from "../../schema/rows.ts";
import { insertInto, overRows } from "../../statements/rowSet.ts";

/** What is written about interactions, and read to write it. */

const INTERACTION_COLUMNS = {
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
} as const;

export type NewInteractionRow = SentRowOf<"interaction", keyof typeof INTERACTION_COLUMNS>;

const insertRows = insertInto("interaction", INTERACTION_COLUMNS, {
  orderBy: 'r.source_id, r.external_id collate "C"',
  onConflict: "(source_id, external_id) do nothing",
  returning: "id",
});

/**
 * Takes the keys of interactions, after their customers' locks. Rows that come back are ours; a
 * missing one was taken by another transaction, which has committed by the time this statement
 * returns.
 */
export function insertInteractions(tx: Tx, rows: readonly NewInteractionRow[]) {
  return insertRows<StoredRowOf<"interaction", "id">>(tx, rows);
}

export type KnownInteractionRow = StoredRowOf<
  "interaction",
  "source_id" | "external_id" | "public_id" | "body_hash"
>;

/** Interactions that are on record under these keys. */
export const findInteractions = overRows<
  SqlTypesOf<"interaction", "source_id" | "external_id">,
  KnownInteractionRow
>(
  { source_id: "smallint", external_id: "text" },
  (source) => `
    select i.source_id, i.external_id, i.public_id, i.body_hash
    from ${source} join interaction i using (source_id, external_id)`,
);

/** Leaves by the ids that the API shows. */
export function findLeavesByPublicIds(db: Sql | Tx, publicIds: readonly string[]) {
  return db<StoredRowOf<"customer", "public_id" | "id" | "root_id">[]>`
    select public_id, id, root_id from customer where public_id = any(${[...publicIds]}::uuid[])`;
}
