import { type CompressionAlgorithmValue, Producer } from "@platformatic/kafka";
import type { PeerUser } from "./sasl.ts";

/** Somebody who publishes to a topic, by a real client. */
export interface Publisher {
  /** One batch of messages, in this order. */
  send(topic: string, partition: number, bodies: readonly Body[]): Promise<void>;
  close(): Promise<void>;
}

/** A body, with what may stand beside it. Null: a tombstone. */
export interface Body {
  readonly value: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

const RETRIES = 20;
const RETRY_MS = 100;

export function openPublisher(
  brokers: string,
  options: { readonly compression?: CompressionAlgorithmValue; readonly user?: PeerUser } = {},
): Publisher {
  const { compression = "none", user } = options;
  const producer = new Producer({
    ...{ clientId: "publisher", bootstrapBrokers: brokers.split(","), compression },
    ...{ retries: RETRIES, retryDelay: RETRY_MS, metadataMaxAge: RETRY_MS },
    ...(user === undefined
      ? {}
      : { sasl: { mechanism: user.mechanism, username: user.name, password: user.password } }),
  });
  return {
    send: async (topic, partition, bodies) => {
      const messages = bodies.map(({ value, headers = {} }) => ({
        ...{ topic, partition },
        value: (value === null ? null : Buffer.from(value)) as Buffer,
        headers: new Map(
          Object.entries(headers).map(([name, text]) => [Buffer.from(name), Buffer.from(text)]),
        ),
      }));
      await producer.send({ messages });
    },
    close: () => producer.close(),
  };
}
