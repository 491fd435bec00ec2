import type { StreamSettings } from "../../domain/inbound/settings/from.ts";
import type { BrokerSettings } from "../../platform/streams/brokerSettings.ts";
import type { Broker } from "./broker.ts";
import { KafkaBroker } from "./kafka/kafkaBroker.ts";
import { NatsBroker } from "./nats/natsBroker.ts";

export type Brokers = { readonly [Kind in StreamSettings["kind"]]: Broker };

/**
 * Every kind of broker. A new one is its settings in `domain/inbound/settings/from.ts`, where it is
 * in `platform/streams/brokerSettings.ts`, and a line here.
 */
export function openBrokers({ nats, kafka }: BrokerSettings): Brokers {
  return { nats_jetstream: new NatsBroker(nats), kafka: new KafkaBroker(kafka) };
}
