import { instantFromPg } from "../../domain/time/parseInstant.ts";
import type { Findings } from "../findings.ts";
import type { Group } from "../group.ts";
import type { Replayed } from "../replay/replay.ts";
import type { Told } from "../replay/telling.ts";

/**
 * I6 of what customers' streams tell of points: each row names the orders that were settled since
 * the row before, and the balances as they then stood, as the replay has them. Of a stream whose
 * beginning was dropped, the first row may tell of more.
 */
export function checkNews(
  group: Group,
  { told }: Replayed,
  isWhole: boolean,
  findings: Findings,
): void {
  for (const { id: root } of group.customers) {
    const rows = group.news.filter((row) => row.root_id === root);
    const own = told.filter(({ rootId }) => rootId === root);
    let from = 0;
    for (const [at, row] of rows.entries()) {
      const recordedAt = instantFromPg(row.recorded_at);
      const upTo = own.findLastIndex((one) => one.recordedAt <= recordedAt) + 1;
      const since = own.slice(from, upTo);
      from = Math.max(from, upTo);
      const id = `outbox row ${row.id}`;
      const balances = accountsOf(row.payload.accounts);
      findings.compare("I6", id, "accounts", balances, accountsOf(own[upTo - 1]?.accounts ?? []));
      findings.compare("I6", id, "recorded_at", recordedAt, own[upTo - 1]?.recordedAt);
      if (at === 0 && !isWhole) {
        continue;
      }
      const orders = [...new Set(since.flatMap((one) => one.orders))].sort();
      findings.compare("I6", id, "orders", [...row.payload.orders].sort(), orders);
      if (since.some(({ announce }) => announce !== null)) {
        const isNews = since.some(({ announce }) => announce === true);
        const isOnlyEvents = since.every(({ announce }) => announce !== null);
        if (isNews || isOnlyEvents) {
          findings.compare("I6", id, "announce", row.announce, isNews);
        }
      }
    }
  }
}

function accountsOf(accounts: Told["accounts"]): string[] {
  return accounts
    .map(({ wallet, active, pending }) => `${wallet}: ${active} and ${pending}`)
    .sort();
}
