import { advanceCustomer } from "../core/advance.ts";
import { bucketsOf } from "../core/bucketsOf.ts";
import type { Catalog } from "../core/catalog.ts";
import { NO_ROWS, worksetOf } from "../core/decode.ts";
import { noEffects } from "../core/effects.ts";
import { joinedAt } from "../core/membership.ts";
import type { CustomerWork, Workset } from "../core/state.ts";
import { qualifyingIn } from "../domain/tier/buckets.ts";
import { rulesFor } from "../domain/tier/memberRules.ts";
import type { Instant } from "../domain/time/instant.ts";
import { ownAccounts, signed } from "../verify/checks/checkLedger.ts";
import type { Group } from "../verify/group.ts";
import { replay } from "../verify/replay/replay.ts";

/** Where a customer stands at an instant. */
export interface Stand {
  readonly tier: string | null;
  /** Qualifying amount in the window, minor units of the programme's currency. */
  readonly qualifyingMinor: bigint;
  /** Points per wallet, active and maturing. */
  readonly points: ReadonlyMap<string, bigint>;
}

export interface Side {
  readonly customers: ReadonlyMap<bigint, Stand>;
  /** Signed points that rules gave and took back. */
  readonly entries: readonly { readonly rule: string; readonly points: bigint }[];
}

/** The stored state, taken to `now`. */
export function standsNow(group: Group, catalog: Catalog, now: Instant): Side {
  const workset = worksetOf({
    ...NO_ROWS,
    customers: group.customers,
    accounts: group.accounts,
    memberships: group.memberships,
    openLots: [...group.lots.values()].filter(({ remaining }) => remaining > 0n),
  });
  return {
    customers: standsOf(workset, catalog, now),
    entries: ofRules(group.entries, ownAccounts(group)),
  };
}

/**
 * What the recorded facts come to under the catalog's rules, taken to `now`. Throws when they do
 * not allow them.
 */
export function playUnder(group: Group, catalog: Catalog, now: Instant): Side {
  const { workset, effects } = replay(group, catalog);
  const customers = standsOf(workset, catalog, now);
  const accounts = [...workset.customers.values()].flatMap((one) => [...one.accounts.values()]);
  return { customers, entries: ofRules(effects.entries, ownAccounts({ accounts })) };
}

function standsOf(workset: Workset, catalog: Catalog, now: Instant): Map<bigint, Stand> {
  let id = 0n;
  const nextId = () => {
    id -= 1n;
    return id;
  };
  const context = { workset, effects: noEffects(), catalog, nextId, following: [] };
  const stands = new Map<bigint, Stand>();
  for (const [rootId, customer] of workset.customers) {
    advanceCustomer(context, customer, now, now);
    stands.set(rootId, standOf(workset, customer, catalog, now));
  }
  return stands;
}

function standOf(workset: Workset, customer: CustomerWork, catalog: Catalog, now: Instant): Stand {
  const ruleset = catalog.rulesetAt(now);
  const rules = rulesFor(ruleset, joinedAt(workset, customer, ruleset));
  const points = new Map<string, bigint>();
  for (const { wallet, active, maturing } of customer.accounts.values()) {
    points.set(wallet, (points.get(wallet) ?? 0n) + active + maturing);
  }
  return {
    tier: customer.tier?.tier ?? null,
    qualifyingMinor: qualifyingIn(bucketsOf(customer), rules, now),
    points,
  };
}

function ofRules(
  entries: readonly (Parameters<typeof signed>[0] & {
    readonly rule: string | null;
    readonly kind: string;
  })[],
  own: ReadonlySet<bigint>,
): { rule: string; points: bigint }[] {
  return entries.flatMap((entry) =>
    entry.rule !== null && (entry.kind === "EARNED" || entry.kind === "REVERSED")
      ? [{ rule: entry.rule, points: signed(entry, own) }]
      : [],
  );
}
