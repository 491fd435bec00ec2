import { KEYED_OPERATIONS } from "../../../src/domain/access/keyedOperations.ts";
import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf, StoredRowOf } from "../../schema/rows.ts";

export type IdempotencyRow = StoredRowOf<"idempotency_key", "input_hash" | "answer">;

type OperationKey = RowOf<"idempotency_key", "namespace" | "operation" | "key">;

/**
 * Class 0: takes a command's key. A row means it is ours; none, that it was used and its user has
 * committed.
 */
export function takeIdempotencyKey(
  tx: Tx,
  key: OperationKey & RowOf<"idempotency_key", "inputHash">,
) {
  return tx<StoredRowOf<"idempotency_key", "key">[]>`
    insert into idempotency_key (namespace, operation, key, input_hash, created_at)
    values (${key.namespace}, ${key.operation}, ${key.key}, ${key.inputHash}, clock_timestamp())
    on conflict do nothing returning key`;
}

export function findIdempotencyKey(tx: Tx, key: OperationKey) {
  return tx<IdempotencyRow[]>`
    select input_hash, answer from idempotency_key
    where namespace = ${key.namespace} and operation = ${key.operation} and key = ${key.key}`;
}

export function storeAnswer(tx: Tx, key: OperationKey, answer: object) {
  return tx`
    update idempotency_key set answer = ${JSON.stringify(answer)}::text::jsonb
    where namespace = ${key.namespace} and operation = ${key.operation} and key = ${key.key}`;
}

export type OperationRow = StoredRowOf<
  "idempotency_key",
  "namespace" | "operation" | "answer" | "created_at"
>;

/** Sorts after every text that goes on from a prefix: keys are compared byte by byte. */
const LAST_CHARACTER = "\u{10ffff}";

/**
 * What commands with a key answered: in some namespaces and, with a prefix, in every namespace that
 * begins so (a store's tills). Those are found by jumping from one to the next in the primary
 * key: one probe each, however many keys they hold.
 */
export async function findOperations(
  sql: Sql,
  lookup: { namespaces: readonly string[]; tillPrefix: string | null; key: string },
): Promise<readonly OperationRow[]> {
  const prefix = lookup.tillPrefix ?? "";
  const end = `${prefix}${LAST_CHARACTER}`;
  return await sql<OperationRow[]>`
    with recursive space(namespace) as (
      (select namespace from idempotency_key
        where ${prefix}::text <> '' and namespace > ${prefix} and namespace < ${end}
        order by namespace limit 1)
      union all
      select (select k.namespace from idempotency_key k
               where k.namespace > space.namespace and k.namespace < ${end}
               order by k.namespace limit 1)
      from space where space.namespace is not null)
    select k.namespace, k.operation, k.answer, k.created_at
    from (select unnest(${[...lookup.namespaces]}::text[]) as namespace
          union select namespace from space where namespace is not null) as wanted
    cross join unnest(${[...KEYED_OPERATIONS]}::text[]) as o(operation)
    join idempotency_key k
      on k.namespace = wanted.namespace and k.operation = o.operation and k.key = ${lookup.key}
    order by k.created_at`;
}
