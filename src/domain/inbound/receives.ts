import { z } from "zod";
import { adobeCommerce } from "./settings/adobeCommerce.ts";
import { bigcommerce } from "./settings/bigcommerce.ts";
import { cloudevents } from "./settings/cloudevents.ts";
import { debezium } from "./settings/debezium.ts";
import type { FetchSettings } from "./settings/fetch.ts";
import type { StreamSettings } from "./settings/from.ts";
import { hubspot } from "./settings/hubspot.ts";
import { mail } from "./settings/mail.ts";
import { mapped } from "./settings/mapped.ts";
import { salesforce } from "./settings/salesforce.ts";
import { segment } from "./settings/segment.ts";
import { shopify } from "./settings/shopify.ts";
import { standardWebhooks } from "./settings/standardWebhooks.ts";
import { woocommerce } from "./settings/woocommerce.ts";

/**
 * How a source's own words are read: which connector, and how it is set. A new connector is a file
 * in `settings/`, a line here, and a line in `src/inbound/messages/connectors.ts`.
 */
export const receivesSchema = z
  .discriminatedUnion("connector", [
    standardWebhooks,
    shopify,
    woocommerce,
    adobeCommerce,
    bigcommerce,
    segment,
    cloudevents,
    mail,
    hubspot,
    salesforce,
    mapped,
    debezium,
  ])
  .describe("How messages that the source sends in its own words are read.");

export type Receives = z.infer<typeof receivesSchema>;
export type ConnectorCode = Receives["connector"];
/** The settings of one connector. */
export type SettingsOf<Code extends ConnectorCode> = Extract<Receives, { connector: Code }>;

/** The stream that a source's messages come from; null: they come by HTTP. Pure. */
export function streamOf(receives: Receives | null | undefined): StreamSettings | null {
  // What was set up before there were streams says nothing of them.
  return receives != null && "from" in receives ? (receives.from ?? null) : null;
}

/** Where it is asked at all: for what messages name, or for orders that were missed. */
export function askedAt(receives: Receives): FetchSettings | undefined {
  return fetchOf(receives) ?? ("backfill" in receives ? receives.backfill : undefined);
}

/** Where its messages are completed from; undefined: they are whole. */
export function fetchOf(receives: Receives): FetchSettings | undefined {
  return (receives as { readonly fetch?: FetchSettings }).fetch;
}

/** Names of the mappings that a source is read by. Pure. */
export function mappingsOf(receives: Receives | null | undefined): ReadonlySet<string> {
  switch (receives?.connector) {
    case "mapped":
      return new Set([receives.mapping]);
    case "debezium":
      return new Set(Object.values(receives.tables));
    default:
      return new Set();
  }
}
