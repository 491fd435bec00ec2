import { RETRO_ORDERS_MAX } from "../../../db/queries/core/enrolment.ts";
import { deriveOrder } from "../../domain/order/deriveOrder.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import { addMicros, type Instant, MICROS_PER_DAY } from "../../domain/time/instant.ts";
import type { Catalog } from "../catalog.ts";
import type { Cause, PostingContext } from "../points/context.ts";
import { type CustomerWork, membershipKey, type OrderWork } from "../state.ts";
import { settleOrder } from "./settleOrder.ts";

/** Ids per order that may be settled again: entries and lots of every rule. */
export const IDS_PER_ORDER = 20;

/** What somebody joins with. */
export interface Joining {
  readonly customer: CustomerWork;
  /** Those of the customer's leaves that become members. */
  readonly leaves: readonly bigint[];
  readonly termsVersion: string | null;
  readonly channel: string | null;
  readonly store: string | null;
}

/**
 * Since when an order may have been placed to be credited to who joins at `now`; which of them are,
 * its own rules say.
 */
export function creditedSince(catalog: Catalog, now: Instant): Instant {
  return addMicros(now, -catalog.retroCreditDaysMax() * MICROS_PER_DAY);
}

/**
 * Makes leaves members and credits at once what was bought before (programme 2.4), the oldest
 * purchase first: the same for commands and for purchases. Their orders since `creditedSince` are
 * loaded and locked; the caller decides the tier.
 *
 * @param except orders that the caller settles itself
 */
export function join(
  context: PostingContext,
  { customer, leaves, ...joining }: Joining,
  cause: Cause,
  except: ReadonlySet<bigint> = NONE,
): void {
  const { workset, effects, catalog, notCredited = NONE } = context;
  const programme = catalog.rulesetAt(cause.now).programme.code;
  const since = creditedSince(catalog, cause.now);
  for (const leafId of leaves) {
    workset.memberships.set(membershipKey(leafId, programme), {
      status: "ENROLLED",
      enrolledAt: cause.now,
    });
    effects.memberships.push({
      id: context.nextId(),
      leaf_id: leafId,
      programme,
      status: "ENROLLED",
      enrolled_at: formatInstant(cause.now),
      terms_version: joining.termsVersion,
      channel: joining.channel,
      store: joining.store,
      event_id: cause.eventRowId,
      credited_since: formatInstant(since),
    });
  }
  customer.dirty = true;
  const credited = leaves.filter((leafId) => !notCredited.has(leafId));
  creditOrders(context, { leaves: credited, since }, cause, except);
}

const NONE: ReadonlySet<bigint> = new Set();

/** Settles again what leaves that have just joined bought since then. */
export function creditOrders(
  context: PostingContext,
  bought: { readonly leaves: readonly bigint[]; readonly since: Instant },
  cause: Cause,
  except: ReadonlySet<bigint> = NONE,
): void {
  for (const order of ordersToCredit(context, bought)) {
    if (!except.has(order.id)) {
      settleOrder(context, order, cause);
    }
  }
}

/** The latest of them, as `findOrdersSince` finds them, the oldest first. */
function ordersToCredit(
  { workset }: PostingContext,
  { leaves, since }: { readonly leaves: readonly bigint[]; readonly since: Instant },
): readonly OrderWork[] {
  const own = new Set(leaves);
  const placed = [...workset.orders.values()]
    .filter(
      ({ leafId, absorbedInto }) => leafId !== null && own.has(leafId) && absorbedInto === null,
    )
    .map((order) => ({ order, at: (order.settled?.view ?? deriveOrder(order.facts)).placedAt }))
    .filter(({ at }) => at >= since)
    .sort((a, b) => a.at - b.at || (a.order.id < b.order.id ? -1 : 1));
  return placed.slice(-RETRO_ORDERS_MAX).map(({ order }) => order);
}
