import { setTimeout as delay } from "node:timers/promises";
import { type Fetched, fetchedJson, NotNow } from "../inbound/messages/fetchBack.ts";
import { isObject } from "../inbound/messages/foreign.ts";
import type { ListedOrder, OrderList } from "../inbound/messages/orderLists.ts";
import type { Fetching } from "./fetching.ts";

/** How often a page is asked for, and how long is waited in between, milliseconds. */
const ATTEMPTS_MAX = 6;
const WAIT_MS = { min: 5_000, max: 5 * 60_000 };

/** What cannot be read on, and why. */
export class BackfillError extends Error {
  override readonly name = "BackfillError";
}

/**
 * A shop's orders that were changed in a time, page by page, as messages of the shop.
 *
 * @param to in milliseconds since 1970: later ones are left to the shop's own messages
 * @throws BackfillError where the shop does not list them
 */
export async function* listedOrders(
  list: OrderList,
  fetching: Pick<Fetching, "forMessageOf">,
  about: {
    readonly source: { readonly id: number; readonly code: string };
    readonly from: string;
    readonly toMs: number;
    /** Is told why a page is asked for again, and after how long. */
    readonly onWait: (problem: string, seconds: number) => void;
  },
): AsyncGenerator<ListedOrder> {
  let afterId = "0";
  for (let page = 1; ; page += 1) {
    const path = list.pathOf({ from: about.from, page, afterId });
    const value = await pageOf(
      () => fetching.forMessageOf({ ...about.source, fetch: list.settings })(path),
      path,
      about.onWait,
    );
    const orders = list.listIn(value);
    if (orders === null) {
      throw new BackfillError("What was fetched is no list of orders.");
    }
    for (const order of orders) {
      const listed = isObject(order) ? list.orderIn(order) : null;
      if (listed === null) {
        throw new BackfillError("An order of the list has no number, or no moment of its change.");
      }
      if (BigInt(listed.id) > BigInt(afterId)) {
        afterId = listed.id;
      }
      if (listed.changedAtMs < about.toMs) {
        yield listed;
      }
    }
    if (orders.length < list.pageSize) {
      return;
    }
  }
}

async function pageOf(
  fetch: () => Promise<Fetched>,
  path: string,
  onWait: (problem: string, seconds: number) => void,
): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const fetched = await fetchedJson(fetch, path, "");
      if (fetched.ok) {
        return fetched.value;
      }
      throw new BackfillError(fetched.fault.problem);
    } catch (error) {
      if (!(error instanceof NotNow)) {
        throw error;
      }
      if (attempt === ATTEMPTS_MAX) {
        throw new BackfillError(error.message);
      }
      const waitMs = Math.min(Math.max(error.retryAfterMs, WAIT_MS.min), WAIT_MS.max);
      onWait(error.message, waitMs / 1_000);
      await delay(waitMs);
    }
  }
}
