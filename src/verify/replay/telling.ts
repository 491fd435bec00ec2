import type { Effects } from "../../core/effects.ts";
import type { Workset } from "../../core/state.ts";
import type { Instant } from "../../domain/time/instant.ts";

/** One customer after one fact. */
export interface Told {
  readonly rootId: bigint;
  readonly recordedAt: Instant;
  /** Public ids of the orders that it settled. */
  readonly orders: readonly string[];
  /** Whether it is news; null where that is not in the record. */
  readonly announce: boolean | null;
  /** As a stream tells them (core/effects.ts). */
  readonly accounts: readonly {
    readonly wallet: string;
    readonly active: string;
    readonly pending: string;
  }[];
}

/** Writes down what each fact tells of whom, as it is played. */
export class Telling {
  readonly told: Told[] = [];
  readonly #toldUpTo = new Map<bigint, Instant>();

  /** What the fact that was just played tells; what there was of news is used up. */
  after(workset: Workset, effects: Effects, isEvent: boolean): void {
    for (const customer of workset.customers.values()) {
      const { rootId, recordedAt } = customer;
      if (this.#toldUpTo.get(rootId) === recordedAt) {
        continue;
      }
      this.#toldUpTo.set(rootId, recordedAt);
      const news = effects.news.get(customer);
      this.told.push({
        rootId,
        recordedAt,
        orders: [...(news?.orders ?? [])],
        announce: isEvent && news !== undefined ? news.announce : null,
        accounts: [...customer.accounts.values()].map((account) => ({
          wallet: account.wallet,
          active: account.active.toString(),
          pending: (account.pending + account.maturing).toString(),
        })),
      });
    }
    effects.news.clear();
  }
}
