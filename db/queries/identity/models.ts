import type { Sql, Tx } from "../../connection/client.ts";
import type { StoredRowOf } from "../../schema/rows.ts";

/** Weights by which records are compared, in their versions. */

export type ModelRow = StoredRowOf<
  "identity_model",
  "version" | "status" | "parameters" | "records" | "created_at" | "created_by" | "activated_at"
>;

/** All versions, the latest first. */
export function listModels(db: Sql | Tx) {
  return db<ModelRow[]>`
    select version, status, parameters, records, created_at, created_by, activated_at
    from identity_model order by version desc`;
}

/** Which versions decide and are tried; without their weights, which are long. */
export function readVersionsInUse(tx: Tx) {
  return tx<StoredRowOf<"identity_model", "version" | "status">[]>`
    select version, status from identity_model where status in ('ACTIVE', 'SHADOW')`;
}

export function findModel(db: Sql | Tx, version: number) {
  return db<ModelRow[]>`
    select version, status, parameters, records, created_at, created_by, activated_at
    from identity_model where version = ${version}`;
}

/** The number of the next version; under the lane, which keeps two from taking the same. */
export async function nextModelVersion(tx: Tx): Promise<number> {
  const [row] = await tx<{ version: number }[]>`
    select coalesce(max(version), 0) + 1 as version from identity_model`;
  return row?.version ?? 1;
}

export function insertModel(
  tx: Tx,
  model: {
    readonly version: number;
    readonly parameters: object;
    readonly records: number;
    readonly by: string;
  },
) {
  return tx`
    insert into identity_model (version, status, parameters, records, created_at, created_by)
    values (${model.version}::int, 'DRAFT', ${JSON.stringify(model.parameters)}::text::jsonb,
      ${model.records}::bigint, clock_timestamp(), ${model.by})`;
}

/** Gives another status to whoever has this one. */
export function replaceStatus(tx: Tx, from: ModelRow["status"], to: ModelRow["status"]) {
  return tx`update identity_model set status = ${to} where status = ${from}`;
}

export function setStatus(tx: Tx, version: number, status: ModelRow["status"]) {
  return tx`
    update identity_model set status = ${status},
      activated_at = case when ${status} = 'ACTIVE' then clock_timestamp() else activated_at end
    where version = ${version}`;
}

/** Records that say something, `most` at most: a million need not be counted. */
export async function countRecords(db: Sql | Tx, most: number): Promise<number> {
  const [row] = await db<{ n: number }[]>`
    select count(*)::int as n from (
      select from person_record where fields is not null limit ${most}) as found`;
  return row?.n ?? 0;
}
