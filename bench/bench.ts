import { join } from "node:path";
import type { Sql } from "../db/connection/client.ts";
import type { RulesetDocument } from "../src/domain/ruleset/rulesetSchema.ts";
import { seedDatabase } from "./cases/seed.ts";
import { type Child, startChild } from "./processes/children.ts";
import type { BenchCluster } from "./processes/cluster.ts";
import { Load } from "./processes/load.ts";
import type { Door } from "./processes/loadProcess.ts";
import type { ReceiverInput } from "./processes/receiverProcess.ts";
import { type RealServer, startRealServer } from "./processes/server.ts";
import { openSql, withSql } from "./processes/sql.ts";

/** What a run was asked for. */
export interface BenchOptions {
  /** Names of what is measured. */
  readonly cases: readonly string[];
  /** Null: the project's own docs/benchmarks.json, and docs/benchmarks.md beside it. */
  readonly jsonFile: string | null;
  /** Measured time of one line of a table, without warming up. */
  readonly seconds: number;
  readonly customers: number;
  /** Batch sizes of `write`. */
  readonly batches: readonly number[];
  readonly writers: number;
  /** What `profile.ts` looks into: the receiver alone, or the server behind one of its doors. */
  readonly door: Exclude<Door["kind"], "webhook" | "mapped">;
  /** Customers of the large database that `read` compares with a small one; null: not compared. */
  readonly flat: number | null;
}

/**
 * What a case measures with: one cluster, and whatever the case opens, all of which is closed with
 * this, the last first. Progress is told on standard error, so that standard output is the result
 * alone.
 */
export class Bench implements AsyncDisposable {
  readonly options: BenchOptions;
  readonly cluster: BenchCluster;
  readonly tell: (line: string) => void;
  readonly #opened = new AsyncDisposableStack();

  constructor(options: BenchOptions, cluster: BenchCluster, tell: (line: string) => void) {
    this.options = options;
    this.cluster = cluster;
    this.tell = tell;
  }

  /** The same, for what is closed earlier. */
  part(): Bench {
    return new Bench(this.options, this.cluster, this.tell);
  }

  /** A fresh copy of the seeded database. @returns its URL */
  async copy(name: string): Promise<string> {
    this.#opened.defer(() => this.cluster.drop(name));
    return await this.cluster.createCopy(name);
  }

  /** A database of its own, seeded with so many customers. @returns its URL */
  async seeded(name: string, customers: number, rules?: RulesetDocument): Promise<string> {
    this.#opened.defer(() => this.cluster.drop(name));
    const url = await this.cluster.createEmpty(name);
    await withSql(url, (sql) => seedDatabase(sql, customers, rules));
    return url;
  }

  sql(url: string, max = 1): Sql {
    const sql = openSql(url, max);
    this.#opened.defer(() => sql.end({ timeout: 5 }));
    return sql;
  }

  /** A file of the bench as a process. */
  child(file: string, input: unknown = null, env: Readonly<Record<string, string>> = {}): Child {
    return this.#stopped(startChild(file, input, env));
  }

  /** The receiver in a process of its own. */
  async receiver(
    url: string,
    writers: number = this.options.writers,
  ): Promise<{ readonly receiver: Child; readonly door: Door }> {
    const receiver = this.child("processes/receiverProcess.ts", {
      url,
      writers,
    } satisfies ReceiverInput);
    return { receiver, door: { kind: "receiver", port: await receiver.call<number>("port") } };
  }

  /** The real server, everything but `env` as it comes. */
  async server(url: string, env: Readonly<Record<string, string>> = {}): Promise<RealServer> {
    return this.#stopped(await startRealServer(url, this.folderOf(url), env));
  }

  /** Where the server of a database keeps its files. */
  folderOf(url: string): string {
    return join(this.cluster.folder, new URL(url).pathname);
  }

  /** Callers of a database: they send to whatever writes to it. */
  load(url: string, customers: number = this.options.customers): Load {
    return new Load(this.child("processes/loadProcess.ts"), url, customers);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#opened.disposeAsync();
  }

  #stopped<Process extends Child>(child: Process): Process {
    this.#opened.defer(() => child.stop());
    return child;
  }
}
