import { type AddressInfo, createConnection, createServer, type Socket } from "node:net";
import { connect, type Sql, type Tx } from "../../db/connection/client.ts";
import type { ReceiverObserver } from "../../src/purchases/receive/options.ts";
import { startReceiver, type TestReceiver } from "./receiver.ts";

/** Milliseconds after which a condition that a test waits for will not come any more. */
const PATIENCE_MS = 15_000;

/** Waits for a condition, never for time: asks again as soon as it has the answer. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) {
      throw new Error(`this did not happen: ${what}`);
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Waits until `count` statements of the write path stand before a lock. */
export async function untilBlocked(sql: Sql, count = 1): Promise<void> {
  await until(`${count} writers wait for a lock`, async () => {
    const [row] = await sql<{ waiting: number }[]>`
      select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`;
    return (row?.waiting ?? 0) >= count;
  });
}

/** A transaction that holds what `work` took until it is told to end. */
export interface Paused {
  readonly pid: number;
  readonly commit: () => Promise<void>;
  readonly rollback: () => Promise<void>;
}

export async function pause(url: string, work: (tx: Tx) => Promise<unknown>): Promise<Paused> {
  const sql = connect(url, {
    max: 1,
    applicationName: "tributary-test-pause",
    idleInTransactionMs: 0,
  });
  let end: (isToCommit: boolean) => void = () => {};
  const ended = new Promise<boolean>((resolve) => {
    end = resolve;
  });
  let taken: (pid: number) => void = () => {};
  const isTaken = new Promise<number>((resolve) => {
    taken = resolve;
  });
  const rolledBack = new Error("rolled back");
  const transaction = sql.begin(async (tx) => {
    await work(tx);
    const [row] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
    taken(row?.pid ?? 0);
    if (!(await ended)) {
      throw rolledBack;
    }
  });
  const over = transaction.catch((error) => {
    if (error !== rolledBack) {
      throw error;
    }
  });
  const pid = await Promise.race([isTaken, over.then(() => 0)]);
  const finish = async (isToCommit: boolean): Promise<void> => {
    end(isToCommit);
    await over;
    await sql.end();
  };
  return { pid, commit: () => finish(true), rollback: () => finish(false) };
}

/** Holds the rows of these customers, as another process would. */
export function pauseOnCustomers(url: string, ids: readonly bigint[]): Promise<Paused> {
  return pause(
    url,
    (tx) => tx`select 1 from customer where id = any(${ids.map(String)}::bigint[]) for update`,
  );
}

/** Ends the server side of every connection of that name; gives back how many there were. */
export async function terminateBackends(sql: Sql, applicationName: string): Promise<number> {
  const rows = await sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = ${applicationName}`;
  return rows.length;
}

/** Rows of the tables that a purchase writes to; partitions count for their table. */
export async function rowCounts(sql: Sql): Promise<Record<string, number>> {
  const [row] = await sql`
    select (select count(*)::int from intakes) as intakes, (select count(*)::int from events) as events,
      (select count(*)::int from orders) as orders, (select count(*)::int from entry) as entries,
      (select count(*)::int from lot) as lots, (select count(*)::int from customer) as customers,
      (select count(*)::int from identifiers) as identifiers,
      (select count(*)::int from order_reference) as references,
      (select count(*)::int from outbox) as outbox`;
  return { ...row };
}

/**
 * Makes every insert of an order with this number fail, as a bug of ours would; drop it with
 * `heal`.
 */
export async function breakOrdersNumbered(sql: Sql, number: string): Promise<() => Promise<void>> {
  await sql.unsafe(`
    create or replace function fail_on_order() returns trigger language plpgsql as $$
    begin
      if new.refs::text like '%"' || tg_argv[0] || '"%' then
        raise exception 'this order breaks the database';
      end if;
      return new;
    end $$`);
  await sql.unsafe(`
    create trigger fail_on_order before insert or update on orders
    for each row execute function fail_on_order('${number}')`);
  return async () => {
    await sql.unsafe("drop trigger fail_on_order on orders");
  };
}

/** Turns of the event loop without a word after which a client waits for its answers. */
const QUIET_TURNS = 4;

/** Stands between a client and the server and counts how often the client waits for an answer. */
export interface CountingProxy {
  readonly url: string;
  /** Times that a client waited for answers: statements sent one behind the other count once. */
  readonly roundTrips: () => number;
  readonly reset: () => void;
  /** Breaks every connection now, in the middle of whatever it does. */
  readonly cut: () => void;
  /**
   * Passes on what the client says next, and breaks the connection instead of passing on the
   * answer.
   */
  readonly loseNextAnswer: () => void;
  readonly close: () => Promise<void>;
}

/** Counts messages of these types in one direction; `hasStartup`: the first has no type. */
function messageCounter(types: string, hasStartup: boolean): (bytes: Buffer) => number {
  let rest: Buffer = Buffer.alloc(0);
  let isFirst = hasStartup;
  return (bytes) => {
    let count = 0;
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      const head = isFirst ? 0 : 1;
      if (rest.length < head + 4) {
        return count;
      }
      const length = head + rest.readUInt32BE(head);
      if (rest.length < length) {
        return count;
      }
      count += !isFirst && types.includes(String.fromCharCode(rest[0] as number)) ? 1 : 0;
      isFirst = false;
      rest = rest.subarray(length);
    }
  };
}

/** `onParse`: a statement is prepared, with or without a name. */
export async function countingProxy(
  url: string,
  onParse: () => void = () => {},
): Promise<CountingProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let roundTrips = 0;
  let isToLose = false;
  const server = createServer((client) => {
    const upstream = createConnection(Number(target.port), target.hostname);
    let outstanding = 0;
    let sinceFlush = 0;
    let said = 0;
    let isFlushing = false;
    let answers: Buffer[] = [];
    const asked = messageCounter("SQ", true);
    const answered = messageCounter("Z", false);
    const parses = messageCounter("P", true);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.setNoDelay(true);
    }
    // Answers are kept back until all that was asked is answered and the client has nothing more to
    // say: what it sends in one go counts once, however the bytes happen to arrive.
    const flush = async (): Promise<void> => {
      isFlushing = true;
      for (let before = -1; before !== said || outstanding > 0; ) {
        before = said;
        for (let turn = 0; turn < QUIET_TURNS; turn += 1) {
          await new Promise((resolve) => setImmediate(resolve));
        }
        if (client.destroyed) {
          return;
        }
      }
      isFlushing = false;
      const bytes = Buffer.concat(answers);
      answers = [];
      if (isToLose) {
        isToLose = false;
        client.destroy();
        upstream.end();
        return;
      }
      roundTrips += sinceFlush > 0 ? 1 : 0;
      sinceFlush = 0;
      client.write(bytes);
    };
    client.on("data", (bytes) => {
      said += 1;
      const questions = asked(bytes);
      outstanding += questions;
      sinceFlush += questions;
      for (let count = parses(bytes); count > 0; count -= 1) {
        onParse();
      }
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => {
      // The server also says that it is ready when nobody has asked: after the log-in.
      outstanding = Math.max(0, outstanding - answered(bytes));
      answers.push(bytes);
      if (!isFlushing) {
        void flush();
      }
    });
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const through = new URL(url);
  through.hostname = "127.0.0.1";
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    roundTrips: () => roundTrips,
    reset: () => {
      roundTrips = 0;
    },
    cut: () => {
      for (const socket of sockets) {
        socket.destroy();
      }
      sockets.clear();
    },
    loseNextAnswer: () => {
      isToLose = true;
    },
    close: async () => {
      for (const socket of sockets) {
        socket.destroy();
      }
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** A receiver that waits for locks as long as a test needs to hold them. */
export async function startPatientReceiver(
  url: string,
  options: { writers?: number; observer?: ReceiverObserver } = {},
): Promise<TestReceiver> {
  return await startReceiver(url, {
    writers: 1,
    ...options,
    applicationName: "tributary-patient-test",
    timeouts: { statementTimeoutMs: PATIENCE_MS, lockTimeoutMs: PATIENCE_MS },
  });
}
