import { createHash } from "node:crypto";
import type { Tx } from "../../db/connection/client.ts";
import {
  findIdempotencyKey,
  type IdempotencyRow,
  storeAnswer,
  takeIdempotencyKey,
} from "../../db/queries/core/idempotency.ts";
import type { KeyedOperation } from "../domain/access/keyedOperations.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { AppError } from "../errors.ts";

/** Bytes of an idempotency key. */
export const IDEMPOTENCY_KEY_BYTES_MAX = 255;

export interface KeyedCommand {
  readonly operation: KeyedOperation;
  readonly key: string;
  readonly input: object;
  /** The till that made the key; its store is the viewer's. */
  readonly till?: string;
}

/** A command's key as it is stored. */
export interface TakenKey {
  readonly namespace: string;
  readonly operation: string;
  readonly key: string;
  readonly inputHash: Buffer;
}

/**
 * Where a viewer's keys live: the store and till, or the integration; never the credential (I8).
 */
export function namespaceOf(viewer: Viewer, till: string | null = null): string {
  if (viewer.store === null) {
    return `integration:${viewer.principal}`;
  }
  return till === null ? `store:${viewer.store}` : `${tillPrefixOf(viewer.store)}${till}`;
}

/** What the namespaces of a store's tills begin with. */
export function tillPrefixOf(store: string): string {
  return `store:${store}/till:`;
}

/**
 * @throws AppError BAD_USER_INPUT for a key that is empty, over-long or no text that PostgreSQL can
 * keep
 */
export function takenKeyOf(viewer: Viewer, command: KeyedCommand): TakenKey {
  const bytes = Buffer.byteLength(command.key);
  const isText = command.key.isWellFormed() && !command.key.includes("\u0000");
  if (!isText || bytes === 0 || bytes > IDEMPOTENCY_KEY_BYTES_MAX) {
    throw new AppError(
      "BAD_USER_INPUT",
      `idempotencyKey needs 1 to ${IDEMPOTENCY_KEY_BYTES_MAX} bytes of well-formed text without U+0000.`,
      {
        details: { field: ["input", "idempotencyKey"] },
      },
    );
  }
  return {
    namespace: namespaceOf(viewer, command.till ?? null),
    operation: command.operation,
    key: command.key,
    inputHash: createHash("sha256").update(JSON.stringify(command.input)).digest(),
  };
}

/**
 * The answer that the first use of a key was given; a new statement, after the key was lost.
 *
 * @throws AppError IDEMPOTENCY_KEY_PARAMETER_MISMATCH when it was used with another input
 */
export async function firstAnswer<Answer>(tx: Tx, key: TakenKey): Promise<Answer> {
  const [first] = (await findIdempotencyKey(tx, key)) as readonly IdempotencyRow[];
  if (first === undefined || !first.input_hash.equals(key.inputHash)) {
    throw new AppError(
      "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
      "This idempotency key was used with another input. Use a new key for a new request.",
    );
  }
  return first.answer as Answer;
}

/**
 * Runs a command at most once per key and gives every repeat the first answer (I8).
 *
 * The namespace is the till's store or the integration, never the credential, so a renewed token
 * does not forget. A refusal is an answer too: it is stored with what it refused. Throws AppError
 * IDEMPOTENCY_KEY_PARAMETER_MISMATCH when the key comes with another input, BAD_USER_INPUT for one
 * that cannot be a key.
 */
export async function once<Answer extends object>(
  tx: Tx,
  viewer: Viewer,
  command: KeyedCommand,
  run: () => Promise<Answer>,
): Promise<Answer> {
  const key = takenKeyOf(viewer, command);
  const [won] = await takeIdempotencyKey(tx, key);
  if (won === undefined) {
    return await firstAnswer<Answer>(tx, key);
  }
  const answer = await run();
  await storeAnswer(tx, key, answer);
  return answer;
}
