import type { OrderView } from "../../domain/order/facts.ts";
import { effectiveAtOf } from "../../domain/points/decidePoints.ts";
import {
  countedIn,
  type EarningBasis,
  periodStart,
  type Room,
  type RuleRoom,
} from "../../domain/points/earningBasis.ts";
import { prepareRuleset } from "../../domain/ruleset/prepareRuleset.ts";
import type { Ruleset } from "../../domain/ruleset/ruleset.ts";
import { type Instant, type LocalDate, MICROS_PER_DAY } from "../../domain/time/instant.ts";
import { localDateOf } from "../../domain/time/zone.ts";
import { type AccountWork, type CustomerWork, membershipKey, type OrderWork } from "../state.ts";
import type { PostingContext } from "./context.ts";

/**
 * What an order's points rest on beside the order: as it was when it first earned, else as its
 * customer is now. Null under rules that need nothing but the order.
 *
 * Guarantee: what limits leave now never lets an order pass them, whatever other orders did since
 * it was pinned.
 */
export function basisFor(
  { workset }: PostingContext,
  order: OrderWork,
  at: { readonly view: OrderView; readonly ruleset: Ruleset; readonly now: Instant },
): EarningBasis | null {
  const { view, ruleset, now } = at;
  const prepared = prepareRuleset(ruleset);
  if (!prepared.needsBasis || order.leafId === null) {
    return null;
  }
  const root = workset.roots.get(order.leafId) as bigint;
  const customer = workset.customers.get(root) as CustomerWork;
  const { code: programme, timeZone } = ruleset.programme;
  const accounts = [...customer.accounts.values()].filter((one) => one.programme === programme);
  const day = localDateOf(effectiveAtOf(view, prepared) ?? now, timeZone);
  const rooms = {
    ruleRoom: ruleRooms(order, ruleset, accounts, day),
    walletRoom: walletRooms(order, ruleset, accounts),
  };
  if (order.basis?.isPinned === true) {
    return { ...order.basis, ...rooms };
  }
  const membership = workset.memberships.get(membershipKey(order.leafId, programme));
  const memberMicros = view.placedAt - (membership?.enrolledAt ?? view.placedAt);
  return {
    isPinned: false,
    tier: customer.tier?.tier ?? ruleset.tiers[0]?.code ?? "",
    orders: sumOf(accounts, (account) => account.orders),
    memberDays: BigInt(Math.max(0, Math.floor(memberMicros / MICROS_PER_DAY))),
    ...rooms,
  };
}

function ruleRooms(
  { basis, posted }: OrderWork,
  { earning }: Ruleset,
  accounts: readonly AccountWork[],
  day: LocalDate,
): ReadonlyMap<string, RuleRoom> {
  const rooms = new Map<string, RuleRoom>();
  for (const { code, maxPerPeriod } of earning) {
    if (maxPerPeriod === undefined) {
      continue;
    }
    const since = periodStart(maxPerPeriod.period, day);
    const given = sumOf(accounts, ({ counts }) => countedIn(counts, code, since));
    const own = posted.posted.get(code);
    // Its own points are in what was given; they are not in the way of themselves.
    const isIn = own !== undefined && periodStart(maxPerPeriod.period, own.effectiveDay) === since;
    const left = roomOf(maxPerPeriod.points, given) + (isIn ? own.points : 0n);
    const before = basis?.isPinned === true ? basis.ruleRoom.get(code) : undefined;
    rooms.set(code, { since, ...narrowed(before?.since === since ? before : undefined, left) });
  }
  return rooms;
}

function walletRooms(
  { basis, posted }: OrderWork,
  { wallets }: Ruleset,
  accounts: readonly AccountWork[],
): ReadonlyMap<string, Room> {
  const rooms = new Map<string, Room>();
  for (const { code, maxBalance } of wallets) {
    if (maxBalance === undefined) {
      continue;
    }
    const held = sumOf(accounts, (account) =>
      account.wallet === code ? account.active + account.maturing : 0n,
    );
    let left = roomOf(maxBalance, held);
    for (const { wallet, points } of posted.posted.values()) {
      if (wallet === code) {
        left += points;
      }
    }
    const before = basis?.isPinned === true ? basis.walletRoom.get(code) : undefined;
    rooms.set(code, narrowed(before, left));
  }
  return rooms;
}

/** What an order may have of what is left: no more than there was when it was pinned. */
function narrowed(pinned: Room | undefined, left: bigint): Room {
  if (pinned === undefined) {
    return { most: left, now: left };
  }
  return { most: pinned.most, now: left < pinned.most ? left : pinned.most };
}

function sumOf(accounts: readonly AccountWork[], of: (account: AccountWork) => bigint): bigint {
  return accounts.reduce((sum, account) => sum + of(account), 0n);
}

function roomOf(limit: number, used: bigint): bigint {
  const room = BigInt(limit) - used;
  return room > 0n ? room : 0n;
}
