import type { ConnectorCode, Receives } from "../../domain/inbound/receives.ts";
import { DEBEZIUM } from "./debezium/debezium.ts";
import { MAPPED } from "./mapped/mapped.ts";
import type { MessageConnector } from "./messageConnector.ts";
import { STANDARD_WEBHOOKS } from "./standardWebhooks/standardWebhooks.ts";

/** Every connector of messages. */
const CONNECTORS: { readonly [Code in ConnectorCode]: MessageConnector<Code> } = {
  debezium: DEBEZIUM,
  mapped: MAPPED,
  standard_webhooks: STANDARD_WEBHOOKS,
};

/** The one that a source's settings name; typed as whatever it is. */
export function connectorOf<Code extends ConnectorCode>(
  receives: Extract<Receives, { connector: Code }>,
): MessageConnector<Code> {
  return CONNECTORS[receives.connector as Code] as MessageConnector<Code>;
}
