import { openStage, type StreamStage } from "../streamStage.ts";
import type { KafkaPeer } from "./kafkaPeer.ts";
import { openPublisher } from "./publish.ts";

/** The topic that is made. */
export const TOPIC = "orders";

/** Sets up a topic of some partitions, and a source that receives from it. */
export async function openKafkaStage(
  folder: string,
  peer: KafkaPeer,
  { partitions = 1, env = {} }: { partitions?: number; env?: Record<string, string> } = {},
): Promise<StreamStage> {
  peer.topics.create(TOPIC, partitions);
  const publisher = openPublisher(peer.brokers, peer.user === null ? {} : { user: peer.user });
  // One after the other: which of two batches a broker takes first is else anybody's guess.
  let before: Promise<void> = Promise.resolve();
  const stage = await openStage(folder, {
    partitions,
    from: { kind: "kafka", topic: TOPIC, partitions },
    env: { KAFKA_BROKERS: peer.brokers, KAFKA_SECURITY_PROTOCOL: "PLAINTEXT", ...env },
    publish: ({ partition, body }) => {
      before = before.then(() => publisher.send(TOPIC, partition, [{ value: body }]));
      return before;
    },
  });
  return {
    ...stage,
    close: async () => {
      await stage.close();
      await publisher.close();
    },
  };
}
