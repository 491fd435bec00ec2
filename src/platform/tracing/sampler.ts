import { type Context, trace } from "@opentelemetry/api";
import type { Sampler, SamplingResult } from "@opentelemetry/sdk-trace";
import { isSampled } from "./scope.ts";

/** Traces a second that callers may ask for, in one process, whatever the ratio. */
const ASKED_PER_SECOND = 10;

/** SamplingDecision of the SDK, which is loaded only when traces are on. */
const NOT_RECORD: SamplingResult = { decision: 0 };
const RECORD_AND_SAMPLED: SamplingResult = { decision: 2 };

/**
 * What is traced: of requests that come without a trace, the ratio; of those whose caller traces
 * them, ten a second at most; and what belongs to something that is traced here. Not by the trace
 * id, which is the caller's to choose.
 */
export class BoundedSampler implements Sampler {
  readonly #ratio: number;
  readonly #nowMs: () => number;
  readonly #random: () => number;
  #tokens = ASKED_PER_SECOND;
  #filledAtMs: number;

  constructor(
    ratio: number,
    { nowMs = () => performance.now(), random = Math.random } = {} as {
      readonly nowMs?: () => number;
      readonly random?: () => number;
    },
  ) {
    this.#ratio = ratio;
    this.#nowMs = nowMs;
    this.#random = random;
    this.#filledAtMs = nowMs();
  }

  shouldSample(context: Context): SamplingResult {
    return this.#isWanted(context) ? RECORD_AND_SAMPLED : NOT_RECORD;
  }

  toString(): string {
    return `BoundedSampler{${this.#ratio}}`;
  }

  #isWanted(context: Context): boolean {
    const parent = trace.getSpanContext(context);
    if (parent === undefined) {
      return this.#random() < this.#ratio;
    }
    return isSampled(parent) && (parent.isRemote !== true || this.#takeToken());
  }

  #takeToken(): boolean {
    const nowMs = this.#nowMs();
    const filled = ((nowMs - this.#filledAtMs) / 1_000) * ASKED_PER_SECOND;
    this.#filledAtMs = nowMs;
    this.#tokens = Math.min(ASKED_PER_SECOND, this.#tokens + filled);
    if (this.#tokens < 1) {
      return false;
    }
    this.#tokens -= 1;
    return true;
  }
}
