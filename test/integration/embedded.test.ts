import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { createInterface, type Interface } from "node:readline";
import { afterAll, afterEach, expect, test } from "vitest";
import { connect } from "../../db/connection/client.ts";
import { createDatabase, startEmbedded } from "../../db/embedded/embedded.ts";
import { makeTestFolder } from "../support/cluster.ts";

const SETTINGS = { fsync: "off", shared_buffers: "32MB" };
const PROGRAM = join(import.meta.dirname, "../support/embeddedUser.ts");

interface User {
  process: ChildProcess;
  lines: Interface;
  url: string;
  started: boolean;
}

// Making a cluster takes seconds, so the tests share one; those about the first start make their
// own.
const folder = makeTestFolder("embedded");
const dataDir = join(folder, "data");
let processes: ChildProcess[] = [];

afterEach(async () => {
  for (const child of processes) {
    await kill(child, "SIGKILL");
  }
  processes = [];
  // Joins a server a failed test left running, and stops it.
  await (await start()).stop();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (home = dataDir) => startEmbedded({ dataDir: home, settings: SETTINGS });

/**
 * Another process on the same folder, started with a process group of its own, as a terminal does.
 */
const startUser = async (home = dataDir): Promise<User> => {
  const child = spawn(process.execPath, [PROGRAM, home], {
    stdio: ["pipe", "pipe", "inherit"],
    detached: true,
  });
  processes.push(child);
  const lines = createInterface({ input: child.stdout });
  const [line] = await once(lines, "line");
  return { process: child, lines, ...JSON.parse(line) };
};

const kill = async (child: ChildProcess, signal: NodeJS.Signals) => {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  child.kill(signal);
  await once(child, "exit");
};

const serverPid = (home = dataDir): number | null => {
  try {
    return Number(readFileSync(join(home, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);
  } catch {
    return null;
  }
};

const ask = async (url: string, query: string) => {
  const sql = connect(url, { max: 1 });
  try {
    return [...(await sql.unsafe(query))];
  } finally {
    await sql.end();
  }
};

test("a second start keeps the data, the password and the port", async () => {
  const first = await start();
  await ask(first.url, "create table kept_name as select 'Zoë' as name");
  await first.stop();
  expect(serverPid()).toBeNull();

  const second = await start();
  expect(second).toMatchObject({ url: first.url, started: true });
  expect(await ask(second.url, "select name from kept_name")).toEqual([{ name: "Zoë" }]);
  await second.stop();
});

test("the server is PostgreSQL 18 in UTF8, listens on loopback only and confirms what is on disk", async () => {
  const embedded = await start();
  expect(
    await ask(
      embedded.url,
      `select current_setting('server_version_num')::int / 10000 as version,
              current_setting('server_encoding') as encoding,
              current_setting('listen_addresses') as addresses,
              current_setting('unix_socket_directories') as sockets,
              current_setting('synchronous_commit') as commit`,
    ),
  ).toEqual([{ version: 18, encoding: "UTF8", addresses: "127.0.0.1", sockets: "", commit: "on" }]);
  await embedded.stop();
});

test("nobody gets in without the password, which only the owner of the folder can read", async () => {
  const embedded = await start();
  const url = new URL(embedded.url);
  url.password = "guess";
  await expect(ask(url.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
  expect(statSync(join(dataDir, "password")).mode & 0o777).toBe(0o600);
  await embedded.stop();
});

test("the data folder may be given relative to the working directory", async () => {
  const embedded = await startEmbedded({
    dataDir: relative(process.cwd(), dataDir),
    settings: SETTINGS,
  });
  expect(serverPid()).not.toBeNull();
  await embedded.stop();
});

test("a database is made once, however often it is asked for", async () => {
  const embedded = await start();
  const urls = await Promise.all([1, 2, 3].map(() => createDatabase(embedded.url, "other one")));
  expect(new Set(urls).size).toBe(1);
  expect(await ask(urls[0] ?? "", "select current_database() as name")).toEqual([
    { name: "other one" },
  ]);
  await embedded.stop();
});

test("processes that start on a new folder at once share one server", async () => {
  const home = join(folder, "raced");
  const users = await Promise.all([1, 2, 3].map(() => startUser(home)));
  expect(users.filter(({ started }) => started)).toHaveLength(1);
  expect(new Set(users.map(({ url }) => url)).size).toBe(1);
  for (const user of users) {
    await kill(user.process, "SIGTERM");
  }
  expect(serverPid(home)).toBeNull();
});

test("the server stays while another process uses it, and the last one stops it", async () => {
  const first = await startUser();
  const second = await startUser();
  await kill(first.process, "SIGTERM");
  expect(await ask(second.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await kill(second.process, "SIGTERM");
  expect(serverPid()).toBeNull();
});

test("after kill -9 of the process the next start takes the server over and stops it", async () => {
  const user = await startUser();
  await kill(user.process, "SIGKILL");
  const next = await start();
  expect(next).toMatchObject({ url: user.url, started: false });
  await next.stop();
  expect(serverPid()).toBeNull();
});

test("after kill -9 of process and server the next start recovers what was committed", async () => {
  const user = await startUser();
  await ask(user.url, "create table kept as select 1 as x");
  process.kill(serverPid() ?? 0, "SIGKILL");
  await kill(user.process, "SIGKILL");
  const next = await start();
  expect(next.started).toBe(true);
  expect(await ask(next.url, "select x from kept")).toEqual([{ x: 1 }]);
  await next.stop();
});

test("a lock file whose process id belongs to another program now does not block the start", async () => {
  await (await start()).stop();
  // As the server's own user: it takes a process of any other user for no server anyway.
  const { uid, gid } = statSync(join(dataDir, "postgres"));
  const other = spawn("sleep", ["600"], { uid, gid, cwd: "/" });
  processes.push(other);
  writeFileSync(
    join(dataDir, "postgres", "postmaster.pid"),
    `${other.pid}\n${dataDir}\n0\n5432\n\n127.0.0.1\n1 2\nready\n`,
  );
  const next = await start();
  expect(next.started).toBe(true);
  await next.stop();
});

test("a first start that was interrupted is begun again", async () => {
  const home = join(folder, "interrupted");
  mkdirSync(join(home, "postgres.new", "base"), { recursive: true });
  const embedded = await start(home);
  expect(await ask(embedded.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await embedded.stop();
});

test("Ctrl-C in the terminal does not reach the server before the process has finished", async () => {
  const user = await startUser();
  const interrupted = once(user.lines, "line");
  // A terminal sends SIGINT to the whole foreground process group.
  process.kill(-(user.process.pid ?? 0), "SIGINT");
  expect(JSON.parse((await interrupted)[0])).toEqual({ interrupted: true });
  expect(await ask(user.url, "select 1 as one")).toEqual([{ one: 1 }]);
  await kill(user.process, "SIGTERM");
  expect(serverPid()).toBeNull();
});
