import { Worker } from "node:worker_threads";
import type { Play, Played } from "./play.ts";

/** Megabytes of heap that a simulation may take: it holds two steps of the history, and never the server's memory. */
const HEAP_MB_MAX = 512;

/** What the thread is given. */
export interface WorkerTask {
  readonly url: string;
  readonly document: unknown;
}

/** What it says. */
export type Told =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | ({ readonly kind: "played" } & Played)
  | { readonly kind: "failed"; readonly message: string };

/**
 * In a thread of its own, with a connection and a heap of its own: whatever the rules are, others are answered meanwhile.
 * A thread that is ended, or dies for want of memory, fails its simulation and nothing else.
 */
export function playInWorker(url: string, heapMbMax: number = HEAP_MB_MAX): Play {
  return async (document, { signal, onProgress }) => {
    signal?.throwIfAborted();
    const worker = new Worker(new URL("./worker.ts", import.meta.url), {
      workerData: { url, document } satisfies WorkerTask,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: heapMbMax },
    });
    const outcome = Promise.withResolvers<Played>();
    const cut = () => outcome.reject(signal?.reason);
    signal?.addEventListener("abort", cut, { once: true });
    worker
      .on("message", (told: Told) => {
        if (told.kind === "progress") onProgress?.(told);
        else if (told.kind === "failed") outcome.reject(new Error(told.message));
        else outcome.resolve({ customers: told.customers, result: told.result });
      })
      .on("error", (error) => outcome.reject(asFailure(error, heapMbMax)))
      .on("exit", (code) => outcome.reject(new Error(`the simulation's thread ended (${code})`)));
    try {
      return await outcome.promise;
    } finally {
      signal?.removeEventListener("abort", cut);
      await worker.terminate();
    }
  };
}

function asFailure(error: unknown, heapMbMax: number): Error {
  const isMemory =
    error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
  const message = `the simulation needed more than ${heapMbMax} MB of memory; try a smaller draft`;
  if (isMemory) return new Error(message, { cause: error });
  return error instanceof Error ? error : new Error(String(error));
}
