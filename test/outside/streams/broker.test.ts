import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keepMapping } from "../../../src/messages/saved/saveMapping.ts";
import { makeTestFolder } from "../../support/cluster.ts";
import { auditStream } from "../../support/outside/streams/auditStream.ts";
import { type NatsServers, startNats } from "../../support/outside/streams/natsServers.ts";
import { openStreamStage } from "../../support/outside/streams/natsStage.ts";
import type { StreamStage } from "../../support/outside/streams/streamStage.ts";
import { untilIt } from "../../support/outside/wait.ts";

const TEST_TIMEOUT_MS = 300_000;

let folder: string;
let nats: NatsServers | undefined;
let stage: StreamStage | undefined;

beforeEach(() => {
  folder = makeTestFolder("stream-broker");
});
afterEach(async () => {
  await stage?.close();
  await nats?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test(
  "a broker may choose the partition of a customer and ask who we are, and messages that nobody reads are told of",
  async () => {
    const mappings = 'mappings = { "orders.by.*": "orders.{{partition(4,1)}}" }';
    nats = await startNats(folder, { mappings, user: { user: "tributary", pass: "s3cret:x" } });
    const subjectOf = (customer: string) => `orders.by.${customer}`;
    stage = await openStreamStage(folder, nats, { partitions: 4, subjectOf });
    await stage.publish(30, 5);
    await stage.publishBody(4, "{}");
    const file = join(folder, "credentials");
    writeFileSync(file, "tributary:wrong\n");
    const server = await stage.server({ NATS_CREDENTIALS_FILE: file });
    await untilIt("it says so", () => server.said().includes("a stream cannot be read"));
    expect(server.said()).not.toContain("tributary:wrong");
    writeFileSync(file, "tributary:s3cret:x\n");
    await stage.untilRead(150);
    await auditStream(stage);
    const parts = await stage.database.sql`
      select topic from inbound_message group by topic order by topic`;
    expect(parts.map(({ topic }) => topic)).toEqual([0, 1, 2, 3].map((one) => `orders.${one}`));
    await untilIt("it tells of those", () => server.said().includes("nobody reads those"));
  },
  TEST_TIMEOUT_MS,
);

/** An ERP's table of orders, each row an order of one line. */
const MAPPING = `mapping: erp-orders
input: { format: debezium }
events:
  - make: purchase
    fields:
      eventId: it.id
      kind: 'it.op == "u" ? "AMENDED" : "SOLD"'
      occurredAt: it.row.placed_at
      references: { kind: { is: erp }, value: it.row.number }
      customer: { kind: { is: email }, value: it.row.email }
      channel: { is: web }
      currencyCode: { is: GBP }
      lines:
        - { id: { is: "1" }, quantity: { is: "1" }, gross: it.row.total, discounts: [] }
`;

test(
  "changes of a database's rows come from a stream, and the order is as the last of them left it",
  async () => {
    nats = await startNats(folder);
    const receives = { connector: "debezium", tables: { "sales.orders": "erp-orders" } };
    stage = await openStreamStage(folder, nats, { receives });
    const document = MAPPING;
    await keepMapping(
      stage.database.sql,
      { name: "erp-orders", document, expectedVersion: null },
      "test",
    );
    const placed_at = new Date(Date.now() - 3_600_000).toISOString();
    for (const [at, total] of ["10.00", "20.00", "30.00"].entries()) {
      const after = { number: "O-1", email: "ada@example.com", total, placed_at };
      const source = { db: "erp", schema: "sales", table: "orders", lsn: 100 + at, ts_ms: 1 };
      const payload = { op: at === 0 ? "c" : "u", before: null, after, source };
      await stage.publishBody(0, JSON.stringify({ schema: {}, payload }));
    }
    await stage.server();
    await stage.untilRead(3);
    const orders = await stage.database.sql`select total_minor from orders`;
    expect(orders).toEqual([{ total_minor: 3_000n }]);
    const states = await stage.database.sql`select distinct state from inbound_message`;
    expect(states).toEqual([{ state: "READ" }]);
  },
  TEST_TIMEOUT_MS,
);
