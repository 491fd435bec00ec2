import type { Held } from "./control.ts";

/** A look at the server while nothing is asked of it. */
export type Sample = Held & {
  /** Seconds and requests since the load began. */
  readonly atS: number;
  readonly requests: number;
};

/** What live memory may grow by after the warm-up, bytes in all and for each request. */
export const GROWTH_BYTES_MAX = 2 * 1024 * 1024;
export const GROWTH_BYTES_PER_REQUEST_MAX = 20;
/** Samples at each end of the time that is judged: the lowest of them counts, as caches breathe. */
const SAMPLES_AT_AN_END = 3;

/** Growth from the end of the warm-up to the end. */
export interface Verdict {
  readonly growthBytes: number;
  readonly growthBytesPerRequest: number;
  readonly requests: number;
  /** What is over its bar, a sentence each; empty when nothing grows. */
  readonly problems: readonly string[];
}

/**
 * Judges a run: what the server holds at its end against what it held when it had warmed up. Memory
 * is judged by its bars; sockets, timers and all else that keeps a process alive may not become
 * more at all.
 *
 * @param samples in the order of time
 * @param warmUpS seconds after which growth counts
 * @throws RangeError when there are too few samples on either side for a verdict
 */
export function judge(samples: readonly Sample[], warmUpS: number): Verdict {
  const judged = samples.filter(({ atS }) => atS >= warmUpS);
  if (judged.length < 2 * SAMPLES_AT_AN_END) {
    throw new RangeError(
      `${judged.length} looks after the warm-up are too few, ${2 * SAMPLES_AT_AN_END} are needed`,
    );
  }
  const first = judged.slice(0, SAMPLES_AT_AN_END);
  const last = judged.slice(-SAMPLES_AT_AN_END);
  const growthBytes = leastBytes(last) - leastBytes(first);
  const requests = requestsOf(last) - requestsOf(first);
  const growthBytesPerRequest = growthBytes / Math.max(1, requests);
  const problems: string[] = [];
  if (growthBytes > GROWTH_BYTES_MAX) {
    problems.push(`live memory grew by ${growthBytes} bytes, ${GROWTH_BYTES_MAX} at most`);
  }
  if (growthBytes > 0 && growthBytesPerRequest > GROWTH_BYTES_PER_REQUEST_MAX) {
    problems.push(
      `live memory grew by ${growthBytesPerRequest.toFixed(1)} bytes a request, ${GROWTH_BYTES_PER_REQUEST_MAX} at most`,
    );
  }
  for (const kind of new Set(last.flatMap(({ resources }) => Object.keys(resources)))) {
    const before = Math.max(...first.map(({ resources }) => resources[kind] ?? 0));
    const after = Math.min(...last.map(({ resources }) => resources[kind] ?? 0));
    if (after > before) {
      problems.push(`${kind}: ${after} open at the end, ${before} before`);
    }
  }
  return { growthBytes, growthBytesPerRequest, requests, problems };
}

function leastBytes(samples: readonly Sample[]): number {
  return Math.min(...samples.map(({ heapBytes, bufferBytes }) => heapBytes + bufferBytes));
}

function requestsOf(samples: readonly Sample[]): number {
  return samples.at(-1)?.requests ?? 0;
}
