import { once } from "node:events";
import { type AddressInfo, createConnection, createServer } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { assertServerUsable, connect, type Sql } from "../../db/connection/client.ts";
import { collectGarbage } from "../support/collectGarbage.ts";
import { createEmptyDatabase, type TestDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createEmptyDatabase();
});
afterAll(() => database.drop());

const MICROSECONDS = "2026-02-28 23:59:59.123456+00";
const INT8_MAX = 9_223_372_036_854_775_807n;

const readValues = async (sql: Sql) => {
  const [row] = await sql`
    select ${MICROSECONDS}::timestamptz as instant,
           ${[MICROSECONDS]}::timestamptz[] as instants,
           ${"2026-02-28"}::date as day,
           ${INT8_MAX}::int8 as big,
           ${sql.array([INT8_MAX, -1n])}::int8[] as bigs,
           ${["12.3456"]}::numeric[] as numbers,
           ${sql.json({ a: [1] } as never)}::jsonb as value,
           ${'{"a":[1]}'}::jsonb as text,
           current_setting('TimeZone') as zone`;
  return row;
};

const EXPECTED = {
  instant: MICROSECONDS,
  instants: [MICROSECONDS],
  day: "2026-02-28",
  big: INT8_MAX,
  bigs: [INT8_MAX, -1n],
  numbers: ["12.3456"],
  value: { a: [1] },
  text: { a: [1] },
  zone: "UTC",
};

test("no value loses a digit: microseconds, 64-bit integers and decimals come back as they went in", async () => {
  expect(await readValues(database.sql)).toEqual(EXPECTED);
});

test("a statement keeps nothing that its first caller held", async () => {
  const ask = async (sql: Sql, held: object) => {
    const run = () => sql`select ${Object.keys(held).length}::int as keys`;
    await run();
  };
  const first = async () => {
    const held = { body: Buffer.alloc(1_024) };
    await ask(database.sql, held);
    return new WeakRef<object>(held);
  };
  const held = await first();
  // The engine may keep the last one in a register.
  await ask(database.sql, {});
  await collectGarbage();
  expect(held.deref()).toBeUndefined();
});

test("a statement that exceeds the pool's limit is cancelled by the server", async () => {
  const sql = connect(database.url, { max: 1, statementTimeoutMs: 20 });
  try {
    await expect(sql`select pg_sleep(10)`).rejects.toMatchObject({ code: "57014" });
  } finally {
    await sql.end();
  }
});

test("a server in UTF8 and new enough is accepted", async () => {
  await expect(assertServerUsable(database.sql)).resolves.toBeUndefined();
});

test("a database that cannot hold every name is refused with the way to make one that can", async () => {
  const latin = `${new URL(database.url).pathname.slice(1)}_latin`;
  await database.sql`
    create database ${database.sql(latin)} encoding 'LATIN1' locale 'C' template template0`;
  const url = new URL(database.url);
  url.pathname = `/${latin}`;
  const sql = connect(url.href, { max: 1 });
  try {
    await expect(assertServerUsable(sql)).rejects.toThrow(
      /LATIN1; UTF8 is needed.*CREATE DATABASE/,
    );
  } finally {
    await sql.end();
    await database.sql`drop database ${database.sql(latin)} with (force)`;
  }
});

test("a reserved connection whose server has gone refuses what it is asked next, in this process and with the next pool user none the wiser", async () => {
  const sql = connect(database.url, { max: 1 });
  const reserved = await sql.reserve();
  const [row] = await reserved<{ pid: number }[]>`select pg_backend_pid() as pid`;
  // The end itself may be told to the statement that is under way; only what comes after it is
  // looked at.
  const ended = reserved`select pg_sleep(60)`.catch((error: { code?: string }) => error.code);
  await database.sql`select pg_terminate_backend(${row?.pid ?? 0}::int)`;
  expect(["57P01", "CONNECTION_CLOSED", "ECONNRESET"]).toContain(await ended);
  for (let left = 20; left > 0; left -= 1) {
    await expect(reserved`select ${left}::int as left`).rejects.toThrow();
  }
  reserved.release();
  expect(await sql`select 1 as one`).toEqual([{ one: 1 }]);
  await sql.end();
});

/**
 * Passes everything on, and resets the first `count` connections as soon as the client says `word`.
 */
async function resettingProxy(url: string, word: string, count: number) {
  const target = new URL(url);
  let left = count;
  const proxy = createServer((client) => {
    const upstream = createConnection(Number(target.port), target.hostname);
    client.on("error", () => {}).on("close", () => upstream.destroy());
    upstream.on("error", () => {}).on("close", () => client.destroy());
    upstream.pipe(client);
    client.on("data", (bytes) => {
      if (left > 0 && bytes.includes(word)) {
        left -= 1;
        client.resetAndDestroy();
      } else {
        upstream.write(bytes);
      }
    });
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const own = new URL(url);
  own.port = String((proxy.address() as AddressInfo).port);
  return { url: own.href, isUsedUp: () => left === 0, close: () => proxy.close() };
}

test("a connection lost while the driver reads the types of arrays fails the statement that waits for it, and nothing else", async () => {
  const proxy = await resettingProxy(database.url, "typarray", 1);
  const sql = connect(proxy.url, { max: 1 });
  try {
    await expect(readValues(sql)).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(proxy.isUsedUp()).toBe(true);
    expect(await readValues(sql)).toEqual(EXPECTED);
  } finally {
    await sql.end({ timeout: 0 });
    proxy.close();
  }
});

test("every reservation that waits through lost connections is answered, and a refused one takes no connection with it", async () => {
  const proxy = await resettingProxy(database.url, "tributary", 3);
  const sql = connect(proxy.url, { max: 2 });
  try {
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, async () => {
        try {
          const reserved = await sql.reserve();
          const [row] = await reserved<{ one: number }[]>`select 1 as one`;
          reserved.release();
          return row?.one;
        } catch (error) {
          return (error as { code?: string }).code;
        }
      }),
    );
    expect(proxy.isUsedUp()).toBe(true);
    expect([...new Set(outcomes)].sort()).toEqual([1, "ECONNRESET"]);
    expect(await Promise.all([sql`select 1 as one`, sql`select 1 as one`])).toHaveLength(2);
  } finally {
    await sql.end({ timeout: 0 });
    proxy.close();
  }
});

test("a statement given after a connection has failed and before it has closed is refused at once", async () => {
  const proxy = await resettingProxy(database.url, "is_lost", 1);
  const sql = connect(proxy.url, { max: 1 });
  try {
    const reserved = await sql.reserve();
    const code = (error: { code?: string }) => error.code;
    const next = reserved`select 1 as is_lost`.catch(() => reserved`select 2 as two`.catch(code));
    expect(await next).toBe("CONNECTION_CLOSED");
    expect(proxy.isUsedUp()).toBe(true);
    reserved.release();
    expect(await sql`select 3 as three`).toEqual([{ three: 3 }]);
  } finally {
    await sql.end({ timeout: 0 });
    proxy.close();
  }
});

test("whoever listens and closes without a word, as a proxy with no server behind it, fails each statement, and is asked once for each", async () => {
  let connections = 0;
  const away = createServer((socket) => {
    connections += 1;
    socket.destroy();
  });
  away.listen(0, "127.0.0.1");
  await once(away, "listening");
  const { port } = away.address() as AddressInfo;
  const sql = connect(`postgres://nobody@127.0.0.1:${port}/nowhere`, { max: 1 });
  try {
    for (let asked = 1; asked <= 3; asked += 1) {
      await expect(sql`select 1`).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
      expect(connections).toBe(asked);
    }
    await expect(sql.reserve()).rejects.toMatchObject({ code: "CONNECTION_CLOSED" });
  } finally {
    await sql.end({ timeout: 0 });
    away.close();
  }
});
