import type { StreamSettings } from "../../domain/inbound/settings/from.ts";
import type { BrokerSettings } from "../../platform/streams/brokerSettings.ts";
import { type Broker, BrokerError } from "./broker.ts";
import { NatsBroker } from "./nats/natsBroker.ts";

export type Brokers = { readonly [Kind in StreamSettings["kind"]]: Broker };

/**
 * Every kind of broker. A new one is its settings in `domain/inbound/settings/from.ts`, where it is
 * in `platform/streams/brokerSettings.ts`, and a line here.
 */
export async function openBrokers({ nats, kafka }: BrokerSettings): Promise<Brokers> {
  return { nats_jetstream: new NatsBroker(nats), kafka: await openKafka(kafka) };
}

/**
 * Its client is loaded where there is a broker: it takes 0.6 s of the thread, and 12 MB
 * (2026-11-30, by itself).
 */
async function openKafka(settings: BrokerSettings["kafka"]): Promise<Broker> {
  if (settings === null) {
    return NO_KAFKA;
  }
  const { KafkaBroker } = await import("./kafka/kafkaBroker.ts");
  return new KafkaBroker(settings);
}

const NO_KAFKA: Broker = {
  kind: "kafka",
  isConnected: null,
  open: () =>
    Promise.reject(new BrokerError("KAFKA_BROKERS is not set; set it to where Kafka is.")),
  close: () => Promise.resolve(),
};
