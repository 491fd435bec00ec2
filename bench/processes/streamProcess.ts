import { setTimeout as delay } from "node:timers/promises";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { type PurchasePlan, preparePurchases } from "../cases/purchases.ts";
import { inputOfChild, serveParent } from "./children.ts";

/** Publishes purchases to a stream, in a process of its own. */

/** What is published, and how. */
export type StreamPlan = PurchasePlan & {
  /** Messages a second; null: as fast as the broker takes them. */
  readonly perSecond: number | null;
  readonly partitions: number;
};

/** What publishing gave. */
export interface StreamResult {
  readonly messages: number;
  /** What they must earn in all. */
  readonly points: number;
  readonly elapsedMs: number;
}

/** Messages that are published before their answers are waited for. */
const IN_FLIGHT = 200;
/** Milliseconds between two groups of messages at a given rate. */
const TICK_MS = 10;

const { url, stream } = inputOfChild<{ readonly url: string; readonly stream: string }>();
const connection = await connect({ servers: url });
const client = jetstream(connection, { timeout: 30_000 });

serveParent(
  {
    create: async () => {
      const manager = await jetstreamManager(connection);
      await manager.streams.add({ name: stream, subjects: [`${stream}.>`] });
    },
    publish: async (plan: StreamPlan): Promise<StreamResult> => {
      const { bodies, points } = preparePurchases(plan, Date.now());
      const group = plan.perSecond === null ? IN_FLIGHT : (plan.perSecond * TICK_MS) / 1_000;
      const startedAt = performance.now();
      for (let from = 0; from < bodies.length; from += group) {
        const some = bodies.slice(Math.floor(from), Math.floor(from + group));
        await Promise.all(
          some.map((body, at) => {
            const partition = (Math.floor(from) + at) % plan.partitions;
            return client.publish(`${stream}.${partition}`, body);
          }),
        );
        const aheadMs =
          plan.perSecond === null
            ? 0
            : ((from + group) / plan.perSecond) * 1_000 - (performance.now() - startedAt);
        if (aheadMs > 0) {
          await delay(aheadMs);
        }
      }
      return { messages: bodies.length, points, elapsedMs: performance.now() - startedAt };
    },
  },
  () => connection.close(),
);
