import { once } from "node:events";
import { createConnection, type Socket } from "node:net";
import postgres, { type ReservedSql } from "postgres";
import { keyLookupsOnly, type Sql, type Tx } from "../../../db/connection/client.ts";
import { IdBlocks } from "../../../db/statements/idBlocks.ts";

/** What the driver says of a lost connection; `failureKind` knows the code. */
function lost(): Error {
  return Object.assign(new Error("the writer's connection was lost"), {
    code: "CONNECTION_CLOSED",
  });
}

/**
 * One writer's own connection: a pool of one that is thrown away with the connection.
 *
 * postgres.js keeps giving a reserved connection out after it has closed: once its pool has
 * connected again, the next statement would run there, and what waits behind a full socket never
 * returns. So a lost one refuses every statement at once, no statement ever runs outside its
 * transaction on a new connection, and `guard` ends whatever still waits.
 */
export class WriterConnection {
  readonly tx: Tx;
  readonly ids: IdBlocks;
  readonly #pool: Sql;
  /**
   * One for each piece of work in flight; a promise that all of them raced would keep every one
   * that it ever met.
   */
  readonly #onLost = new Set<(error: Error) => void>();
  #isLost = false;

  private constructor(pool: Sql, reserved: ReservedSql, onLost: (lose: () => void) => void) {
    this.#pool = pool;
    onLost(() => {
      this.#isLost = true;
      for (const reject of this.#onLost) {
        reject(lost());
      }
    });
    // A reserved connection on which `begin` is sent is a transaction; the type only says so for
    // `sql.begin`.
    type Send = (...statement: unknown[]) => unknown;
    const guarded =
      (send: Send): Send =>
      (...statement) =>
        this.#isLost ? Promise.reject(lost()) : send(...statement);
    this.tx = Object.assign(guarded(reserved as unknown as Send), {
      unsafe: guarded(reserved.unsafe as unknown as Send),
    }) as unknown as Tx;
    this.ids = new IdBlocks(this.tx as unknown as Sql);
  }

  /**
   * Connects with the settings of `sql`. Throws what the driver says when the database cannot be
   * reached.
   */
  static async open(sql: Sql): Promise<WriterConnection> {
    let lose = (): void => {};
    const pool = postgres({
      ...keyLookupsOnly(sql),
      max: 1,
      max_lifetime: null,
      onclose: () => lose(),
      socket: connectWithoutDelay,
    } as unknown as Parameters<typeof postgres>[0] & object) as unknown as Sql;
    try {
      const reserved = await pool.reserve();
      return new WriterConnection(pool, reserved as ReservedSql, (onLost) => {
        lose = onLost;
      });
    } catch (error) {
      void pool.end({ timeout: 0 });
      throw error;
    }
  }

  get isLost(): boolean {
    return this.#isLost;
  }

  /**
   * The work's result, or the loss of the connection, whichever comes first. Nothing of it is kept
   * afterwards.
   */
  guard<Result>(work: Promise<Result>): Promise<Result> {
    return new Promise<Result>((resolve, reject) => {
      if (this.#isLost) {
        reject(lost());
      }
      this.#onLost.add(reject);
      void work.then(resolve, reject).finally(() => this.#onLost.delete(reject));
    });
  }

  async close(): Promise<void> {
    this.#isLost = true;
    await this.#pool.end({ timeout: 0 });
  }
}

interface Address {
  readonly host: readonly string[];
  readonly port: readonly number[];
  readonly path: string | false | undefined;
  readonly connect_timeout: number;
}

/**
 * The driver leaves Nagle's algorithm on: the second half of a pipeline would then wait for the
 * answer to the first, one more round trip under the locks in takeKeys and write each (7 a batch
 * instead of 5).
 */
async function connectWithoutDelay({
  host,
  port,
  path,
  connect_timeout,
}: Address): Promise<Socket> {
  const socket = path
    ? createConnection(path)
    : createConnection({ host: host[0] ?? "localhost", port: port[0] ?? 5432, noDelay: true });
  // The driver names the server by it when it asks for TLS.
  Object.assign(socket, { host: host[0], port: port[0] });
  try {
    await once(socket, "connect", { signal: AbortSignal.timeout(connect_timeout * 1_000) });
  } catch (error) {
    socket.destroy();
    throw error instanceof Error && error.name === "AbortError"
      ? Object.assign(new Error("the database did not answer"), { code: "CONNECT_TIMEOUT" })
      : error;
  }
  writeTogether(socket);
  return socket;
}

/**
 * The driver writes each statement for itself, some twenty a batch. What is written in one turn
 * leaves in one system call instead. It is told that there is always room: it would otherwise hold
 * the rest of a pipeline back until an answer comes, one more round trip under the locks, and what
 * a batch may write is bounded anyway.
 */
function writeTogether(socket: Socket): void {
  const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
  let isCorked = false;
  socket.write = (...args: unknown[]): boolean => {
    if (!isCorked) {
      isCorked = true;
      socket.cork();
      process.nextTick(() => {
        isCorked = false;
        socket.uncork();
      });
    }
    write(...args);
    return true;
  };
}
