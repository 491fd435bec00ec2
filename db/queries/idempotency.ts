import type { Tx } from "../client.ts";

export interface IdempotencyRow {
  readonly input_hash: Buffer;
  readonly answer: unknown;
}

/** Class 0: claims a command's key. A row means it is ours; none, that it was used and its user has committed. */
export function claimIdempotencyKey(
  tx: Tx,
  key: { namespace: string; operation: string; key: string; inputHash: Buffer },
) {
  return tx<{ key: string }[]>`
    insert into idempotency_key (namespace, operation, key, input_hash, created_at)
    values (${key.namespace}, ${key.operation}, ${key.key}, ${key.inputHash}, clock_timestamp())
    on conflict do nothing returning key`;
}

export function findIdempotencyKey(
  tx: Tx,
  key: { namespace: string; operation: string; key: string },
) {
  return tx<IdempotencyRow[]>`
    select input_hash, answer from idempotency_key
    where namespace = ${key.namespace} and operation = ${key.operation} and key = ${key.key}`;
}

export function storeAnswer(
  tx: Tx,
  key: { namespace: string; operation: string; key: string },
  answer: object,
) {
  return tx`
    update idempotency_key set answer = ${JSON.stringify(answer)}::text::jsonb
    where namespace = ${key.namespace} and operation = ${key.operation} and key = ${key.key}`;
}
