import { requireScope } from "../../access/authorise.ts";
import { refuseOwn } from "../../access/ownRecord.ts";
import { type CommandDeps, changeCustomer } from "../../core/changeCustomer.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { textFault } from "../../domain/identity/seen.ts";
import { addMicros, MICROS_PER_SECOND } from "../../domain/time/instant.ts";
import { once } from "../../platform/idempotency.ts";
import { transact } from "../../platform/transact.ts";
import { type HoldAnswer, setAside } from "./hold.ts";
import { lapseHoldsOf } from "./lapse.ts";
import { customerNotFound, pointsInvalid, refuse, takeIds } from "./pointsAnswer.ts";

/** Seconds that a payment may take before its points go back by themselves. */
export const AUTHORISATION_SECONDS_DEFAULT = 900;
export const AUTHORISATION_SECONDS_MAX = 30 * 86_400;
/** Characters of an order or receipt number. */
const REFERENCE_LENGTH_MAX = 255;

export interface AuthorisePointsRequest {
  readonly viewer: Viewer;
  readonly rootId: bigint | null;
  readonly said: unknown;
  readonly idempotencyKey: string;
  readonly wallet: string;
  readonly points: bigint;
  readonly reference: string | null;
  /** Null: AUTHORISATION_SECONDS_DEFAULT. */
  readonly expiresInSeconds: number | null;
}

/**
 * Sets points aside for a payment that is under way: the first step of paying with points at a
 * till.
 *
 * Guarantee: two tills at once never set aside more than there is; what is neither captured nor
 * released goes back at `expiresAt`; one effect per idempotency key.
 * Throws: AppError FORBIDDEN, BAD_USER_INPUT, IDEMPOTENCY_KEY_PARAMETER_MISMATCH.
 */
export async function authorisePoints(
  deps: CommandDeps,
  request: AuthorisePointsRequest,
): Promise<HoldAnswer> {
  const { viewer, idempotencyKey, rootId, points, ...rest } = request;
  requireScope(viewer, "points:spend");
  const command = {
    operation: "authorisePoints" as const,
    key: idempotencyKey,
    input: { ...rest, points: points.toString() },
  };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, command, async () => {
      if (rootId === null) {
        return { hold: null, ...customerNotFound() };
      }
      const refusal = pointsInvalid(points) ?? outOfBounds(request);
      if (refusal !== null) {
        return { hold: null, ...refusal };
      }
      await lapseHoldsOf(tx, deps, rootId);
      const options = {
        viewer,
        act: "authorisePoints" as const,
        rootId,
        idsMax: takeIds,
        spendsPoints: true,
      };
      const answer = await changeCustomer(tx, deps, options, async (change) => {
        await refuseOwn(tx, viewer, change.customer.rootId);
        const seconds = request.expiresInSeconds ?? AUTHORISATION_SECONDS_DEFAULT;
        return await setAside(change, {
          kind: "AUTHORISATION",
          publicId: deps.newPublicId(),
          wallet: request.wallet,
          points,
          expiresAt: addMicros(change.cause.now, seconds * MICROS_PER_SECOND),
          reason: null,
          reference: request.reference,
        });
      });
      return answer ?? { hold: null, ...customerNotFound() };
    }),
  );
}

function outOfBounds({ reference, expiresInSeconds }: AuthorisePointsRequest) {
  const isText =
    reference === null ||
    (reference.length <= REFERENCE_LENGTH_MAX && textFault(reference) === null);
  if (!isText) {
    return refuse("REFERENCE_INVALID", `At most ${REFERENCE_LENGTH_MAX} characters.`, "reference");
  }
  const isTime =
    expiresInSeconds === null ||
    (expiresInSeconds >= 1 && expiresInSeconds <= AUTHORISATION_SECONDS_MAX);
  return isTime
    ? null
    : refuse(
        "POINTS_INVALID",
        `Give 1 to ${AUTHORISATION_SECONDS_MAX} seconds.`,
        "expiresInSeconds",
      );
}
