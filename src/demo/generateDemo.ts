import { addMicros, type Instant, MICROS_PER_DAY } from "../domain/time/instant.ts";
import { type DemoDay, daysOf, makeLostReceipts, numberReceipts } from "./closedDays.ts";
import { type DemoCoupon, makeCoupons } from "./coupons.ts";
import type { DemoPurchase } from "./demoEvent.ts";
import { makeDeskCases } from "./heldCases.ts";
import { onlineOrder } from "./onlineOrder.ts";
import { makePeople, type Person } from "./people.ts";
import { Random } from "./random.ts";
import { type DemoInteraction, makeServiceLife } from "./serviceLife.ts";
import { storeOrder } from "./storeOrder.ts";
import { makeOccasions } from "./timeline.ts";
import { makeTwice, type SaidPair, type SecondSelf } from "./twice.ts";

/**
 * Customers of the demo: enough for every list to have a second page, few enough to load in
 * seconds.
 */
const DEMO_PEOPLE = 800;
/** Days ago the tills got their update. */
const UPDATE_DAYS = 3;
const ORDER_NUMBER_FIRST = 100_001;

export interface Demo {
  readonly people: readonly Person[];
  /** In the order in which they arrive; nothing that would arrive after `now`. */
  readonly purchases: readonly DemoPurchase[];
  /** What service and CRM did, earliest first. */
  readonly interactions: readonly DemoInteraction[];
  /** In the order in which they were issued. */
  readonly coupons: readonly DemoCoupon[];
  /** People whom the systems know a second time, and what an agent has said of some. */
  readonly selves: readonly SecondSelf[];
  readonly said: readonly SaidPair[];
  /** What tills and shops say that the last days came to. */
  readonly days: readonly DemoDay[];
}

/**
 * The made-up retailer's last eighteen months: people, every purchase event as its sender
 * wrote it, and what service and CRM did with them. All of it is
 * invented; addresses and telephone numbers are of ranges that are kept free for that.
 *
 * Guarantee: a function of its options alone. Each part draws from a stream of its own, so what is
 * added later (complaints) leaves the purchases as they are.
 */
export function generateDemo(options: {
  readonly seed: number;
  readonly now: Instant;
  readonly peopleCount?: number;
}): Demo {
  const { seed, now, peopleCount = DEMO_PEOPLE } = options;
  const people = makePeople(new Random(seed, "people"), peopleCount);
  const occasions = makeOccasions(new Random(seed, "occasions"), people, now);
  const random = new Random(seed, "orders");
  const purchases = occasions.flatMap((occasion, index) => {
    const order = occasion.place === "store" ? storeOrder : onlineOrder;
    return order(random, occasion, ORDER_NUMBER_FIRST + index);
  });
  purchases.push(...makeDeskCases(new Random(seed, "desk"), people, now));
  const twice = makeTwice(new Random(seed, "twice"), people, now);
  purchases.push(...twice.purchases);
  purchases.push(...makeLostReceipts(new Random(seed, "lost"), { peopleCount, now }));
  const happened = numberReceipts(purchases);
  const arrived = happened
    .filter(({ arrivesAt, isLost }) => arrivesAt <= now && isLost !== true)
    .sort((a, b) => a.arrivesAt - b.arrivesAt)
    .map((purchase) => sinceUpdate(purchase, now));
  const interactions = makeServiceLife(new Random(seed, "service"), people, arrived, now);
  const coupons = makeCoupons(new Random(seed, "coupons"), people, now);
  const { selves, said } = twice;
  const days = daysOf(happened, now);
  return { people, purchases: arrived, interactions, coupons, selves, said, days };
}

/** A story: since an update, days ago, tills no longer say who the cashier was. */
function sinceUpdate(purchase: DemoPurchase, now: Instant): DemoPurchase {
  const { source, kind } = purchase.event;
  if (source !== "till" || kind !== "SOLD" || purchase.arrivesAt < updateAt(now)) {
    return purchase;
  }
  const { cashier: _lost, ...event } = purchase.event;
  return { ...purchase, event };
}

function updateAt(now: Instant): Instant {
  return addMicros(now, -UPDATE_DAYS * MICROS_PER_DAY);
}
