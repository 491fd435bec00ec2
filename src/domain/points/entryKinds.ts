/**
 * EARNED, REVERSED: what an order came to. WAIVED: what a return would have taken and the return
 * policy leaves. ACTIVATED: from an account to itself, as maturing points become active. EXPIRED:
 * what nobody spent in time. ADJUSTED, TRANSFERRED: to the customer or from, by a command.
 * GOODWILL: given by staff as goodwill, or such points taken back. AUTHORISED, BLOCKED: set aside;
 * RELEASED, UNBLOCKED: given back to the lots they came from. SPENT: paid with; REFUNDED: such
 * points given back. MOVED: from one leaf to another with an order that turned out to be somebody
 * else's.
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
  "GOODWILL",
  "BLOCKED",
  "UNBLOCKED",
  "MOVED",
] as const;

export type EntryKind = (typeof ENTRY_KINDS)[number];

/** What time alone does to points, whoever's write or read happens to carry it out. */
const BY_TIME: ReadonlySet<EntryKind> = new Set(["ACTIVATED", "EXPIRED"]);

/** Who made an entry, as records name them: time acts for the rule that sets it. */
export function entryActor({
  kind,
  rule,
  actor,
}: {
  readonly kind: EntryKind;
  readonly rule: string | null;
  readonly actor: string;
}): string {
  return BY_TIME.has(kind) && rule !== null ? `rule:${rule}` : actor;
}
