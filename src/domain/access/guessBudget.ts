import type { Viewer } from "./viewer.ts";

/**
 * How often somebody may ask for what does not exist, or is not theirs, by what can be guessed: a
 * number, an address, a code. Each miss takes a share of two budgets, the principal's and the
 * place's; hits take nothing. A budget fills up again evenly over the window.
 */

/** Time in which a budget that was used up is whole again, seconds. */
export const GUESS_WINDOW_S = 600;

/** Misses that a whole budget holds. */
export const GUESSES_MAX = {
  /** A customer's own token: people mistype a code now and then. */
  storefront: 20,
  /** A shop's back end: many who sign in are no customers yet. */
  shop: 1_000,
  /** Any other principal: a person at a desk, a till, an integration. */
  principal: 100,
  /** All tills of a store together, whatever their tokens. */
  store: 500,
  /**
   * All who come from one address and are bound to no store: a call centre. Customers' own tokens
   * have one of their own there, so that they stop nobody else.
   */
  address: 2_000,
} as const;

/**
 * How much of a budget may be spent by tries at what nobody guesses (a generated coupon code, whole
 * and with a right check character): one that guessing has used up holds as much again for them, so
 * that tills go on taking coupons.
 */
export const SPENT_MAX = { guessable: 1, strong: 2 } as const;

export interface GuessBudget {
  readonly of: "PRINCIPAL" | "STORE" | "ADDRESS";
  readonly key: string;
  /** What one miss takes of the whole, which is 1. */
  readonly share: number;
}

/**
 * The budgets that a viewer's misses are taken from, own and place: both are looked at, the emptier
 * decides.
 */
export function guessBudgetsOf(viewer: Viewer): readonly GuessBudget[] {
  const { principal, role, store, address } = viewer;
  const own = role === "storefront" || role === "shop" ? role : "principal";
  const budgets: GuessBudget[] = [
    { of: "PRINCIPAL", key: `principal ${principal}`, share: 1 / GUESSES_MAX[own] },
  ];
  if (store !== null) {
    // All stores of a chain may come from one address, so the store is the place.
    budgets.push({ of: "STORE", key: `store ${store}`, share: 1 / GUESSES_MAX.store });
  } else if (address !== undefined) {
    const whose = role === "storefront" ? "customers at" : "staff at";
    budgets.push({
      of: "ADDRESS",
      key: `${whose} ${address}`,
      share: 1 / GUESSES_MAX.address,
    });
  }
  return budgets;
}

/** What is left spent of a budget after so many seconds. */
export function spentAfter(spent: number, seconds: number): number {
  return Math.max(0, spent - Math.max(0, seconds) / GUESS_WINDOW_S);
}

/** Seconds until another miss has room below `max`; 0: it has now. */
export function secondsToRoom(spent: number, share: number, max: number): number {
  // Sums of shares are not exact: a hundred hundredths must be one.
  const seconds = (spent + share - max) * GUESS_WINDOW_S;
  return seconds < 1e-6 ? 0 : Math.ceil(seconds - 1e-6);
}
