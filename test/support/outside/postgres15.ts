import { spawnSync } from "node:child_process";
import { appendFileSync, chmodSync, chownSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findFreePort } from "../../../scripts/faults/ports.ts";
import { makeTestFolder } from "../cluster.ts";
import { type Program, runProgram, startProgram } from "./program.ts";
import { untilIt } from "./wait.ts";

const BIN = process.env["PG15_BIN"] ?? "/usr/lib/postgresql/15/bin";
const USER = "postgres";

/** A PostgreSQL 15 of Debian, in a folder of its own, on loopback. */
export interface Postgres15 {
  readonly folder: string;
  readonly dataDir: string;
  readonly port: number;
  /** @param role trusted without a password, unless the settings say otherwise */
  url(role: string, database: string): string;
  /** Runs psql as the superuser. @returns what it prints, without a frame */
  psql(database: string, ...args: string[]): string;
  /** A program of the same version, as the same user. */
  run(program: string, ...args: string[]): string;
  /** Whether it has ended by itself. */
  hasEnded(): boolean;
  /** Ends the server, if it runs, and starts it again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface Postgres15Options {
  /** Lines of postgresql.conf, put at its end. */
  readonly conf?: readonly string[];
  /** Lines of pg_hba.conf instead of trust. */
  readonly hba?: readonly string[];
  /** Where its data go; made when absent. */
  readonly dataDir?: string;
  /** False: the data are there already. */
  readonly isNew?: boolean;
}

/** Gives a file or folder to the user that the server runs as, where we are root. */
export function giveToPostgres(path: string): void {
  if (process.getuid?.() === 0) {
    const id = (flag: string) => Number(spawnSync("id", [flag, USER], { encoding: "utf8" }).stdout);
    chownSync(path, id("-u"), id("-g"));
  }
}

export async function startPostgres15(options: Postgres15Options = {}): Promise<Postgres15> {
  const folder = makeTestFolder("pg15");
  const dataDir = options.dataDir ?? join(folder, "data");
  const port = await findFreePort();
  const run = (program: string, ...args: string[]) =>
    runProgram([join(BIN, program), ...args], { user: USER });
  if (options.isNew !== false) {
    mkdirSync(dataDir, { recursive: true });
    giveToPostgres(dataDir);
    chmodSync(dataDir, 0o700);
    run("initdb", "-D", dataDir, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N");
    appendFileSync(join(dataDir, "postgresql.conf"), `\n${(options.conf ?? []).join("\n")}\n`);
    if (options.hba !== undefined) {
      rmSync(join(dataDir, "pg_hba.conf"));
      appendFileSync(join(dataDir, "pg_hba.conf"), `${options.hba.join("\n")}\n`, { mode: 0o644 });
    }
  }
  const start = async () => {
    const started = await startProgram(
      [
        ...[join(BIN, "postgres"), "-D", dataDir, "-p", String(port)],
        ...["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
        ...["-c", "max_connections=200"],
      ],
      { port, user: USER },
    );
    // It listens before it lets anybody in: after a crash or a restore for long.
    await untilIt("PostgreSQL lets connections in", () => {
      const asked = spawnSync(join(BIN, "pg_isready"), ["-q", "-h", "127.0.0.1", "-p", `${port}`]);
      return asked.status === 0;
    });
    return started;
  };
  let program: Program;
  try {
    program = await start();
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  const url = (role: string, database: string) =>
    `postgres://${role}@127.0.0.1:${port}/${database}`;
  const end = async () => {
    // SIGINT: a fast shutdown, which waits for nobody.
    program.child.kill("SIGINT");
    await program.stop();
  };
  return {
    ...{ folder, dataDir, port, url, run },
    psql: (database, ...args) =>
      run("psql", "-d", url(USER, database), "-v", "ON_ERROR_STOP=1", "-AtX", ...args),
    hasEnded: () => program.child.exitCode !== null || program.child.signalCode !== null,
    restart: async () => {
      await end();
      program = await start();
    },
    stop: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A database with the roles of deploy/postgresql/rights.sql, migrated as the guide has it. */
export function createRetailDatabase(postgres: Postgres15, name: string): void {
  postgres.psql("postgres", "-c", `create database ${name} encoding 'UTF8' template template0`);
  applyRights(postgres, name);
}

const RIGHTS = join(import.meta.dirname, "../../../deploy/postgresql/rights.sql");

/** Runs the very file of the guide. */
export function applyRights(postgres: Postgres15, database: string): void {
  postgres.psql(database, "-q", "-f", RIGHTS);
}
