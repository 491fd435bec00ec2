import { connect } from "../../db/connection/client.ts";
import { readYardstick, type Yardstick } from "../cases/yardstick.ts";
import { inputOfChild, serveParent } from "./children.ts";

/** The yardstick in a process of its own, as the receiver is. */

export type YardstickInput = {
  /** Where the receiver wrote. */
  readonly fromUrl: string;
  /** Where the same rows are written again. */
  readonly toUrl: string;
  readonly callers: number;
};

export type YardstickResult = {
  readonly elapsedMs: number;
  readonly latencyMs: readonly number[];
  /** Calls that met a deadlock and were sent again. */
  readonly retries: number;
  /** CPU milliseconds of this process. */
  readonly cpuMs: number;
};

const ATTEMPTS_MAX = 10;
const DEADLOCK = "40P01";

const { fromUrl, toUrl, callers } = inputOfChild<YardstickInput>();
const from = connect(fromUrl, { max: 1, applicationName: "tributary-bench-read" });
const connections = Array.from({ length: callers }, () =>
  connect(toUrl, { max: 1, applicationName: "tributary-bench-yardstick" }),
);
for (const connection of connections) {
  // Planned once and for arrays of any length: by index, never by reading whole tables.
  await connection`set plan_cache_mode = force_generic_plan`;
}

let prepared: Yardstick | null = null;

serveParent(
  {
    prepare: async (run: { prefix: string; batch: number }): Promise<number> => {
      prepared = await readYardstick(from, run);
      return prepared.calls.length;
    },
    run: async (): Promise<YardstickResult> => {
      if (prepared === null) throw new Error("nothing is prepared");
      const { statement, calls } = prepared;
      prepared = null;
      return await run(statement, calls);
    },
  },
  async () => {
    await Promise.all([from, ...connections].map((connection) => connection.end({ timeout: 5 })));
  },
);

async function run(statement: string, calls: Yardstick["calls"]): Promise<YardstickResult> {
  const latencyMs: number[] = [];
  let retries = 0;
  let next = 0;
  const cpuFrom = process.cpuUsage();
  const startedAt = performance.now();
  await Promise.all(
    connections.map(async (connection) => {
      for (let at = next; at < calls.length; at = next) {
        next += 1;
        const sentAt = performance.now();
        for (let attempt = 1; ; attempt += 1) {
          try {
            await connection.unsafe(statement, [...(calls[at] ?? [])], { prepare: true });
            break;
          } catch (error) {
            if ((error as { code?: string }).code !== DEADLOCK || attempt === ATTEMPTS_MAX)
              throw error;
            retries += 1;
          }
        }
        latencyMs.push(performance.now() - sentAt);
      }
    }),
  );
  const elapsedMs = performance.now() - startedAt;
  const cpu = process.cpuUsage(cpuFrom);
  return { elapsedMs, latencyMs, retries, cpuMs: (cpu.user + cpu.system) / 1_000 };
}
