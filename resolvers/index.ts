import type { Resolvers } from "./__generated__/types.ts";
import { coupons } from "./coupons/index.ts";
import { customers } from "./customers/index.ts";
import { days } from "./days/index.ts";
import { deliveries } from "./deliveries/index.ts";
import { diagnosis } from "./diagnosis/index.ts";
import { goodwill } from "./goodwill/index.ts";
import { identity } from "./identity/index.ts";
import { inbound } from "./inbound/index.ts";
import { incidents } from "./incidents/index.ts";
import { interactions } from "./interactions/index.ts";
import { loyalty } from "./loyalty/index.ts";
import { operations } from "./operations/index.ts";
import { orders } from "./orders/index.ts";
import { overview } from "./overview/index.ts";
import { programme } from "./programme/index.ts";
import { purchases } from "./purchases/index.ts";
import { DateTime, Decimal, LocalDay, Points } from "./scalars.ts";
import { sources } from "./sources/index.ts";
import { stream } from "./stream/index.ts";

/**
 * The resolvers of each noun: an entry for each type that has more to say than its model's own
 * properties.
 */
export const resolvers: readonly Resolvers[] = [
  { Date: LocalDay, DateTime, Decimal, Points },
  coupons,
  customers,
  days,
  deliveries,
  diagnosis,
  goodwill,
  identity,
  inbound,
  incidents,
  interactions,
  loyalty,
  operations,
  orders,
  overview,
  programme,
  purchases,
  sources,
  stream,
];
