import { dateOfDayNumber } from "../domain/time/calendar.ts";
import {
  addMicros,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_MINUTE,
} from "../domain/time/instant.ts";
import { startOfLocalDay } from "../domain/time/zone.ts";
import type { Habit, Person } from "./people.ts";
import type { Random } from "./random.ts";
import { DEMO_STORES, type DemoStore, MARKETS } from "./retailer.ts";

/** Length of the history, about eighteen months. */
const HISTORY_DAYS = 548;
/** Share of all purchases that name nobody. */
const GUEST_SHARE = 0.2;
/** The tail of how often people buy: at 1.1 a tenth of them makes half of the purchases. */
const PURCHASES_TAIL = 1.1;
const PURCHASES_MAX = 120;
/** Nobody comes more often than this on average, however keen. */
const DAYS_BETWEEN_MIN = 4;

/** January to December: gifts before Christmas, gardens in spring, quiet after both. */
const MONTH_WEIGHTS = [0.6, 0.7, 0.9, 1.1, 1.1, 0.9, 0.8, 0.8, 0.9, 1, 1.5, 1.9] as const;
const MONTH_WEIGHT_MAX = Math.max(...MONTH_WEIGHTS);

/** Somebody, or a guest, buys somewhere at some moment: what an order is then made of. */
export interface Occasion {
  readonly at: Instant;
  /** Null for a guest. */
  readonly person: Person | null;
  readonly place: Habit;
  readonly store: DemoStore;
  /** The person's first: it is where the customer and the membership come from. */
  readonly isFirst: boolean;
}

/**
 * Who buys when, over the whole history up to `now`, earliest first.
 * Guarantee: everybody's occasions begin with one `isFirst`.
 */
export function makeOccasions(
  random: Random,
  people: readonly Person[],
  now: Instant,
): readonly Occasion[] {
  const occasions: Occasion[] = [];
  for (const person of people) {
    const joinedDaysAgo = random.integer(1, HISTORY_DAYS);
    const countMax = Math.min(PURCHASES_MAX, 1 + Math.floor(joinedDaysAgo / DAYS_BETWEEN_MIN));
    const count = random.heavyTailed(PURCHASES_TAIL, countMax);
    const own = Array.from({ length: count }, () => {
      const place = random.chance(0.75) ? person.habit : random.pick(["web", "store"] as const);
      const store = random.chance(0.9) ? person.store : storeOf(random, person.market);
      return { at: moment(random, store, place, joinedDaysAgo, now), person, place, store };
    });
    own.sort((a, b) => a.at - b.at);
    for (const [index, occasion] of own.entries()) {
      occasions.push({ ...occasion, isFirst: index === 0 });
    }
  }
  const guests = Math.round((occasions.length * GUEST_SHARE) / (1 - GUEST_SHARE));
  for (let made = 0; made < guests; made += 1) {
    const store = random.pick(DEMO_STORES);
    const place = random.chance(0.8) ? "store" : "web";
    const at = moment(random, store, place, HISTORY_DAYS, now);
    occasions.push({ at, person: null, place, store, isFirst: false });
  }
  return occasions.sort((a, b) => a.at - b.at);
}

function storeOf(random: Random, market: string): DemoStore {
  return random.pick(DEMO_STORES.filter((store) => store.market === market));
}

/** A moment of the last `days` days when the place is open; months draw by their weight. */
function moment(
  random: Random,
  store: DemoStore,
  place: Habit,
  days: number,
  now: Instant,
): Instant {
  const today = Math.floor(now / MICROS_PER_DAY);
  const { timeZone } = MARKETS[store.market];
  for (;;) {
    const date = dateOfDayNumber(today - random.integer(0, days));
    const weight = MONTH_WEIGHTS[Number(date.slice(5, 7)) - 1] ?? 1;
    if (!random.chance(weight / MONTH_WEIGHT_MAX)) {
      continue;
    }
    // Stores from nine to seven; online until late, with a peak in the evening.
    const hours = place === "store" ? 9 + random.next() * 10 : 7 + Math.sqrt(random.next()) * 16;
    const minutes = Math.floor(hours * 60);
    const at = addMicros(startOfLocalDay(date, timeZone), minutes * MICROS_PER_MINUTE);
    if (at <= now) {
      return at;
    }
    // Today has hours that are still to come: those who drew one of them came a week ago.
    return addMicros(at, -7 * MICROS_PER_DAY);
  }
}
