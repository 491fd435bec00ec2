import { type Profiler, Session } from "node:inspector/promises";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { uuidv7 } from "uuidv7";
import { connect } from "../../db/connection/client.ts";
import { Catalog } from "../../src/core/catalog.ts";
import { scopesOf, type Viewer } from "../../src/domain/access/viewer.ts";
import { Receiver } from "../../src/purchases/receive/receiver.ts";
import { inputOfChild, serveParent } from "./children.ts";
import { frameOf, readFrames } from "./frames.ts";

/**
 * The receiver in a process of its own, as the server has it, without the server's doors: a frame is the JSON of one
 * call, the answer a frame of result lines. What is measured is the one way in; the doors have figures of their own.
 */

/** What the process is started with. */
export type ReceiverInput = { readonly url: string; readonly writers: number };

/** What the observer saw since it was last asked. */
export type ReceiverSeen = {
  /** Events of each committed batch. */
  readonly sizes: readonly number[];
  /** Milliseconds that each batch held its locks. */
  readonly lockMs: readonly number[];
  /** Attempts that failed, by kind. */
  readonly failures: Readonly<Record<string, number>>;
  /** Milliseconds between the stages of a batch, summed; only right with one writer. */
  readonly stageMs: Readonly<Record<string, number>>;
  /** CPU milliseconds of this process. */
  readonly cpuMs: number;
};

/** As in src/main.ts. */
const WRITE_POOL_SPARE = 2;
const WRITE_LOCK_TIMEOUT_MS = 200;
const WRITE_STATEMENT_TIMEOUT_MS = 5_000;
const PROFILE_INTERVAL_US = 200;

const { url, writers } = inputOfChild<ReceiverInput>();
const sql = connect(url, {
  max: writers + WRITE_POOL_SPARE,
  applicationName: "tributary-write",
  lockTimeoutMs: WRITE_LOCK_TIMEOUT_MS,
  statementTimeoutMs: WRITE_STATEMENT_TIMEOUT_MS,
});

let sizes: number[] = [];
let lockMs: number[] = [];
let failures: Record<string, number> = {};
let stageMs: Record<string, number> = {};
let stageAt = 0;
let cpuFrom = process.cpuUsage();

const receiver = new Receiver({
  sql,
  catalog: await Catalog.load(sql),
  writers,
  newPublicId: uuidv7,
  observer: {
    batch: (batch) => {
      sizes.push(batch.size);
      lockMs.push(batch.lockMs);
    },
    failure: ({ kind, error }) => {
      failures[kind] = (failures[kind] ?? 0) + 1;
      if (kind === "CULPRIT") console.error(error);
    },
    stage: (stage) => {
      const now = performance.now();
      stageMs[stage] = (stageMs[stage] ?? 0) + now - stageAt;
      stageAt = now;
    },
  },
});

const viewer: Viewer = {
  principal: "key:bench",
  role: "ingest",
  scopes: scopesOf("ingest"),
  customerId: null,
  store: null,
  sources: null,
};

async function take(body: Buffer): Promise<Buffer> {
  const results = await receiver.receivePurchases({
    door: "NDJSON",
    viewer,
    requestId: null,
    headers: {},
    body,
    events: JSON.parse(body.toString("utf8")) as unknown[],
    mode: "LIVE",
  });
  const lines = results.map(({ source, eventId, outcome, reason, field, duplicate }) =>
    JSON.stringify({ source, eventId, outcome, reason, field, duplicate }),
  );
  return Buffer.from(lines.join("\n"));
}

async function answer(socket: Socket, body: Buffer): Promise<void> {
  try {
    socket.write(frameOf(await take(body)));
  } catch (error) {
    socket.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

const server = createServer({ noDelay: true }, (socket) => {
  socket.on("error", (error) => console.error("a caller's connection broke:", error.message));
  readFrames(socket, (body) => void answer(socket, body));
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

let session: Session | null = null;

serveParent(
  {
    port: () => (server.address() as AddressInfo).port,
    seen: (): ReceiverSeen => {
      const cpu = process.cpuUsage(cpuFrom);
      const seen = { sizes, lockMs, failures, stageMs, cpuMs: (cpu.user + cpu.system) / 1_000 };
      [sizes, lockMs, failures, stageMs] = [[], [], {}, {}];
      stageAt = performance.now();
      cpuFrom = process.cpuUsage();
      return seen;
    },
    startProfile: async () => {
      session = new Session();
      session.connect();
      await session.post("Profiler.enable");
      await session.post("Profiler.setSamplingInterval", { interval: PROFILE_INTERVAL_US });
      await session.post("Profiler.start");
    },
    stopProfile: async (): Promise<Profiler.Profile | undefined> => {
      const stopped = await session?.post("Profiler.stop");
      session?.disconnect();
      return stopped?.profile;
    },
  },
  async () => {
    server.close();
    await receiver.close();
    await sql.end({ timeout: 5 });
  },
);
