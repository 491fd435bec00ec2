import type { NewDecisionRow, RootChangeRow } from "../../db/queries/core/decisions.ts";
import type { NewMembershipRow, UnlinkedReturnWriteRow } from "../../db/queries/core/effects.ts";
import type {
  EntryRow,
  NewLotRow,
  OutboxRow,
  TierChangeRow,
} from "../../db/queries/core/ledger.ts";
import type { StandingChange } from "../domain/tier/standing.ts";
import type { Instant } from "../domain/time/instant.ts";
import type { CustomerWork } from "./state.ts";

/**
 * What the decisions of a batch add to the database, beside the rows of the workset that they
 * changed.
 */
export interface Effects {
  readonly entries: EntryRow[];
  readonly lots: NewLotRow[];
  readonly tierChanges: TierChangeRow[];
  readonly memberships: NewMembershipRow[];
  readonly unlinkedReturns: Map<string, UnlinkedReturnWriteRow>;
  /** What was decided about who is who, in order, and the leaves that it moves. */
  readonly decisions: NewDecisionRow[];
  readonly roots: RootChangeRow[];
  readonly news: Map<CustomerWork, CustomerNews>;
  /** Traceparent of the request on whose behalf things are added now; null: it is not traced. */
  trace: string | null;
  /** Nobody waits for it: it happens to very many at once (contract 7.4). */
  isBulk: boolean;
}

/** Kinds of stream rows that commands write; points and tiers are told by what changed them. */
export type ToldKind = Exclude<OutboxRow["kind"], "POINTS_CHANGED" | "TIER_CHANGED">;

/** What a customer's stream is told about this batch. */
export interface CustomerNews {
  readonly orders: Set<string>;
  /** Time, a policy or a command changed points. */
  points: boolean;
  readonly tierChanges: { readonly change: StandingChange; readonly announce: boolean }[];
  /**
   * Whatever else there is to tell, in the order it happened; `announce` where it is not that of
   * all.
   */
  readonly told: {
    readonly kind: ToldKind;
    readonly payload: object;
    readonly announce?: boolean;
  }[];
  /** False while all of it is backfilled or historical. */
  announce: boolean;
  recordedAt: Instant;
  /** Traceparent of the last request that added to it. */
  trace: string | null;
}

export function noEffects(): Effects {
  return {
    entries: [],
    lots: [],
    tierChanges: [],
    memberships: [],
    unlinkedReturns: new Map(),
    decisions: [],
    roots: [],
    news: new Map(),
    trace: null,
    isBulk: false,
  };
}

export function newsOf(effects: Effects, customer: CustomerWork, at: Instant): CustomerNews {
  let news = effects.news.get(customer);
  if (news === undefined) {
    news = {
      orders: new Set(),
      points: false,
      tierChanges: [],
      told: [],
      announce: false,
      recordedAt: at,
      trace: null,
    };
    effects.news.set(customer, news);
  }
  news.recordedAt = at;
  news.trace = effects.trace ?? news.trace;
  return news;
}

/**
 * One points row per customer and batch, one row per tier change, numbered without gaps
 * (contract 7.1). That somebody left comes first: what follows is of those who stay alone, and
 * whoever follows the one that left goes at that row.
 */
export function outboxRows(
  effects: Effects,
  formatInstant: (instant: Instant) => string,
): OutboxRow[] {
  const rows: OutboxRow[] = [];
  for (const [customer, news] of effects.news) {
    const recorded_at = formatInstant(news.recordedAt);
    const trace = news.trace === null ? {} : { trace: news.trace };
    const bulk = effects.isBulk ? { bulk: true } : {};
    const add = (kind: OutboxRow["kind"], announce: boolean, payload: object) => {
      customer.seq += 1n;
      rows.push({
        ...{ root_id: customer.rootId, seq: customer.seq, kind, announce, recorded_at },
        payload: { customerId: customer.publicId, ...payload, ...trace, ...bulk },
      });
    };
    const told = Map.groupBy(news.told, ({ kind }) => kind === "UNMERGED");
    for (const { kind, payload, announce = news.announce } of told.get(true) ?? []) {
      add(kind, announce, payload);
    }
    // What time alone did (core/advance.ts) touches no order.
    if (
      news.orders.size > 0 ||
      news.points ||
      (news.tierChanges.length === 0 && news.told.length === 0)
    ) {
      add("POINTS_CHANGED", news.announce, {
        orders: [...news.orders],
        accounts: [...customer.accounts.values()].map((account) => ({
          wallet: account.wallet,
          active: account.active.toString(),
          pending: (account.pending + account.maturing).toString(),
        })),
      });
    }
    for (const { change, announce } of news.tierChanges) {
      add("TIER_CHANGED", announce, {
        kind: change.kind,
        from: change.from,
        to: change.to,
        at: formatInstant(change.at),
        until: customer.tier?.until == null ? null : formatInstant(customer.tier.until),
        cause: change.cause,
      });
    }
    for (const { kind, payload, announce = news.announce } of told.get(false) ?? []) {
      add(kind, announce, payload);
    }
    customer.dirty = true;
  }
  return rows;
}
