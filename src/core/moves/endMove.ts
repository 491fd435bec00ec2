import { laterOf } from "../../domain/time/instant.ts";
import type { Cause, PostingContext } from "../points/context.ts";
import type { CustomerWork } from "../state.ts";

/**
 * What every move of a customer ends with: how far it was recorded and decided, and what follows
 * it.
 */
export function endMove(context: PostingContext, customer: CustomerWork, cause: Cause): void {
  customer.recordedAt = cause.recordedAt;
  customer.evaluatedAt = laterOf(customer.evaluatedAt, cause.now);
  for (const one of context.following) {
    one.afterMove(customer, context);
  }
}
