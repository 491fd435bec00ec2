import { randomUUID } from "node:crypto";
import type { Sql, Tx } from "../../../db/connection/client.ts";
import { mendDestination, restDestination } from "../../../db/queries/deliveries/destinations.ts";
import {
  type DeliveryFileRow,
  insertFile,
  listUnshownFiles,
  markFileShown,
  readFileDue,
  readLastFile,
} from "../../../db/queries/deliveries/files.ts";
import {
  type ClaimedLane,
  claimLanes,
  renewLanes,
  settleLanes,
} from "../../../db/queries/deliveries/lanes.ts";
import { holdMode } from "../../../db/queries/deliveries/modes.ts";
import type { Sends } from "../../domain/delivery/sends.ts";
import type { Logger } from "../../platform/logger.ts";
import { LaneRun } from "../laneRun.ts";
import { readLaneWorks } from "../laneWorks.ts";
import type { Message } from "../message.ts";
import { LEASE_MS, RENEWALS_PER_LEASE } from "../worker.ts";
import type { ActiveDestination, DeliveryObserver, LaneRunDeps } from "../workerDeps.ts";
import { FilesFolder, FolderFault } from "./filesFolder.ts";
import { bytesOf } from "./formats.ts";

/** Between two looks, milliseconds. */
const POLL_MS = 1_000;
/** Lanes that are claimed at once, and settled by one statement. */
const LANES_AT_ONCE = 500;
/** How long a folder that cannot be written is left alone, milliseconds. */
const REST_MS = 10_000;

export interface FilesWorkerDeps extends Omit<LaneRunDeps, "teller"> {
  /** The operator's folder, in which each destination has its own. */
  readonly root: string;
  /** The pool of deliveries. */
  readonly sql: Sql;
  readonly log: Logger;
  /** Tests pass a shorter one. */
  readonly leaseMs?: number;
  /** Is awaited at each point where a process may end; for tests. */
  readonly reached?: (point: FilePoint) => Promise<void>;
}

export type FilePoint = "WRITTEN" | "DECIDED" | "SHOWN";

type Claim = { readonly destinationId: number } & Pick<ClaimedLane, "rootId" | "token">;
type Run = ReturnType<LaneRun["settlement"]>;
type Attempt = Parameters<DeliveryObserver["attempted"]>[0];

/** Another process has the number, or the customers: what was written is not to be. */
class Lost extends Error {}

/**
 * Tells one destination by files, each record exactly once. What waits is claimed and written to a
 * name that nobody reads; one transaction ends it in its lanes and decides the file; then it is
 * shown. Whoever dies before the decision leaves what is removed, and whoever dies after it what
 * the next one shows. Numbers are decided once, so that several processes disturb each other and
 * never the files.
 */
export class FilesWorker {
  readonly #deps: FilesWorkerDeps;
  #destination: ActiveDestination;
  #isClosed = false;
  /** After a fault of its folder, as this process's clock has it. */
  #restsUntilMs = 0;
  #wake: (() => void) | null = null;
  /** Up to which number the folder was tidied: it is listed whole for that, and only grows. */
  #tidiedTo: bigint | null = null;
  readonly #running: Promise<void>;

  constructor(deps: FilesWorkerDeps, destination: ActiveDestination) {
    this.#deps = deps;
    this.#destination = destination;
    this.#running = this.#run();
  }

  /** Takes what is known of the destination now. */
  update(destination: ActiveDestination): void {
    this.#destination = destination;
  }

  /** There may be enough for a file. */
  wake(): void {
    this.#wake?.();
  }

  /** Begins no file any more, and waits for the one that is under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#wake?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isClosed) {
      const isMore = await this.#step();
      if (!isMore && !this.#isClosed) {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        const timer = setTimeout(resolve, POLL_MS);
        await promise;
        clearTimeout(timer);
      }
    }
  }

  /** One file, where one is due. @returns whether it was */
  async #step(): Promise<boolean> {
    const { sql, log } = this.#deps;
    const { id, code, brokenLevel, mode, settings } = this.#destination;
    const { sends } = settings;
    if (sends.kind !== "files" || performance.now() < this.#restsUntilMs) {
      return false;
    }
    try {
      if (mode === "SHADOW") {
        return await this.#shadow(sends);
      }
      const folder = await FilesFolder.open(this.#deps.root, sends.folder);
      await this.#showAll(folder);
      const isWritten = (await this.#isDue(sends)) && (await this.#write(folder, sends));
      if (brokenLevel > 0) {
        await mendDestination(sql, id);
      }
      return isWritten;
    } catch (error) {
      if (error instanceof Lost) {
        return false;
      }
      this.#restsUntilMs = performance.now() + REST_MS;
      log.warn({ error, destination: code }, "a file of a destination could not be written");
      const rest = { restMs: REST_MS, brokenLevel: 1, problem: problemOf(error) };
      await restDestination(sql, { destinationId: id, ...rest }).catch(() => undefined);
      return false;
    }
  }

  async #isDue({ rows, seconds }: FilesSends): Promise<boolean> {
    const due = await readFileDue(this.#deps.sql, this.#destination.id, rows);
    return due.rows > 0 && (due.rows >= rows || due.seconds >= seconds);
  }

  /** What was decided stands under its name, and what was not is gone. */
  async #showAll(folder: FilesFolder): Promise<void> {
    const { sql } = this.#deps;
    const { id } = this.#destination;
    // Read first: what somebody decides meanwhile has another number, and is left to them.
    const { number: decided } = await readLastFile(sql, id);
    for (const file of await listUnshownFiles(sql, id)) {
      await folder.show(file);
      await this.#deps.reached?.("SHOWN");
      await markFileShown(sql, file);
    }
    if (decided !== this.#tidiedTo) {
      await folder.tidy(decided);
      this.#tidiedTo = decided;
    }
  }

  /** Ends what waits without a file. What was decided before the cut is shown all the same. */
  async #shadow({ rows, folder }: FilesSends): Promise<boolean> {
    const { sql, root } = this.#deps;
    if ((await listUnshownFiles(sql, this.#destination.id)).length > 0) {
      await this.#showAll(await FilesFolder.open(root, folder));
    }
    return await this.#claiming(async (claims, leaseMs) => {
      const { runs } = await this.#gather(rows, leaseMs, claims);
      if (runs.some(({ lane }) => lane.shadow_epoch === null)) {
        // It was cut over meanwhile: what was claimed since is to be in a file.
        throw new Lost();
      }
      await sql.begin(async (tx) => {
        await settleAll(tx, runs);
      });
      return runs.length > 0;
    });
  }

  async #claiming(work: (claims: Claim[], leaseMs: number) => Promise<boolean>): Promise<boolean> {
    const claims: Claim[] = [];
    const leaseMs = this.#deps.leaseMs ?? LEASE_MS;
    const renewal = setInterval(() => {
      void renewLanes(this.#deps.sql, claims, leaseMs).catch(() => undefined);
    }, leaseMs / RENEWALS_PER_LEASE);
    try {
      return await work(claims, leaseMs);
    } finally {
      clearInterval(renewal);
    }
  }

  async #write(folder: FilesFolder, sends: FilesSends): Promise<boolean> {
    return await this.#claiming(async (claims, leaseMs) => {
      // Before anything is claimed: what a file goes on from is decided by whoever was before.
      const last = await readLastFile(this.#deps.sql, this.#destination.id);
      const { runs, messages, attempts } = await this.#gather(sends.rows, leaseMs, claims);
      if (runs.length === 0) {
        return false;
      }
      const named = {
        ...{ destinationId: this.#destination.id, number: last.number + 1n },
        ...{ format: sends.format, token: randomUUID() },
      };
      await this.#decide(folder, { named, after: last.position, runs, messages });
      for (const attempt of attempts) {
        this.#deps.observer.attempted(attempt);
      }
      await this.#showAll(folder);
      return true;
    });
  }

  async #decide(
    folder: FilesFolder,
    {
      named,
      after,
      runs,
      messages,
    }: {
      readonly named: Pick<DeliveryFileRow, "destinationId" | "number" | "format" | "token">;
      readonly after: bigint;
      readonly runs: readonly Run[];
      readonly messages: readonly Message[];
    },
  ): Promise<void> {
    const records = messages.map((message, index) => ({
      ...{ position: after + BigInt(index) + 1n, message },
    }));
    const positions = { firstPosition: after + 1n, lastPosition: after + BigInt(records.length) };
    try {
      const written =
        records.length === 0
          ? null
          : await folder.write(named, await bytesOf(named.format, records));
      await this.#deps.reached?.("WRITTEN");
      await this.#deps.sql.begin(async (tx) => {
        // Held until the file is decided: a cut waits, and after it there is none.
        if ((await holdMode(tx, named.destinationId)) !== "LIVE") {
          throw new Lost();
        }
        await settleAll(tx, runs);
        const isMine =
          written === null || (await insertFile(tx, { ...named, ...positions, ...written }));
        if (!isMine) {
          throw new Lost();
        }
      });
    } catch (error) {
      // Of a commit whose answer was lost it is not known: what it decided is shown, and kept.
      if (error instanceof Lost) {
        await folder.discard(named);
      }
      throw error;
    }
    await this.#deps.reached?.("DECIDED");
  }

  /** Claims what waits, at most so many records, and says what each is to be. */
  async #gather(rowsMax: number, leaseMs: number, claims: Claim[]) {
    const messages: Message[] = [];
    const attempts: Attempt[] = [];
    const runs: Run[] = [];
    const destination = this.#destination;
    const teller: LaneRunDeps["teller"] = {
      tell: async ({ message }) => {
        messages.push(message);
        return { kind: "DELIVERED", status: null, text: "in a file" };
      },
      wouldTell: async () => true,
    };
    const observer: DeliveryObserver = { attempted: (attempt) => void attempts.push(attempt) };
    for (;;) {
      const limit = Math.min(LANES_AT_ONCE, rowsMax - messages.length);
      const claim = { destinationId: destination.id, limit, leaseMs };
      const lanes = await claimLanes(this.#deps.sql, claim);
      if (lanes.length === 0) {
        return { runs, messages, attempts };
      }
      for (const { rootId, token } of lanes) {
        claims.push({ destinationId: destination.id, rootId, token });
      }
      const works = await readLaneWorks(this.#deps.sql, destination, lanes, () => true);
      for (const work of works) {
        const sends = Math.min(work.sends, rowsMax - messages.length);
        const run = new LaneRun({ ...this.#deps, teller, observer }, { ...work, sends });
        await run.tell();
        runs.push(run.settlement());
      }
      const isShadow = lanes.some(({ shadowEpoch }) => shadowEpoch !== null);
      if (messages.length >= rowsMax || isShadow) {
        return { runs, messages, attempts };
      }
    }
  }
}

async function settleAll(tx: Tx, runs: readonly Run[]): Promise<void> {
  for (let at = 0; at < runs.length; at += LANES_AT_ONCE) {
    const part = runs.slice(at, at + LANES_AT_ONCE);
    const rows = part.flatMap((run) => run.rows);
    const lanes = part.map(({ lane }) => lane);
    const sent = part.flatMap((run) => run.sent ?? []);
    if ((await settleLanes(tx, lanes, rows, sent)).length < part.length) {
      throw new Lost();
    }
  }
}

type FilesSends = Extract<Sends, { readonly kind: "files" }>;

function problemOf(error: unknown): string {
  if (error instanceof FolderFault) {
    return error.message;
  }
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" && code.startsWith("E")
    ? `Its folder cannot be written (${code}).`
    : "A file could not be written; the log says why.";
}
