import { type AddressInfo, createServer, type Socket } from "node:net";
import { uuidv7 } from "uuidv7";
import { Catalog } from "../../src/core/catalog.ts";
import { scopesOf, systemViewer, type Viewer } from "../../src/domain/access/viewer.ts";
import { openPools } from "../../src/pools.ts";
import { Receiver } from "../../src/purchases/receive/receiver.ts";
import { frameOf, readFrames } from "./callers.ts";
import { inputOfChild, serveParent } from "./children.ts";

/**
 * The receiver in a process of its own, as the server has it, without the server's doors: a frame
 * is the JSON of one call, the answer a frame of result lines. What is measured is the one way in;
 * the doors have figures of their own.
 */

/** What the process is started with. */
export interface ReceiverInput {
  readonly url: string;
  readonly writers: number;
}

/** What the observer saw since it was last asked. */
export type ReceiverSeen = ReturnType<typeof nothingSeen>;

const nothingSeen = () => ({
  /** Events of each committed batch. */
  sizes: [] as number[],
  /** Milliseconds that each batch held its locks. */
  lockMs: [] as number[],
  /** Attempts that failed, by kind. */
  failures: {} as Record<string, number>,
  /** Milliseconds between the stages of a batch, summed; only right with one writer. */
  stageMs: {} as Record<string, number>,
});

const { url, writers } = inputOfChild<ReceiverInput>();
const opened = new AsyncDisposableStack();
// The others connect only when they are asked.
const sizes = { readPoolMax: 1, mutationsPerCallerMax: 1, databasePooling: "session" } as const;
const database = { url, directUrl: url, isEmbedded: true };
const { pools } = await openPools(database, { writers, ...sizes }, opened);
const { writes: sql } = pools;

let seen = nothingSeen();
let stageAt = 0;

const add = (sums: Record<string, number>, name: string, value: number) => {
  sums[name] = (sums[name] ?? 0) + value;
};

const receiver = new Receiver({
  sql,
  catalog: await Catalog.load(sql),
  writers,
  newPublicId: uuidv7,
  observer: {
    batch: (batch) => {
      seen.sizes.push(batch.size);
      seen.lockMs.push(batch.lockMs);
    },
    failure: ({ kind, error }) => {
      add(seen.failures, kind, 1);
      if (kind === "CULPRIT") {
        console.error(error);
      }
    },
    stage: (stage) => {
      const now = performance.now();
      add(seen.stageMs, stage, now - stageAt);
      stageAt = now;
    },
  },
});

const call = { door: "NDJSON", requestId: null, headers: {}, mode: "LIVE" } as const;
const viewer: Viewer = {
  ...systemViewer("key:bench"),
  ...{ role: "ingest", scopes: scopesOf("ingest") },
};

async function answer(socket: Socket, body: Buffer): Promise<void> {
  try {
    const events = JSON.parse(body.toString("utf8")) as unknown[];
    const results = await receiver.receivePurchases({ ...call, viewer, body, events });
    const lines = results.map(({ source, eventId, outcome, reason, field, duplicate }) =>
      JSON.stringify({ source, eventId, outcome, reason, field, duplicate }),
    );
    socket.write(frameOf(Buffer.from(lines.join("\n"))));
  } catch (error) {
    socket.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

const server = createServer({ noDelay: true }, (socket) => {
  socket.on("error", (error) => console.error("a caller's connection broke:", error.message));
  readFrames(socket, (body) => void answer(socket, body));
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

serveParent(
  {
    port: () => (server.address() as AddressInfo).port,
    seen: (): ReceiverSeen => {
      const taken = seen;
      seen = nothingSeen();
      stageAt = performance.now();
      return taken;
    },
  },
  async () => {
    server.close();
    await receiver.close();
    await opened.disposeAsync();
  },
);
