import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import * as access from "../../db/schema/access.ts";
import * as coupons from "../../db/schema/coupons.ts";
import * as customers from "../../db/schema/customers.ts";
import * as days from "../../db/schema/days.ts";
import * as deliveries from "../../db/schema/deliveries.ts";
import * as events from "../../db/schema/events.ts";
import * as goodwill from "../../db/schema/goodwill.ts";
import * as identity from "../../db/schema/identity.ts";
import * as inbound from "../../db/schema/inbound.ts";
import * as incidents from "../../db/schema/incidents.ts";
import * as interactions from "../../db/schema/interactions.ts";
import * as ledger from "../../db/schema/ledger.ts";
import * as orders from "../../db/schema/orders.ts";
import * as outbox from "../../db/schema/outbox.ts";
import * as programme from "../../db/schema/programme.ts";
import * as readBack from "../../db/schema/readBack.ts";
import * as sources from "../../db/schema/sources.ts";

/** Every table of the schema, with its columns. */
export const TABLES = [
  access,
  coupons,
  customers,
  days,
  deliveries,
  events,
  goodwill,
  identity,
  inbound,
  incidents,
  interactions,
  ledger,
  orders,
  outbox,
  programme,
  readBack,
  sources,
]
  .flatMap((module) => Object.values<unknown>(module))
  .filter((value) => value instanceof PgTable)
  .map((table) => getTableConfig(table));
