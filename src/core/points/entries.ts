import type { EntryRow } from "../../../db/queries/core/ledger.ts";
import type { Ruleset } from "../../domain/ruleset/ruleset.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import type { Instant, LocalDate } from "../../domain/time/instant.ts";
import { localDateOf } from "../../domain/time/zone.ts";
import type { AccountWork } from "../state.ts";
import type { Cause, PostingContext } from "./context.ts";

/** Points out of a lot (negative) or into one. */
export type LotPart = readonly [lotId: bigint, points: bigint];

/** An entry that no order's rules gave: what time, a policy or a command did to an account. */
export interface AccountPosting {
  readonly kind: EntryRow["kind"];
  /**
   * IN: from the issuer to the account; OUT: back to it; SELF: the account's own points, no balance
   * moves.
   */
  readonly direction: "IN" | "OUT" | "SELF";
  readonly points: bigint;
  readonly effectiveAt: Instant;
  readonly lots: readonly LotPart[];
  /** The part of the ruleset that says so. */
  readonly rule: string | null;
  /** Drawn before, for a lot that names its entry. */
  readonly id?: bigint;
  readonly orderId?: bigint | null;
  readonly holdId?: bigint | null;
  readonly reason?: string | null;
  /** What it adds to the tier window, and on which day; none unless it says so. */
  readonly qualifying?: { readonly minor: bigint; readonly day: LocalDate };
}

/** Adds the ledger's row of a posting, and nothing else: the account is the caller's to change. */
export function addEntry(
  { effects, catalog, nextId }: PostingContext,
  account: AccountWork,
  posting: AccountPosting,
  ruleset: Ruleset,
  cause: Cause,
): bigint {
  const { timeZone } = ruleset.programme;
  const issuer = catalog.issuerAccount(account.programme, account.wallet);
  const id = posting.id ?? nextId();
  effects.entries.push({
    id,
    debit_account_id: posting.direction === "IN" ? issuer : account.id,
    credit_account_id: posting.direction === "OUT" ? issuer : account.id,
    points: posting.points,
    leaf_id: account.leafId,
    order_id: posting.orderId ?? null,
    wallet: account.wallet,
    rule: posting.rule,
    ruleset_version: ruleset.version,
    kind: posting.kind,
    qualifying_minor: posting.qualifying?.minor ?? 0n,
    effective_at: formatInstant(posting.effectiveAt),
    effective_day: posting.qualifying?.day ?? localDateOf(posting.effectiveAt, timeZone),
    recorded_at: formatInstant(cause.recordedAt),
    business_period: localDateOf(cause.now, timeZone).slice(0, 7),
    reason: posting.reason ?? null,
    actor: cause.actor,
    store: cause.store,
    run: cause.run,
    event_id: cause.eventRowId,
    hold_id: posting.holdId ?? null,
    lines: [],
    lots: posting.lots.map(([lot, points]) => [lot.toString(), points.toString()] as const),
    rate: null,
  });
  return id;
}
