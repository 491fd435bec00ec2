import type { StreamSettings } from "../../domain/inbound/settings/from.ts";
import type { NatsSettings } from "../../platform/streams/natsSettings.ts";
import type { Broker } from "./broker.ts";
import { NatsBroker } from "./nats/natsBroker.ts";

/** Where brokers are: configuration, not set-up. Null: there is none. */
export interface BrokerSettings {
  readonly nats: NatsSettings | null;
}

export type Brokers = { readonly [Kind in StreamSettings["kind"]]: Broker };

/**
 * Every kind of broker. A new one is its settings in `domain/inbound/settings/from.ts`, where it is
 * in `BrokerSettings`, and a line here.
 */
export function openBrokers(settings: BrokerSettings): Brokers {
  return { nats_jetstream: new NatsBroker(settings.nats) };
}
