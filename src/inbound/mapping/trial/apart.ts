import { extname } from "node:path";
import { inTurn, runApart } from "../../../platform/apart/runApart.ts";
import type { Trial, TrialTask } from "./trial.ts";

/** Megabytes of heap that a trial may take: a body of the longest kind, read. */
const HEAP_MB_MAX = 384;
/** Milliseconds after which a trial is ended: the steps of one body take some 2 s of CPU. */
const MS_MAX = 15_000;
/** Trials that wait, one after the other. */
const WAITING_MAX = 8;

/** A source or what was built of it, as this file is. */
const CHILD = new URL(`./child${extname(import.meta.url)}`, import.meta.url);

/** A trial, or why it came to no end. */
export type TrialApart = Trial | { readonly kind: "TOO_COSTLY"; readonly problem: string };

/** @throws AppError OVERLOADED when too many wait */
export type TryApart = (task: TrialTask) => Promise<TrialApart>;

/**
 * Makes the trying of mappings in processes of their own, one after the other: what somebody tries
 * takes nothing from those who buy. One that takes too long or too much memory is ended.
 */
export function mappingTrials(
  limits: { readonly msMax?: number; readonly heapMbMax?: number } = {},
): TryApart {
  const { msMax = MS_MAX, heapMbMax = HEAP_MB_MAX } = limits;
  const turn = inTurn(WAITING_MAX, "Too many mappings are being tried; try again.");
  return (task) =>
    turn(async () => {
      const signal = AbortSignal.timeout(msMax);
      const advice = "try a smaller sample";
      const options = { child: CHILD, heapMbMax, what: "the trial", advice, signal };
      try {
        return (await runApart<TrialTask>(task, options)) as Trial;
      } catch (error) {
        const problem = signal.aborted
          ? `The trial took longer than ${msMax / 1_000} s; ${advice}, or a simpler mapping.`
          : error instanceof Error
            ? error.message
            : String(error);
        return { kind: "TOO_COSTLY", problem };
      }
    });
}
