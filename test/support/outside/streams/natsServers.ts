import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type JetStreamManager, jetstreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { findFreePort } from "../../../../scripts/faults/ports.ts";
import type { Certificate } from "../certificate.ts";
import { type Program, startProgram } from "../program.ts";
import { untilIt } from "../wait.ts";

/** Nodes of Debian's `nats-server` on loopback, with JetStream, in a folder of the test. */
export interface NatsServers {
  /** As NATS_URL has them. */
  readonly url: string;
  /** Names of the nodes, as the broker tells who leads. */
  readonly names: readonly string[];
  /** A client of the test's own, which outlives nodes. */
  readonly connection: NatsConnection;
  readonly manager: JetStreamManager;
  /** SIGKILL. @returns when it is gone */
  kill(name: string): Promise<void>;
  /** Starts a node anew with what it has on its disk. */
  start(name: string): Promise<void>;
  stop(): Promise<void>;
}

/** What a broker is beside what every test needs. */
export interface NatsOptions {
  readonly nodes?: number;
  /** Lines of its configuration that map subjects. */
  readonly mappings?: string;
  /** Who alone may connect. */
  readonly user?: { readonly user: string; readonly pass: string };
  /** What it proves itself by; without it, nothing is encrypted. */
  readonly certificate?: Certificate;
}

/** Starts one node, or several as a cluster; returns when streams can be made. */
export async function startNats(
  folder: string,
  { nodes = 1, mappings = "", user, certificate }: NatsOptions = {},
): Promise<NatsServers> {
  const names = Array.from({ length: nodes }, (_, index) => `n${index + 1}`);
  const ports = await portsOf(nodes * 2);
  const routes = names.map((_, index) => `nats://127.0.0.1:${ports[nodes + index]}`);
  const running = new Map<string, Program>();
  const start = async (name: string) => {
    const index = names.indexOf(name);
    const port = ports[index] as number;
    const store = join(folder, name);
    mkdirSync(store, { recursive: true });
    const cluster =
      nodes === 1
        ? ""
        : `cluster { name: C, listen: "127.0.0.1:${ports[nodes + index]}", routes: [${routes.join(", ")}] }`;
    const users =
      user === undefined ? "" : `authorization { user: ${user.user}, password: ${user.pass} }`;
    const tls =
      certificate === undefined
        ? ""
        : `tls { cert_file: "${certificate.certificate}", key_file: "${certificate.key}" }`;
    const file = join(folder, `${name}.conf`);
    writeFileSync(
      file,
      `server_name: ${name}\nlisten: "127.0.0.1:${port}"\njetstream { store_dir: "${store}" }\n${[cluster, mappings, users, tls].join("\n")}\n`,
    );
    running.set(name, await startProgram(["nats-server", "-c", file], { port }));
  };
  const stopAll = () => Promise.all([...running.values()].map((program) => program.stop()));
  try {
    await Promise.all(names.map(start));
    const servers = names.map((_, index) => `127.0.0.1:${ports[index]}`);
    const connection = await connect({
      ...{ servers, maxReconnectAttempts: -1, reconnectTimeWait: 100, timeout: 10_000, ...user },
      ...(certificate === undefined ? {} : { tls: { rejectUnauthorized: false } as object }),
    });
    const manager = await managerOf(connection);
    return {
      ...{ url: servers.map((host) => `nats://${host}`).join(","), names, connection, manager },
      kill: async (name) => await running.get(name)?.kill(),
      start,
      stop: async () => {
        await connection.close();
        await stopAll();
      },
    };
  } catch (error) {
    await stopAll();
    throw error;
  }
}

/** A cluster has to choose its leader first. */
async function managerOf(connection: NatsConnection): Promise<JetStreamManager> {
  let manager: JetStreamManager | undefined;
  await untilIt("JetStream answers", async () => {
    try {
      manager = await jetstreamManager(connection, { timeout: 2_000 });
      await manager.streams.names().next();
      return true;
    } catch {
      return false;
    }
  });
  return manager as JetStreamManager;
}

async function portsOf(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    ports.add(await findFreePort());
  }
  return [...ports];
}
