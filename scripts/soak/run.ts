import { setTimeout as delay } from "node:timers/promises";
import { Random } from "../../src/demo/random.ts";
import { listenWithTrouble } from "../faults/receiver.ts";
import { judge, type Sample, type Verdict } from "./judge.ts";
import { makeLoad } from "./load.ts";
import { startSoakedServer } from "./server.ts";

/**
 * What a server lets go of by itself once nobody calls any more: its last timers and sockets.
 * Milliseconds.
 */
const SETTLE_MS = 1_500;
/** How many times as long a look may last for its requests. */
const REPEATS_MAX = 5;
/** Every so many looks a file is imported. */
const LOOKS_PER_IMPORT = 10;

export interface SoakOptions {
  readonly seed: number;
  /** Seconds under load in all, and those at the beginning that are not judged. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  /** Looks at what the server holds. */
  readonly looks: number;
  /**
   * Requests that each look wants: on a busy machine it lasts longer for them, REPEATS_MAX times as
   * long at most, so that what is left of each is told of as many. None: it lasts as long as said.
   */
  readonly requestsPerLook?: number;
  /** Whether the server's memories are filled first; else filling them counts as growth. */
  readonly fillsMemories: boolean;
  readonly onSample?: (sample: Sample) => void;
  /** Broken off: everything is stopped, and what has been measured is judged if it can be. */
  readonly signal?: AbortSignal;
}

export interface SoakResult {
  readonly seed: number;
  readonly samples: readonly Sample[];
  readonly verdict: Verdict;
  /** Messages that a destination took. */
  readonly told: number;
  /** Answers by status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** GraphQL operations that were refused, by code. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Faults of the server, a few in full; any fails the run. */
  readonly faults: readonly string[];
}

/**
 * Runs the server with a small heap under everything that is asked of one, and looks again and
 * again at what it holds while nothing is asked.
 *
 * @throws Error when the server does not start, or ends
 */
export async function soak(options: SoakOptions): Promise<SoakResult> {
  const { seed, seconds, looks, signal } = options;
  const server = await startSoakedServer();
  let told = 0;
  const receiver = await listenWithTrouble(new Random(seed, "receiver"), () => {
    told += 1;
  });
  try {
    const load = makeLoad(server, seed);
    await load.tellSomebody(receiver.url);
    const samples: Sample[] = [];
    const periodMs = (seconds * 1_000) / looks;
    const ended = server.ended.then((how) => {
      throw new Error(`the server ended: ${how}`);
    });
    // Its end is looked at in the races below; after the run it is what is wanted.
    ended.catch(() => {});
    if (options.fillsMemories) {
      await load.fillMemories();
    }
    let loadedMs = 0;
    for (let look = 1; look <= looks && signal?.aborted !== true; look += 1) {
      if (look % LOOKS_PER_IMPORT === 1) {
        await load.importFile();
      }
      const wanted = load.caller.requests + (options.requestsPerLook ?? 0);
      for (
        let run = 1;
        run === 1 || (run <= REPEATS_MAX && load.caller.requests < wanted);
        run += 1
      ) {
        await Promise.race([load.runFor(periodMs), ended]);
      }
      loadedMs += periodMs;
      await delay(SETTLE_MS);
      const held = await server.held();
      const sample = { atS: Math.round(loadedMs / 1_000), requests: load.caller.requests, ...held };
      samples.push(sample);
      options.onSample?.(sample);
    }
    return {
      ...{ seed, samples, told },
      verdict: judge(samples, options.warmUpSeconds),
      statuses: Object.fromEntries([...load.caller.statuses].sort(([a], [b]) => a - b)),
      refusals: Object.fromEntries(load.caller.refusals),
      faults: load.caller.faults,
    };
  } finally {
    await server.stop();
    await receiver.stop();
  }
}
