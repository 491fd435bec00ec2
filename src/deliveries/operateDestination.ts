import { requireScope } from "../access/authorise.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { actorOf } from "../domain/access/actor.ts";
import type { KeyedOperation } from "../domain/access/keyedOperations.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { once } from "../platform/idempotency.ts";
import { transact } from "../platform/transact.ts";
import { actOnDestination, type DestinationAct, type DestinationActFault } from "./operate.ts";

export interface OperateDestinationRequest {
  readonly viewer: Viewer;
  /** Code of the destination. */
  readonly destination: string;
  readonly act: DestinationAct;
  readonly idempotencyKey: string;
}

export interface OperateDestinationAnswer {
  readonly messages: number;
  readonly userErrors: readonly {
    readonly code: DestinationActFault;
    readonly message: string;
    readonly field: readonly string[];
  }[];
}

/** The mutation that does it, by which a key finds it again. */
const OPERATIONS = {
  PAUSE: "pauseDestination",
  RESUME: "resumeDestination",
  SKIP: "skipDeadLetter",
  RETRY: "retryDeadLetters",
  RETRY_ALL: "retryDeadLetters",
  REPLAY: "replayDestination",
} as const satisfies Record<DestinationAct["act"], KeyedOperation>;

const FIELDS: Readonly<Record<DestinationActFault, string>> = {
  DESTINATION_NOT_FOUND: "destination",
  NOTHING_CHANGED: "destination",
  NOT_DEAD: "message",
  RANGE_EMPTY: "from",
  RANGE_TOO_LARGE: "from",
  REPLAY_RUNNING: "destination",
};

/**
 * Does something about a destination, by somebody's word.
 *
 * Guarantee: once per idempotency key, on record with who; refused, nothing is changed. Throws:
 * AppError FORBIDDEN, BAD_USER_INPUT, IDEMPOTENCY_KEY_PARAMETER_MISMATCH.
 */
export async function operateDestination(
  deps: Pick<CommandDeps, "sql">,
  { viewer, destination, act, idempotencyKey }: OperateDestinationRequest,
): Promise<OperateDestinationAnswer> {
  requireScope(viewer, "destination:operate");
  const command = {
    ...{ operation: OPERATIONS[act.act], key: idempotencyKey },
    input: { destination, ...act },
  };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, command, async (): Promise<OperateDestinationAnswer> => {
      const done = await actOnDestination(tx, destination, act, actorOf(viewer));
      if (done.ok) {
        return { messages: done.messages, userErrors: [] };
      }
      const { code, message } = done;
      return { messages: 0, userErrors: [{ code, message, field: ["input", FIELDS[code]] }] };
    }),
  );
}
