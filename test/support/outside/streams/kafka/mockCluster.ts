import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { asUser } from "../../program.ts";

/** The mock cluster of librdkafka (Debian's `kcat`): somebody else's, with an older protocol. */
export interface MockCluster {
  readonly brokers: string;
  /** Publishes lines to a partition by librdkafka's own producer. */
  publish(to: MockTarget, lines: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

export interface MockTarget {
  readonly topic: string;
  readonly partition: number;
  readonly packing: "none" | "gzip" | "snappy" | "lz4" | "zstd";
}

const NODES = 3;

/** It lives in a producer that is given nothing to produce, for as long as that waits. */
export async function startMockCluster(): Promise<MockCluster> {
  const nodes = ["-X", `test.mock.num.brokers=${NODES}`, "-d", "mock"];
  const [program = "", ...words] = asUser(undefined);
  const host = spawn(program, [...words, "kcat", "-P", "-b", "none:1", "-t", "none", ...nodes]);
  const brokers = await said(host, /bootstrap\.servers=(\S+)/);
  return {
    brokers,
    publish: async ({ topic, partition, packing }, lines) => {
      const to = ["-b", brokers, "-t", topic, "-p", String(partition), "-z", packing];
      const producer = spawn("kcat", ["-P", ...to], { stdio: ["pipe", "ignore", "inherit"] });
      producer.stdin.end(lines.map((line) => `${line}\n`).join(""));
      const [code] = await once(producer, "close");
      if (code !== 0) {
        throw new Error(`kcat ended with ${code}`);
      }
    },
    stop: async () => {
      host.kill("SIGKILL");
      await once(host, "close");
    },
  };
}

async function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  let text = "";
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", () => reject(new Error(`kcat ended: ${text}`)));
    child.stderr?.on("data", (chunk: Buffer) => {
      text += String(chunk);
      const found = pattern.exec(text)?.[1];
      if (found !== undefined) {
        child.stderr?.removeAllListeners("data").resume();
        resolve(found);
      }
    });
  });
}
