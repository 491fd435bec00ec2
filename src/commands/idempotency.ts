import { createHash } from "node:crypto";
import type { Tx } from "../../db/client.ts";
import {
  claimIdempotencyKey,
  findIdempotencyKey,
  storeAnswer,
} from "../../db/queries/idempotency.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { AppError } from "../errors.ts";

/** Bytes of an idempotency key. */
export const IDEMPOTENCY_KEY_BYTES_MAX = 255;

/**
 * Runs a command at most once per key and gives every repeat the first answer (I8).
 *
 * The namespace is the till's store or the integration, never the credential, so a renewed token does not forget.
 * A refusal is an answer too: it is stored with what it refused. Throws AppError IDEMPOTENCY_KEY_PARAMETER_MISMATCH
 * when the key comes with another input, BAD_USER_INPUT for an empty or over-long key.
 */
export async function once<Answer extends object>(
  tx: Tx,
  viewer: Viewer,
  command: { readonly operation: string; readonly key: string; readonly input: object },
  run: () => Promise<Answer>,
): Promise<Answer> {
  const bytes = Buffer.byteLength(command.key);
  if (bytes === 0 || bytes > IDEMPOTENCY_KEY_BYTES_MAX) {
    throw new AppError(
      "BAD_USER_INPUT",
      `idempotencyKey needs 1 to ${IDEMPOTENCY_KEY_BYTES_MAX} bytes.`,
      {
        details: { field: ["input", "idempotencyKey"] },
      },
    );
  }
  const key = {
    namespace: viewer.store === null ? `integration:${viewer.principal}` : `store:${viewer.store}`,
    operation: command.operation,
    key: command.key,
  };
  const inputHash = createHash("sha256").update(JSON.stringify(command.input)).digest();
  const [won] = await claimIdempotencyKey(tx, { ...key, inputHash });
  if (won === undefined) {
    const [first] = await findIdempotencyKey(tx, key);
    if (first === undefined || !first.input_hash.equals(inputHash)) {
      throw new AppError(
        "IDEMPOTENCY_KEY_PARAMETER_MISMATCH",
        "This idempotency key was used with another input. Use a new key for a new request.",
      );
    }
    return first.answer as Answer;
  }
  const answer = await run();
  await storeAnswer(tx, key, answer);
  return answer;
}
