import type { Sql } from "../../../db/connection/client.ts";
import { readCustomerFields } from "../../../db/queries/deliveries/customerFields.ts";
import {
  type FedCustomerRow,
  type FedCustomersRange,
  type FeedOutcomeRow,
  readFedCustomers,
} from "../../../db/queries/deliveries/feed.ts";
import { type Concealment, wrongAmong } from "../../domain/delivery/sentFields.ts";
import { fieldOf } from "../message.ts";
import type { FeedForm } from "./stageFeed.ts";

/** Customers that are looked at at once. */
const CUSTOMERS_AT_ONCE = 1_000;

/** Customers, by what came of comparing them. */
export interface FeedCounts {
  readonly equal: number;
  readonly different: number;
  /** The file is whole and does not name them. */
  readonly missing: number;
  /** Something of them was under way then, or is now. */
  readonly inFlight: number;
  /** What they are known by there has changed since, and nothing would have been sent. */
  readonly keyChanged: number;
  /** They were compared as of a later moment, which stands. */
  readonly older: number;
}

type Form = Pick<FeedForm, "comparing" | "fields" | "concealment">;

/**
 * Compares what a file says of customers with what we would have sent, by the rules of reading
 * back, page by page.
 *
 * @param keep takes what came of those who can be compared
 */
export async function judgeFeed(
  deps: {
    /** The one that has the file. */
    readonly session: Sql;
    readonly sql: Sql;
    readonly onJudged: (count: number) => Promise<void>;
  },
  range: Omit<FedCustomersRange, "afterRoot" | "limit">,
  form: Form,
  keep: (rows: readonly FeedOutcomeRow[]) => Promise<void>,
): Promise<FeedCounts> {
  const counts = { equal: 0, different: 0, missing: 0, inFlight: 0, keyChanged: 0, older: 0 };
  let afterRoot = 0n;
  let count = 0;
  for (;;) {
    const page = { ...range, afterRoot, limit: CUSTOMERS_AT_ONCE };
    const { rows, last } = await readFedCustomers(deps.session, page);
    if (last === null) {
      return counts;
    }
    afterRoot = last;
    const ready = rows.filter(({ isComparable, isOlder }) => isComparable && !isOlder);
    const known = await withKeyOf(deps.sql, ready, form);
    const outcomes = known.map((row) => outcomeOf(row, form));
    for (const { isFound, wrong } of outcomes) {
      counts[isFound ? (wrong.length === 0 ? "equal" : "different") : "missing"] += 1;
    }
    counts.inFlight += rows.filter(({ isComparable }) => !isComparable).length;
    counts.older += rows.filter(({ isComparable, isOlder }) => isComparable && isOlder).length;
    counts.keyChanged += ready.length - known.length;
    await keep(outcomes);
    count += rows.length;
    await deps.onJudged(count);
  }
}

function outcomeOf(row: FedCustomerRow, { fields }: Form): FeedOutcomeRow {
  const { rootId, outboxId, sentAt, token, theirs } = row;
  const { checked, wrong } = wrongAmong(row.fields, theirs ?? {}, fields);
  return { rootId, outboxId, sentAt, token, isFound: theirs !== null, checked, wrong };
}

/** Those who are known there by what they were known by when something would have been sent. */
async function withKeyOf(
  sql: Sql,
  rows: readonly FedCustomerRow[],
  { comparing: { key }, concealment }: Form,
): Promise<readonly FedCustomerRow[]> {
  // Of all keys it alone is for ever.
  if (key === "customer.id") {
    return rows;
  }
  const customers = await readCustomerFields(
    sql,
    rows.map(({ rootId }) => rootId),
  );
  const now = new Map(customers.map((one) => [one.rootId, hashed(fieldOf(key, one), concealment)]));
  return rows.filter(({ rootId, knownBy }) => now.get(rootId) === knownBy);
}

function hashed(value: unknown, { hash }: Concealment): string | null {
  return value === null ? null : hash(String(value));
}
