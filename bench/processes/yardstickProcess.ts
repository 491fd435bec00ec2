import { readYardstick, type Yardstick } from "../cases/yardstick.ts";
import { callInLoop, type Timed } from "./callers.ts";
import { inputOfChild, serveParent } from "./children.ts";
import { openSql } from "./sql.ts";

/** The yardstick in a process of its own, as the receiver is. */

export interface YardstickInput {
  /** Where the receiver wrote. */
  readonly fromUrl: string;
  /** Where the same rows are written again. */
  readonly toUrl: string;
  readonly callers: number;
  /** What its connections go by. */
  readonly name: string;
}

const ATTEMPTS_MAX = 10;
const DEADLOCK = "40P01";

const { fromUrl, toUrl, callers, name } = inputOfChild<YardstickInput>();
const from = openSql(fromUrl);
const connections = Array.from({ length: callers }, () => openSql(toUrl, 1, name));
for (const connection of connections) {
  // Planned once and for arrays of any length: by index, never by reading whole tables.
  await connection`set plan_cache_mode = force_generic_plan`;
}

let prepared: Yardstick | null = null;

serveParent(
  {
    prepare: async (run: { prefix: string; batch: number }): Promise<void> => {
      prepared = await readYardstick(from, run);
    },
    run: async (): Promise<Timed> => {
      if (prepared === null) {
        throw new Error("nothing is prepared");
      }
      const { statement, calls } = prepared;
      prepared = null;
      return await callInLoop(connections, { calls: calls.length }, async (connection, at) => {
        for (let attempt = 1; ; attempt += 1) {
          try {
            await connection.unsafe(statement, [...(calls[at] ?? [])], { prepare: true });
            return;
          } catch (error) {
            const isDeadlock = (error as { code?: string }).code === DEADLOCK;
            if (!isDeadlock || attempt === ATTEMPTS_MAX) {
              throw error;
            }
          }
        }
      });
    },
  },
  async () => {
    await Promise.all([from, ...connections].map((connection) => connection.end({ timeout: 5 })));
  },
);
