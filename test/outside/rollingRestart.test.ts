import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findFreePort } from "../../scripts/faults/ports.ts";
import { registerDemoRetailer } from "../../src/demo/loadDemo.ts";
import { makeTestFolder } from "../support/cluster.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../support/database.ts";
import { type Certificate, makeCertificate } from "../support/outside/certificate.ts";
import { type Program, runProgram, startProgram } from "../support/outside/program.ts";
import { followByEvents, followBySocket } from "../support/outside/resuming.ts";
import { type Door, Sender } from "../support/outside/sender.ts";
import { type ServerProcess, startServerProcess } from "../support/outside/serverProcess.ts";
import { untilIt } from "../support/outside/wait.ts";

const DEPLOY = join(import.meta.dirname, "../../deploy");
const TEST_TIMEOUT_MS = 300_000;
const SENDERS = 4;
/** Sales between two restarts at least. */
const SALES_BETWEEN = 40;

let folder: string;
let database: TestDatabase;
let servers: readonly ServerProcess[];
let proxy: Program | undefined;

beforeEach(async () => {
  folder = makeTestFolder("rolling");
  database = await cloneTemplateDatabase();
  await registerDemoRetailer(database.sql);
  const env = { DATABASE_URL: database.url, TRUSTED_PROXIES: "127.0.0.1" };
  servers = [
    await startServerProcess({ dataDir: folder, env }),
    await startServerProcess({ dataDir: folder, env }),
  ];
}, TEST_TIMEOUT_MS);
afterEach(async () => {
  await proxy?.stop();
  await Promise.all((servers ?? []).map((server) => server.stop()));
  await database?.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** The sample that operators get, with these ports and this certificate instead of theirs. */
function sampleOf(path: string, words: Readonly<Record<string, string>>): string {
  return Object.entries(words).reduce(
    (text, [word, instead]) => {
      expect(text).toContain(word);
      return text.replaceAll(word, instead);
    },
    readFileSync(join(DEPLOY, path), "utf8"),
  );
}

const addresses = () => ({
  "127.0.0.1:4000": `127.0.0.1:${servers[0]?.port}`,
  "127.0.0.1:4001": `127.0.0.1:${servers[1]?.port}`,
});

async function startNginx(port: number, { certificate, key }: Certificate): Promise<Program> {
  const site = sampleOf("nginx/tributary.conf", {
    ...addresses(),
    "listen 443 ssl": `listen 127.0.0.1:${port} ssl`,
    "/etc/nginx/tributary.crt": certificate,
    "/etc/nginx/tributary.key": key,
  });
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (one) => `${one}_temp_path ${folder}/${one};`,
  );
  writeFileSync(join(folder, "site.conf"), site);
  writeFileSync(
    join(folder, "nginx.conf"),
    `daemon off; pid ${folder}/nginx.pid; error_log stderr; worker_processes 1;
     events {} http { access_log off; ${paths.join(" ")} include ${folder}/site.conf; }`,
  );
  return await startProgram(["nginx", "-e", "stderr", "-c", join(folder, "nginx.conf")], { port });
}

async function startHaproxy(port: number, { certificate, key }: Certificate): Promise<Program> {
  const both = join(folder, "both.pem");
  writeFileSync(both, readFileSync(certificate, "utf8") + readFileSync(key, "utf8"));
  const config = sampleOf("haproxy/haproxy.cfg", {
    ...addresses(),
    "bind :443": `bind 127.0.0.1:${port}`,
    "/etc/haproxy/tributary.pem": both,
    // Two files a connection: more than some machines allow a process.
    "maxconn 20000": "maxconn 500",
  });
  const path = join(folder, "haproxy.cfg");
  writeFileSync(path, config);
  runProgram(["haproxy", "-c", "-f", path]);
  return await startProgram(["haproxy", "-db", "-f", path], { port });
}

interface FoundCustomer {
  readonly id: string;
  readonly streamCursor: string;
}

async function readCustomer(email: string): Promise<FoundCustomer> {
  const [server] = servers as [ServerProcess];
  const response = await fetch(`${server.url}/graphql`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${await server.demo.sign({ role: "agent" })}`,
      "content-type": "application/json",
    },
    body: JSON.stringify({
      query: `query($by: CustomerIdentifierInput!) { customer(by: $by) { id streamCursor } }`,
      variables: { by: { email } },
    }),
  });
  const { data } = (await response.json()) as { data: { customer: FoundCustomer } };
  return data.customer;
}

/** How many changes of each person the database has on record. */
async function lastSequences(): Promise<readonly number[]> {
  const rows = await database.sql<{ last: number }[]>`
    select c.seq::int as last from customer c join identifiers i on i.leaf_id = c.id
    where i.value in ('one@example.com', 'two@example.com') order by i.value`;
  return rows.map(({ last }) => last);
}

const EMAILS = ["one@example.com", "two@example.com"];

/** Restarts one server after the other while purchases come and two clients follow. */
async function restartUnderLoad(door: Door) {
  const [{ demo }] = servers as [ServerProcess];
  const token = await demo.sign({ role: "ingest" });
  const first = new Sender(door, token);
  for (const email of EMAILS) {
    expect(await first.send({ eventId: `first-${email}`, email })).toBe("APPLIED");
  }
  const [one, two] = (await Promise.all(EMAILS.map(readCustomer))) as [
    FoundCustomer,
    FoundCustomer,
  ];
  const reader = await demo.sign({ role: "agent" });
  const followed = (customer: FoundCustomer) => ({
    ...{ door, token: reader, customer: customer.id, cursor: customer.streamCursor },
  });
  const socket = followBySocket(followed(one));
  const events = followByEvents(followed(two));
  const [fromOne = 0, fromTwo = 0] = await lastSequences();

  let isStopped = false;
  let sent = 0;
  let answered = 0;
  const outcomes = new Set<string>();
  const senders = Array.from({ length: SENDERS }, () => new Sender(door, token));
  const sending = senders.map(async (sender) => {
    while (!isStopped) {
      const at = sent;
      sent += 1;
      const email = EMAILS[at % 2] as string;
      outcomes.add(await sender.send({ eventId: `rolling-${at}`, email }));
      answered += 1;
    }
  });
  const untilMoreSold = async () => {
    const enough = answered + SALES_BETWEEN;
    await untilIt(`${enough} sales are answered`, () => answered >= enough);
  };
  await untilMoreSold();
  for (const server of servers) {
    await server.stop();
    await untilMoreSold();
    await server.start();
    await untilMoreSold();
  }
  isStopped = true;
  await Promise.all(sending);
  for (const sender of [first, ...senders]) {
    sender.close();
  }

  const [lastOne = 0, lastTwo = 0] = await lastSequences();
  const isComplete = () =>
    socket.sequences.at(-1) === lastOne && events.sequences.at(-1) === lastTwo;
  await untilIt("both streams have come to the end", isComplete);
  await Promise.all([socket.stop(), events.stop()]);

  const [counted] = await database.sql<{ events: number; orders: number; points: number }[]>`
    select (select count(*)::int from events where event_id like 'rolling-%') as events,
      (select count(*)::int from orders) as orders,
      (select sum(active + pending)::int from account where leaf_id is not null) as points`;
  return {
    sent,
    counted,
    outcomes,
    again: senders.reduce((sum, { again }) => sum + again, 0),
    socket: { told: socket.sequences, due: range(fromOne + 1, lastOne), of: socket.connections() },
    events: { told: events.sequences, due: range(fromTwo + 1, lastTwo), of: events.connections() },
  };
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

test.each([
  ["nginx", startNginx],
  ["HAProxy", startHaproxy],
])(
  "two servers behind %s, restarted one after the other: each purchase counts once, streams are whole",
  { timeout: TEST_TIMEOUT_MS },
  async (name, start) => {
    const certificate = makeCertificate(folder, "127.0.0.1");
    const port = await findFreePort();
    proxy = await start(port, certificate);
    const authority = readFileSync(certificate.authority);

    const { sent, counted, outcomes, again, socket, events } = await restartUnderLoad({
      port,
      authority,
    });

    process.stdout.write(
      `${name}: ${sent} purchases, ${again} sent again; ${socket.of} and ${events.of} connections\n`,
    );
    expect(outcomes).toEqual(new Set(["APPLIED"]));
    const points = 10 * (sent + EMAILS.length);
    expect(counted).toEqual({ events: sent, orders: sent + EMAILS.length, points });
    expect(socket.told).toEqual(socket.due);
    expect(events.told).toEqual(events.due);
    // Each was cut off at least once, or nothing was tried.
    expect(Math.min(socket.of, events.of)).toBeGreaterThan(1);
  },
);
