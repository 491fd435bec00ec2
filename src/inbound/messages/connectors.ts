import type { ConnectorCode, Receives } from "../../domain/inbound/receives.ts";
import { ADOBE_COMMERCE } from "./adobeCommerce/adobeCommerce.ts";
import { BIGCOMMERCE } from "./bigcommerce/bigcommerce.ts";
import { CLOUDEVENTS } from "./cloudevents/cloudevents.ts";
import { DEBEZIUM } from "./debezium/debezium.ts";
import { HUBSPOT } from "./hubspot/hubspot.ts";
import { MAIL } from "./mail/mail.ts";
import { MAPPED } from "./mapped/mapped.ts";
import type { MessageConnector } from "./messageConnector.ts";
import { SALESFORCE } from "./salesforce/salesforce.ts";
import { SEGMENT } from "./segment/segment.ts";
import { SHOPIFY } from "./shopify/shopify.ts";
import { STANDARD_WEBHOOKS } from "./standardWebhooks/standardWebhooks.ts";
import { WOOCOMMERCE } from "./woocommerce/woocommerce.ts";

/** Every connector of messages. */
const CONNECTORS: { readonly [Code in ConnectorCode]: MessageConnector<Code> } = {
  debezium: DEBEZIUM,
  mapped: MAPPED,
  standard_webhooks: STANDARD_WEBHOOKS,
  shopify: SHOPIFY,
  woocommerce: WOOCOMMERCE,
  adobe_commerce: ADOBE_COMMERCE,
  bigcommerce: BIGCOMMERCE,
  segment: SEGMENT,
  cloudevents: CLOUDEVENTS,
  mail: MAIL,
  hubspot: HUBSPOT,
  salesforce: SALESFORCE,
};

/** The one that a source's settings name; typed as whatever it is. */
export function connectorOf<Code extends ConnectorCode>(
  receives: Extract<Receives, { connector: Code }>,
): MessageConnector<Code> {
  return CONNECTORS[receives.connector as Code] as MessageConnector<Code>;
}
