import { customerGone } from "../customers/notFound.ts";
import type { CommandError } from "../platform/userErrors.ts";

/** What giving goodwill and taking it back have in common. */
export interface GiftAnswer {
  /** Public id of the gift; null when refused. */
  readonly gift: string | null;
  /** Id of the customer that changed, as text: it is kept with the idempotency key. */
  readonly customer?: string;
  readonly userErrors: readonly CommandError[];
}

export function refuse(code: string, message: string, field: string | null): GiftAnswer {
  return { gift: null, userErrors: [{ code, message, field: field === null ? null : [field] }] };
}

export const GIFT_CUSTOMER_GONE: GiftAnswer = { gift: null, userErrors: [customerGone()] };

export const GOODWILL_NOT_SET_UP: GiftAnswer = refuse(
  "GOODWILL_NOT_SET_UP",
  "No goodwill is set up here; an admin says in the set-up what may be given.",
  null,
);
