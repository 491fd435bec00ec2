import type { Tx } from "../../db/connection/client.ts";
import { lockOrdersSince } from "../../db/queries/core/enrolment.ts";
import { requireScope } from "../access/authorise.ts";
import { refuseOwn } from "../access/ownRecord.ts";
import { type CommandDeps, changeCustomer } from "../core/changeCustomer.ts";
import { newsOf } from "../core/effects.ts";
import { clockOf } from "../core/loadState.ts";
import { creditedSince, IDS_PER_ORDER, join } from "../core/moves/enrol.ts";
import { decideTierOf } from "../core/moves/settleOrder.ts";
import { membershipKey } from "../core/state.ts";
import { customerGone } from "../customers/notFound.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { textFault } from "../domain/identity/seen.ts";
import { CODE_BYTES_MAX } from "../domain/purchase/limits.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { AppError } from "../errors.ts";
import { once } from "../platform/idempotency.ts";
import { malformed } from "../platform/input.ts";
import { transact } from "../platform/transact.ts";

export interface EnrolCustomerRequest {
  readonly viewer: Viewer;
  /** The customer as found, null when nobody was; looked at again under the locks. */
  readonly rootId: bigint | null;
  /**
   * The customer as the caller named it: what belongs to the key, for the same words may name
   * another root later.
   */
  readonly said: unknown;
  readonly idempotencyKey: string;
  readonly termsVersion: string | null;
  readonly channel: string | null;
  readonly store: string | null;
}

export interface EnrolCustomerAnswer {
  readonly userErrors: readonly {
    readonly code: "CUSTOMER_NOT_FOUND" | "ALREADY_MEMBER" | "MEMBERSHIP_CLOSED";
    readonly message: string;
    readonly field: readonly string[] | null;
  }[];
}

/**
 * Makes the customer a member and credits what was bought in the last `retroCreditDays`
 * (programme 2.4), in one transaction: membership, points, tier and the customer's stream.
 *
 * Guarantee: one effect per idempotency key; the locks are those of purchases (orders, then
 * customer), so that no purchase is missed or credited twice.
 * Throws: AppError FORBIDDEN (also for one's own record, and a till's other store),
 * BAD_USER_INPUT, IDEMPOTENCY_KEY_PARAMETER_MISMATCH.
 */
export async function enrolCustomer(
  deps: CommandDeps,
  request: EnrolCustomerRequest,
): Promise<EnrolCustomerAnswer> {
  const { viewer, idempotencyKey, rootId: _found, ...input } = request;
  requireScope(viewer, "membership:write");
  const isBound = viewer.store !== null || viewer.role === "till";
  if (isBound && input.store !== null && input.store !== viewer.store) {
    throw new AppError("FORBIDDEN", "A till acts for the store that its token is bound to.");
  }
  for (const name of ["termsVersion", "channel", "store"] as const) {
    checkCode(name, input[name]);
  }
  return await transact(deps.sql, (tx) =>
    once(
      tx,
      viewer,
      {
        operation: "enrolCustomer",
        key: idempotencyKey,
        input,
      },
      () => enrol(tx, deps, request),
    ),
  );
}

/** Kept with the membership for ever, so nothing but short text. */
function checkCode(name: string, text: string | null): void {
  const isCode =
    text === null ||
    (text !== "" && Buffer.byteLength(text) <= CODE_BYTES_MAX && textFault(text) === null);
  if (isCode) {
    return;
  }
  throw malformed(
    [name],
    `${name} needs 1 to ${CODE_BYTES_MAX} bytes, without control characters.`,
  );
}

async function enrol(
  tx: Tx,
  deps: CommandDeps,
  request: EnrolCustomerRequest,
): Promise<EnrolCustomerAnswer> {
  const { catalog } = deps;
  const { rootId, viewer, store } = request;
  if (rootId === null) {
    return customerNotFound();
  }
  const ruleset = catalog.rulesetAt(deps.now ?? (await clockOf(tx)));
  const programme = ruleset.programme.code;
  const since = (now: Instant) => formatInstant(creditedSince(catalog, now));
  const options = {
    viewer,
    act: "enrolCustomer" as const,
    rootId,
    store,
    idsMax: (orders: number) => (orders + 1) * IDS_PER_ORDER,
    lockOrders: async (locking: Tx) =>
      await lockOrdersSince(locking, rootId, since(deps.now ?? (await clockOf(locking)))),
  };
  const answer = await changeCustomer(tx, deps, options, async (change) => {
    await refuseOwn(tx, viewer, rootId);
    const { context, customer, cause } = change;
    const { workset } = context;
    const known = customer.leaves
      .map((leafId) => workset.memberships.get(membershipKey(leafId, programme)))
      .find((membership) => membership !== undefined);
    if (known !== undefined) {
      return known.status === "CLOSED"
        ? refuse(
            "MEMBERSHIP_CLOSED",
            "The customer closed this membership; it has to be reopened, not enrolled.",
          )
        : refuse("ALREADY_MEMBER", "The customer is a member already.");
    }
    const { leaves } = customer;
    const { termsVersion, channel } = request;
    join(context, { customer, leaves, termsVersion, channel, store }, cause);
    decideTierOf(context, customer, cause, true);
    newsOf(context.effects, customer, cause.recordedAt).announce = true;
    return { userErrors: [] };
  });
  return answer ?? customerNotFound();
}

function customerNotFound(): EnrolCustomerAnswer {
  return { userErrors: [customerGone()] };
}

function refuse(
  code: EnrolCustomerAnswer["userErrors"][number]["code"],
  message: string,
): EnrolCustomerAnswer {
  return { userErrors: [{ code, message, field: ["customer"] }] };
}
