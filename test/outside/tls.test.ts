import { chmodSync, copyFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect } from "../../db/connection/client.ts";
import { registerDemoRetailer } from "../../src/demo/loadDemo.ts";
import { makeTestFolder } from "../support/cluster.ts";
import { saleOf, sendLines } from "../support/outside/asking.ts";
import { type Certificate, makeCertificate } from "../support/outside/certificate.ts";
import { giveToPostgres, type Postgres15, startPostgres15 } from "../support/outside/postgres15.ts";
import { startServerProcess } from "../support/outside/serverProcess.ts";
import { runCli } from "../support/runCli.ts";

const TEST_TIMEOUT_MS = 180_000;

let folder: string;
let postgres: Postgres15;
let own: Certificate;
let foreign: Certificate;

beforeAll(async () => {
  folder = makeTestFolder("tls");
  own = makeCertificate(folder, "127.0.0.1");
  foreign = makeCertificate(folder, "db.example.com");
  const [certificate, key] = ["server.crt", "server.key"].map((name) => join(folder, name)) as [
    string,
    string,
  ];
  copyFileSync(own.certificate, certificate);
  copyFileSync(own.key, key);
  giveToPostgres(key);
  chmodSync(key, 0o600);
  postgres = await startPostgres15({
    conf: ["ssl = on", `ssl_cert_file = '${certificate}'`, `ssl_key_file = '${key}'`],
    // Nobody comes in without TLS.
    hba: ["hostssl all all 127.0.0.1/32 trust"],
  });
  postgres.psql("postgres", "-c", "create database loyalty encoding 'UTF8' template template0");
}, TEST_TIMEOUT_MS);
afterAll(async () => {
  await postgres?.stop();
});

/** The URL of the guide. */
const verified = (authority: string) =>
  `${postgres.url("postgres", "loyalty")}?sslmode=verify-full&sslrootcert=${authority}`;

test("a server works over TLS with a certificate of a private authority, on every connection", {
  timeout: TEST_TIMEOUT_MS,
}, async () => {
  const url = verified(own.authority);
  expect(await runCli(url, ["migrate"])).toMatchObject({ exitCode: 0 });
  const sql = connect(url, { max: 1 });
  await registerDemoRetailer(sql);
  const server = await startServerProcess({ dataDir: folder, env: { DATABASE_URL: url } });
  try {
    expect(await sendLines(server, [saleOf("tls-1", "one@example.com")])).toEqual(["APPLIED"]);
    const rows = await sql<{ ssl: boolean; name: string }[]>`
      select s.ssl, a.application_name as name from pg_stat_ssl s join pg_stat_activity a using (pid)
      where a.application_name like 'tributary-%'`;
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.filter(({ ssl }) => !ssl)).toEqual([]);
  } finally {
    await server.stop();
    await sql.end();
  }
});

test.each([
  ["of another authority", () => verified(foreign.authority), "certificate is not trusted"],
  ["of no authority that Node knows", () => `${verified("system")}`, "certificate is not trusted"],
  [
    "asked for by a name that it is not for",
    () => verified(own.authority).replace("127.0.0.1", "localhost"),
    "certificate is not trusted",
  ],
  [
    "whose authority cannot be read",
    () => verified("/nowhere/ca.crt"),
    "(sslrootcert) cannot be read",
  ],
  [
    "that nobody would look at",
    () => verified(own.authority).replace("verify-full", "require"),
    "sslrootcert, which says nothing unless",
  ],
])("a certificate %s is refused with a sentence", async (_, url, sentence) => {
  const { exitCode, stderr } = await runCli(url(), ["migrate", "--dry-run"]);

  expect(exitCode).toBe(1);
  expect(stderr).toContain(sentence);
  expect(stderr.trim().split("\n")).toHaveLength(1);
});
