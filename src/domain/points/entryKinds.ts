/**
 * EARNED, REVERSED: what an order came to. WAIVED: what a return would have taken and the return
 * policy leaves. ACTIVATED: from an account to itself, as maturing points become active. EXPIRED:
 * what nobody spent in time. ADJUSTED, TRANSFERRED: to the customer or from, by a command.
 * AUTHORISED, BLOCKED: set aside; RELEASED, UNBLOCKED: given back to the lots they came from.
 * SPENT: paid with; REFUNDED: such points given back.
 */
export const ENTRY_KINDS = [
  "EARNED",
  "REVERSED",
  "WAIVED",
  "ACTIVATED",
  "EXPIRED",
  "ADJUSTED",
  "AUTHORISED",
  "RELEASED",
  "SPENT",
  "REFUNDED",
  "TRANSFERRED",
  "BLOCKED",
  "UNBLOCKED",
] as const;

export type EntryKind = (typeof ENTRY_KINDS)[number];
