import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "../../../db/connection/client.ts";
import { insertOutbox } from "../../../db/queries/core/ledger.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import type { Change } from "../../../src/stream/change.ts";
import { Hub } from "../../../src/stream/hub.ts";
import { openPush } from "../../../src/stream/push.ts";
import { Tail } from "../../../src/stream/tail.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { terminateBackends, until } from "../../support/faults.ts";
import { systemClock } from "../../support/server.ts";

const log = createLogger({ level: "silent" });
let database: TestDatabase;
let own: Sql;
let hub: Hub;
let tail: Tail;
const told = { customer: [] as Change[], all: [] as Change[] };

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  own = connect(database.url, {
    max: 1,
    applicationName: "tail-test",
    onNotify: () => tail.wake(),
  });
  hub = new Hub();
  tail = new Tail({ sql: own, hub, log });
  hub.joinCustomer(1n, { push: (change) => told.customer.push(change) });
  hub.joinCustomer(2n, { push: (change) => told.customer.push(change) });
  hub.joinAll({ push: (change) => told.all.push(change) });
  await tail.ready();
});
afterAll(async () => {
  await tail?.stop();
  await own?.end();
  await database?.drop();
});

/** A writer that has its outbox id and has not ended. */
async function openWriter(rootId: bigint, seq: bigint) {
  const connection = await database.sql.reserve();
  await connection`begin`;
  await connection`select pg_current_xact_id()`;
  await insertOutbox(connection as never, [
    {
      root_id: rootId,
      seq,
      kind: "TIER_CHANGED",
      payload: {},
      announce: true,
      recorded_at: "2026-03-01T00:00:00Z",
    },
  ]);
  const [row] = await connection<{ id: bigint }[]>`select currval('outbox_id_seq') as id`;
  return {
    id: row?.id ?? 0n,
    end: async (how: "commit" | "rollback") => {
      await connection.unsafe(how);
      connection.release();
      tail.wake();
    },
  };
}

const ids = (changes: readonly Change[]) => changes.map(({ id }) => id);

test("a lower id that commits later is told too; listeners of all wait for the watermark and keep the order", async () => {
  const gone = await openWriter(1n, 1n);
  const slow = await openWriter(1n, 1n);
  const fast = await openWriter(2n, 1n);
  await fast.end("commit");
  await until("the first is told", () => told.customer.length === 1);
  await gone.end("rollback");
  await slow.end("commit");
  await until("the late one is told", () => told.customer.length === 2);
  expect(ids(told.customer)).toEqual([fast.id, slow.id]);
  expect(told.all).toEqual([]);
  await database.sql`update outbox_watermark set safe_id = ${fast.id}`;
  tail.wake();
  await until("both are told to all", () => told.all.length === 2);
  expect(ids(told.all)).toEqual([slow.id, fast.id]);
  expect(tail.safe).toBe(fast.id);
});

test("a tail whose connection is ended goes on, and listens again", async () => {
  const before = told.customer.length;
  expect(await terminateBackends(database.sql, "tail-test")).toBe(1);
  const first = await openWriter(1n, 2n);
  await first.end("commit");
  await until("what came meanwhile is told", () => told.customer.length === before + 1);
  // Another process's word is enough again.
  const push = openPush({
    open: (onNotify) => connect(database.url, { max: 1, onNotify }),
    ...{ reads: database.sql, writes: database.sql, clock: systemClock, log },
  });
  await database.sql`
    insert into outbox (id, root_id, seq, kind, payload, announce, recorded_at)
    values (nextval('outbox_id_seq'), 1, 3, 'TIER_CHANGED', '{}', true, now())`;
  push.committed();
  await until("it is told", () => told.customer.length === before + 2);
  await push.close();
});
