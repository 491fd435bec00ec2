import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { connect } from "../../../db/connection/client.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { runCli } from "../../support/runCli.ts";

/**
 * A process of its own each, one of which waits for a server that does not answer; the others run
 * meanwhile.
 */
const TIMEOUT_MS = 120_000;

let database: TestDatabase;
let name = "";
let folder = "";
const strangers: Server[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "unusable-"));
  database = await cloneTemplateDatabase();
  name = new URL(database.url).pathname.slice(1);
  const { sql } = database;
  await sql.unsafe(`create role ${name}_poor login password 'poor'`);
  await sql.unsafe(`create database ${name}_none encoding 'UTF8' template template0`);
  await sql.unsafe(
    `create database ${name}_latin encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0`,
  );
});
afterAll(async () => {
  for (const stranger of strangers) {
    stranger.close();
  }
  await rm(folder, { recursive: true });
  const { sql } = database;
  await sql.unsafe(`drop database if exists ${name}_none`);
  await sql.unsafe(`drop database if exists ${name}_latin`);
  await sql.unsafe(`drop role if exists ${name}_poor`);
  await database.drop();
});

/** Something that listens and says what it says. */
async function strangerPort(answer: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", () => socket.end(answer));
  });
  strangers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return String((server.address() as AddressInfo).port);
}

const url = (change: (address: URL) => void): string => {
  const address = new URL(database.url);
  change(address);
  return address.href;
};
const poor = (address: URL) => {
  address.username = `${name}_poor`;
  address.password = "poor";
};

/** Whether the server lets everybody in, as one for tests may be set up. */
async function asksForNoPassword(address: string): Promise<boolean> {
  const sql = connect(address, { max: 1 });
  try {
    await sql`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await sql.end();
  }
}

interface Case {
  /** Only where the server asks for passwords. */
  readonly needsPasswords?: true;
  readonly url: () => string | Promise<string>;
  readonly says: RegExp;
  readonly exitCode?: number;
}

const CASES: Readonly<Record<string, Case>> = {
  "a host that is not there": {
    url: () => url((address) => Object.assign(address, { hostname: "nohost.invalid" })),
    says: /cannot be reached: .*nohost\.invalid\. Check DATABASE_URL/,
  },
  "a port where nobody listens": {
    url: () => url((address) => Object.assign(address, { hostname: "127.0.0.1", port: "1" })),
    says: /cannot be reached: .*127\.0\.0\.1:1\. Check DATABASE_URL/,
  },
  "a wrong password": {
    needsPasswords: true,
    url: () => url((address) => Object.assign(address, { password: "wrong" })),
    says: /refuses the login: password .*\. Check user and password of DATABASE_URL/,
  },
  "a database that is not there": {
    url: () => url((address) => Object.assign(address, { pathname: "/not_there" })),
    says: /refuses the login: database "not_there" does not exist\. .*CREATE DATABASE/,
  },
  "something that is no PostgreSQL": {
    url: async () => {
      const port = await strangerPort("HTTP/1.1 400 Bad Request\r\n\r\n");
      return url((address) => Object.assign(address, { hostname: "127.0.0.1", port }));
    },
    says: /What listens at 127\.0\.0\.1:\d+ does not answer as a PostgreSQL/,
  },
  "a database that cannot hold every name": {
    url: () => url((address) => Object.assign(address, { pathname: `/${name}_latin` })),
    says: /encoded in LATIN1; UTF8 is needed/,
  },
  "a role that may not make tables": {
    url: () =>
      url((address) => {
        Object.assign(address, { pathname: `/${name}_none` });
        poor(address);
      }),
    says: /The role of DATABASE_URL needs its own database, or CREATE on the schema public/,
  },
  "an address of another kind": {
    url: () => "mysql://somebody:secret@127.0.0.1/shop",
    says: /DATABASE_URL/,
    exitCode: 2,
  },
};

function expectSentence(run: Awaited<ReturnType<typeof runCli>>, { says, exitCode = 1 }: Case) {
  expect(run.stderr).toMatch(says);
  expect(run.stderr).not.toMatch(/^ +at |Error:|secret/m);
  expect(run.stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
  expect(run.exitCode).toBe(exitCode);
}

test.concurrent.for(Object.entries(CASES))(
  "%s is told in a sentence, without a stack",
  { timeout: TIMEOUT_MS },
  async ([, one], { skip }) => {
    const address = await one.url();
    skip(
      one.needsPasswords === true && (await asksForNoPassword(address)),
      "this server asks nobody for a password",
    );
    expectSentence(await runCli(address, ["migrate"]), one);
  },
);

test.concurrent.for([
  ...["start", "verify", "keys list", "held list", "import transactions FILE --currency GBP"],
])("and by %s as by migrate", { timeout: TIMEOUT_MS }, async (command) => {
  const one = CASES["a database that is not there"] as Case;
  const file = join(folder, "one.csv");
  await writeFile(file, "customer,date,amount\nC1,2026-11-20,1.00\n");
  const args = command.split(" ").map((word) => (word === "FILE" ? file : word));
  const quiet = command.startsWith("import") ? ["--quiet"] : [];
  expectSentence(await runCli(await one.url(), [...args, ...quiet]), one);
});

test(
  "a port that is taken is told in a sentence by the server that wants it",
  async () => {
    const port = await strangerPort("");
    vi.stubEnv("PORT", port);
    vi.stubEnv("HOST", "127.0.0.1");
    vi.stubEnv("TRIBUTARY_DATA_DIR", folder);
    try {
      const run = await runCli(database.url, ["start"]);
      expect(run.stderr).toMatch(new RegExp(`EADDRINUSE.*set PORT .* other than ${port}`));
      expect(run.stderr).not.toMatch(/^ +at /m);
      expect(run.exitCode).toBe(1);
    } finally {
      vi.unstubAllEnvs();
    }
  },
  TIMEOUT_MS,
);

test(
  "a role that may not look into the schema is told which right it lacks",
  async () => {
    const { sql } = database;
    await sql.unsafe("revoke all on schema public from public");
    for (const args of [["migrate"], ["keys", "list"]]) {
      const run = await runCli(url(poor), args);
      expect(run.stderr).toMatch(/GRANT USAGE, CREATE ON SCHEMA public|may not/);
      expect(run.stderr).not.toMatch(/^ +at /m);
      expect(run.exitCode).toBe(1);
    }
  },
  TIMEOUT_MS,
);
