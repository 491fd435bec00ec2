import { join } from "node:path";
import { registerDemoRetailer } from "../../../../src/demo/loadDemo.ts";
import { type Receives, receivesSchema } from "../../../../src/domain/inbound/receives.ts";
import { registerSource } from "../../../../src/programme/ensureProgramme.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../database.ts";
import { type ServerProcess, startServerProcess } from "../serverProcess.ts";
import { untilIt } from "../wait.ts";

/** The source whose messages come from the stream. */
export const SOURCE = "orders";
/** Messages that are published before their answers are waited for. */
const IN_FLIGHT = 100;
const KINDS = ["email"];
const WHOLE_POUNDS = 10;

/** A database, a stream, and a source that receives from it. */
export interface StreamStage {
  readonly database: TestDatabase;
  readonly sourceId: number;
  /** A server of ours on that database. */
  server(env?: Readonly<Record<string, string>>): Promise<ServerProcess>;
  /**
   * Publishes orders of customers, one after the other of each: customer `n` in partition
   * `n % partitions`. Numbers of each customer go on from call to call.
   */
  publish(customers: number, each: number): Promise<void>;
  /** Publishes any body. */
  publishBody(partition: number, body: string): Promise<void>;
  /** Orders that were published, by customer. */
  readonly published: ReadonlyMap<string, number>;
  /** Waits until every message of the stream is stored and none waits to be read. */
  untilRead(messages: number): Promise<void>;
  close(): Promise<void>;
}

/** A stream at some broker, and how to publish to it. */
export interface PublishedStream {
  readonly partitions: number;
  /** `receives.from` of the source. */
  readonly from: object;
  /** Settings of the source beside its stream. */
  readonly receives?: object;
  /** Where the broker is, for a server of ours. */
  readonly env: Readonly<Record<string, string>>;
  /** Resolves when it is published, once. */
  publish(one: ToPublish): Promise<void>;
}

/** A message, and where it belongs. */
export interface ToPublish {
  readonly partition: number;
  readonly body: string;
  /** Whose order it is, and the id by which a repetition is known; absent: nobody's. */
  readonly customer?: string;
  readonly id?: string;
}

/** Sets up a source that receives from a stream. */
export async function openStage(folder: string, stream: PublishedStream): Promise<StreamStage> {
  const { partitions, receives = {} } = stream;
  const database = await cloneTemplateDatabase();
  await registerDemoRetailer(database.sql);
  await registerSource(database.sql, {
    ...{ code: SOURCE, name: SOURCE, autoEnrol: true },
    receives: receivesSchema.parse({
      ...{ connector: "standard_webhooks", ...receives },
      from: stream.from,
    }) as Receives,
    ...{ identifierRank: KINDS, createKinds: KINDS, trustedKinds: KINDS },
  });
  const [row] = await database.sql<{ id: number }[]>`select id from source where code = ${SOURCE}`;
  const published = new Map<string, number>();
  const opened: ServerProcess[] = [];
  return {
    ...{ database, published, sourceId: (row as { id: number }).id },
    server: async (env = {}) => {
      const server = await startServerProcess({
        dataDir: join(folder, "keys"),
        env: { DATABASE_URL: database.url, ...stream.env, ...env },
      });
      opened.push(server);
      return server;
    },
    publish: async (customers, each) => {
      for (let round = 0; round < each; round += 1) {
        for (let from = 0; from < customers; from += IN_FLIGHT) {
          const some = Array.from({ length: Math.min(IN_FLIGHT, customers - from) }, (_, index) => {
            const customer = `c${from + index}`;
            const number = (published.get(customer) ?? 0) + 1;
            published.set(customer, number);
            const event = orderOf(customer, number);
            const [body, partition] = [JSON.stringify(event), (from + index) % partitions];
            return stream.publish({ partition, body, customer, id: event.eventId });
          });
          await Promise.all(some);
        }
      }
    },
    publishBody: (partition, body) => stream.publish({ partition, body }),
    untilRead: async (messages) => {
      await untilIt(`${messages} messages are read`, async () => {
        const [found] = await database.sql<{ n: number; waiting: number }[]>`
          select count(*)::int as n, count(*) filter (where state = 'RECEIVED')::int as waiting
            from inbound_message`;
        return found !== undefined && found.n >= messages && found.waiting === 0;
      });
    },
    close: async () => {
      await Promise.all(opened.map((server) => server.stop()));
      await database.drop();
    },
  };
}

/** The n-th order of a customer: worth n times ten pounds, so that sums tell what is missing. */
function orderOf(customer: string, number: number) {
  const gross = `${number * WHOLE_POUNDS}.00`;
  return {
    ...{ eventId: `${customer}-${number}`, kind: "SOLD" },
    occurredAt: new Date(Date.now() - 60_000 + number).toISOString(),
    references: [{ kind: "order", value: `${customer}-${number}` }],
    customer: [{ kind: "email", value: `${customer}@example.com` }],
    ...{ channel: "web", currencyCode: "GBP" },
    lines: [{ id: "1", article: "A-1", name: "Teapot", quantity: "1", gross }],
    tenders: [{ kind: "card", amount: gross }],
  };
}
