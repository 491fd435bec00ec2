import type { z } from "zod";
import { KAFKA_VARIABLES, type KafkaSettings, kafkaOf, problemsOfKafka } from "./kafkaSettings.ts";
import { NATS_VARIABLES, type NatsSettings, natsOf, problemsOfNats } from "./natsSettings.ts";

/** Where brokers of streams are: configuration, not set-up. Null: there is none of that kind. */
export interface BrokerSettings {
  readonly nats: NatsSettings | null;
  readonly kafka: KafkaSettings | null;
}

/** The variables of `loadConfig` that say where brokers are. */
export const BROKER_VARIABLES = { ...NATS_VARIABLES, ...KAFKA_VARIABLES };

type Variables = z.infer<z.ZodObject<typeof BROKER_VARIABLES>>;

export function problemsOfBrokers(given: Variables): string[] {
  return [...problemsOfNats(given), ...problemsOfKafka(given)];
}

export function brokersOf(given: Variables): BrokerSettings {
  return { nats: natsOf(given), kafka: kafkaOf(given) };
}
