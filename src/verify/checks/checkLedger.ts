import type { AccountRow } from "../../../db/queries/core/writeState.ts";
import type { StoredEntryRow } from "../../../db/queries/verify/verifyRows.ts";
import type { Catalog } from "../../core/catalog.ts";
import type { PostedJson } from "../../core/orderCodec.ts";
import { addToBuckets, EMPTY_BUCKETS, foldBuckets } from "../../domain/tier/buckets.ts";
import type { DayBuckets } from "../../domain/tier/state.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import type { Findings } from "../findings.ts";
import type { Group } from "../group.ts";

/**
 * I2 within a group: accounts, lots, windows and what orders think was posted, all added up from
 * the entries.
 */
export function checkLedger(group: Group, catalog: Catalog, findings: Findings): void {
  findings.checked("I2", "accounts", group.accounts.length);
  findings.checked("I2", "entries", group.entries.length);
  findings.checked("I2", "lots", group.lots.size);
  for (const account of group.accounts) {
    checkAccount(group, account, catalog, findings);
  }
  checkEntries(group, findings);
  checkLots(group, findings);
  checkPosted(group, findings);
  checkPending(group, findings);
}

/** What an entry adds to its customer's points, given the accounts that are customers'. */
export function signed(
  entry: Pick<StoredEntryRow, "debit_account_id" | "credit_account_id" | "points">,
  own: ReadonlySet<bigint>,
): bigint {
  const isIn = own.has(entry.credit_account_id);
  const isOut = own.has(entry.debit_account_id);
  return isIn === isOut ? 0n : isIn ? entry.points : -entry.points;
}

/** The accounts of the group's customers. */
export function ownAccounts(group: {
  readonly accounts: readonly { readonly id: bigint }[];
}): ReadonlySet<bigint> {
  return new Set(group.accounts.map(({ id }) => id));
}

function checkAccount(
  group: Group,
  account: AccountRow,
  catalog: Catalog,
  findings: Findings,
): void {
  const id = `account ${account.id} of customer ${account.leaf_id}`;
  let booked = 0n;
  let overdraft = 0n;
  let window: DayBuckets = EMPTY_BUCKETS;
  for (const entry of group.entries) {
    const isIn = entry.credit_account_id === account.id;
    const isOut = entry.debit_account_id === account.id;
    if (!isIn && !isOut) {
      continue;
    }
    if (isIn !== isOut) {
      const points = isIn ? entry.points : -entry.points;
      booked += points;
      // Points that no lot gave are owed; points that went into no lot paid for some.
      overdraft += sumOf(entry.lots) - points;
    }
    window = addToBuckets(window, entry.effective_day, entry.qualifying_minor);
  }
  findings.compare("I2", id, "active and maturing", account.active + account.maturing, booked);

  let remaining = 0n;
  for (const lot of group.lots.values()) {
    remaining += lot.account_id === account.id ? lot.remaining : 0n;
  }
  findings.compare(
    "I2",
    id,
    "what its lots hold less overdrafts",
    remaining - overdraft,
    account.active + account.maturing,
  );

  // What is earned pays first what is owed, so points in lots and a balance below zero never stand
  // side by side.
  findings.compare("I2", id, "what its lots hold", remaining, booked > 0n ? booked : 0n);

  if (account.bucket_days.length !== account.bucket_minor.length) {
    const [days, amounts] = [account.bucket_days.length, account.bucket_minor.length];
    findings.violated("I2", id, `its window has ${days} days and ${amounts} amounts`);
  }

  // Days that are too old to be told apart become one whenever something is posted, so maybe not
  // yet.
  const root = group.customers.find((row) => row.id === account.leaf_id)?.root_id;
  const evaluatedAt = group.customers.find((row) => row.id === root)?.evaluated_at;
  if (evaluatedAt !== undefined) {
    const now = instantFromPg(evaluatedAt);
    const joined = group.memberships.find(
      ({ leaf_id, programme }) => leaf_id === account.leaf_id && programme === account.programme,
    );
    const joinedAt = joined === undefined ? null : instantFromPg(joined.enrolled_at);
    const fold = (days: DayBuckets) => [
      ...foldBuckets(days, catalog.rulesetAt(now), joinedAt, now),
    ];
    const stored = new Map(
      account.bucket_days.map((day, at) => [day, account.bucket_minor[at] ?? 0n]),
    );
    findings.compare("I2", id, "the window of days", fold(stored), fold(window));
  }
}

function checkEntries(group: Group, findings: Findings): void {
  const own = ownAccounts(group);
  for (const entry of group.entries) {
    if (entry.lines === null) {
      findings.violated("I2", `entry ${entry.id}`, "has no list of lines, not even an empty one");
    }
    const lines = sumOf(entry.lines);
    if (entry.lines !== null && entry.lines.length > 0 && lines !== signed(entry, own)) {
      findings.violated(
        "I2",
        `entry ${entry.id}`,
        `its lines sum to ${lines}, its points are ${signed(entry, own)}`,
      );
    }
  }
}

function checkLots(group: Group, findings: Findings): void {
  const held = new Map<bigint, bigint>();
  for (const entry of group.entries) {
    for (const [lotId, points] of entry.lots ?? []) {
      held.set(BigInt(lotId), (held.get(BigInt(lotId)) ?? 0n) + BigInt(points));
    }
  }
  for (const [lotId, expected] of held) {
    const lot = group.lots.get(lotId);
    if (lot === undefined) {
      findings.violated("I2", `lot ${lotId}`, "is named by entries and does not exist");
    } else {
      findings.compare("I2", `lot ${lotId}`, "remaining", lot.remaining, expected);
    }
  }
}

/** What an order remembers as posted, per rule, against its entries. */
function checkPosted(group: Group, findings: Findings): void {
  const own = ownAccounts(group);
  const sums = new Map<string, { points: bigint; qualifying: bigint }>();
  for (const entry of group.entries) {
    if (entry.order_id !== null && entry.rule !== null) {
      const key = `${entry.order_id}/${entry.rule}`;
      const sum = sums.get(key) ?? { points: 0n, qualifying: 0n };
      sum.points += signed(entry, own);
      sum.qualifying += entry.qualifying_minor;
      sums.set(key, sum);
    }
  }
  for (const order of group.orders) {
    for (const { rule, points, qualifying, lots } of (order.posted as PostedJson).rules) {
      for (const lot of lots) {
        const madeFor = group.lots.get(BigInt(lot))?.order_id;
        findings.compare("I2", `order ${order.id}`, `the order of lot ${lot}`, madeFor, order.id);
      }
      const key = `${order.id}/${rule}`;
      const sum = sums.get(key) ?? { points: 0n, qualifying: 0n };
      sums.delete(key);
      findings.compare(
        "I2",
        `order ${order.id}`,
        `posted points of rule ${rule}`,
        points,
        sum.points,
      );
      findings.compare(
        "I2",
        `order ${order.id}`,
        `posted qualifying of rule ${rule}`,
        qualifying,
        sum.qualifying,
      );
    }
  }
  for (const [key, { points, qualifying }] of sums) {
    if (points !== 0n || qualifying !== 0n) {
      findings.violated(
        "I2",
        `order ${key.split("/")[0]}`,
        `does not know of ${points} points posted under ${key}`,
      );
    }
  }
}

/** Pending points are shown in one wallet of the leaf: only their sum is told here. */
function checkPending(group: Group, findings: Findings): void {
  const expected = new Map<bigint, bigint>();
  for (const order of group.orders) {
    if (order.leaf_id !== null) {
      expected.set(order.leaf_id, (expected.get(order.leaf_id) ?? 0n) + order.points_pending);
    }
  }
  const stored = new Map<bigint, bigint>();
  for (const account of group.accounts) {
    stored.set(account.leaf_id, (stored.get(account.leaf_id) ?? 0n) + account.pending);
  }
  for (const leafId of new Set([...expected.keys(), ...stored.keys()])) {
    findings.compare(
      "I2",
      `customer ${leafId}`,
      "pending",
      stored.get(leafId) ?? 0n,
      expected.get(leafId) ?? 0n,
    );
  }
}

function sumOf(pairs: readonly (readonly [string | number, string | number])[] | null): bigint {
  return (pairs ?? []).reduce((sum, [, points]) => sum + BigInt(points), 0n);
}
