import { jetstream } from "@nats-io/jetstream";
import { untilIt } from "../wait.ts";
import type { NatsServers } from "./natsServers.ts";
import { openStage, type StreamStage } from "./streamStage.ts";

/** The stream that is made. */
export const STREAM = "ORDERS";

/** How a stage is set up. */
export interface StageOptions {
  readonly partitions?: number;
  /** Settings of the source beside its stream. */
  readonly receives?: object;
  /** Where orders of a customer are published; else in the partition. */
  readonly subjectOf?: (customer: string) => string;
}

/** Sets up a stream of some partitions, on all nodes that there are. */
export async function openStreamStage(
  folder: string,
  nats: NatsServers,
  { partitions = 1, receives = {}, subjectOf }: StageOptions = {},
): Promise<StreamStage> {
  await nats.manager.streams.add({
    ...{ name: STREAM, subjects: ["orders.>"], num_replicas: nats.names.length },
  });
  const subject = partitions === 1 ? "orders.>" : "orders.{partition}";
  const client = jetstream(nats.connection, { timeout: 10_000 });
  return await openStage(folder, {
    ...{ partitions, receives, env: { NATS_URL: nats.url } },
    from: { kind: "nats_jetstream", stream: STREAM, subject, partitions },
    publish: async ({ partition, body, customer, id }) => {
      const own = customer === undefined ? undefined : subjectOf?.(customer);
      // A node that is killed leaves some unanswered: they are sent again under the same id.
      await untilIt("a message is published", async () => {
        try {
          const options = id === undefined ? {} : { msgID: id };
          await client.publish(own ?? `orders.${partition}`, body, options);
          return true;
        } catch {
          return false;
        }
      });
    },
  });
}
