import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { AppError } from "../../errors.ts";

/**
 * Megabytes of the space for what is new, of which there are three: the server's own setting is for
 * its write path.
 */
const SEMI_SPACE_MB = 16;
/** When somebody whose work found no place is to ask again, seconds. */
const RETRY_AFTER_SECONDS = 5;

/** What a process that is apart says. */
export type Told =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "done"; readonly value: unknown }
  | { readonly kind: "failed"; readonly message: string };

interface Options {
  /** The file that it runs: one that calls `answerTask`. */
  readonly child: URL;
  readonly heapMbMax: number;
  /** What it is, in the sentence when it fails. */
  readonly what: string;
  /** What to do when it needs too much memory. */
  readonly advice: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: { done: number; total: number }) => void) | undefined;
}

/**
 * Runs a task in a process of its own: whatever it takes, others are answered meanwhile, and one
 * that needs too much memory fails with a sentence. (Not in a thread: where one big array or map
 * does not fit a thread's heap, V8 ends the process.) It has ended when this settles, and ends by
 * itself when this process does.
 */
export async function runApart<Task extends object>(task: Task, options: Options) {
  const { child: file, heapMbMax, signal, onProgress } = options;
  signal?.throwIfAborted();
  const child = fork(fileURLToPath(file), {
    execArgv: [`--max-old-space-size=${heapMbMax}`, `--max-semi-space-size=${SEMI_SPACE_MB}`],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    serialization: "advanced",
  });
  const outcome = Promise.withResolvers<unknown>();
  const cut = () => outcome.reject(signal?.reason);
  signal?.addEventListener("abort", cut, { once: true });
  child
    .on("message", (told: Told) => {
      if (told.kind === "progress") {
        onProgress?.(told);
      } else if (told.kind === "failed") {
        outcome.reject(new Error(told.message));
      } else {
        outcome.resolve(told.value);
      }
    })
    .on("error", outcome.reject)
    .on("exit", (code, ended) => outcome.reject(failureOf(options, code, ended)));
  child.send(task, (error) => {
    if (error !== null) {
      outcome.reject(error);
    }
  });
  try {
    return await outcome.promise;
  } finally {
    signal?.removeEventListener("abort", cut);
    await ended(child);
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

/**
 * What V8 ends a process with that has used up its heap, as a signal and as a shell's exit code.
 */
const OUT_OF_MEMORY: ReadonlySet<unknown> = new Set(["SIGABRT", "SIGTRAP", 133, 134]);

function failureOf(
  { what, heapMbMax, advice }: Pick<Options, "what" | "heapMbMax" | "advice">,
  code: number | null,
  signal: string | null,
) {
  return OUT_OF_MEMORY.has(signal ?? code)
    ? new Error(`${what} needed more than ${heapMbMax} MB of memory; ${advice}`)
    : new Error(`the process of ${what} was ended (${signal ?? code})`);
}

/**
 * Makes work of one kind wait for each other, one after the other.
 *
 * @param message what the one is told for whom there is no place
 * @returns runs one when its turn comes; it throws AppError OVERLOADED when too many wait
 */
export function inTurn(waitingMax: number, message: string) {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return async <Value>(run: () => Promise<Value>): Promise<Value> => {
    if (waiting >= waitingMax) {
      throw new AppError("OVERLOADED", message, {
        details: { retryAfterSeconds: RETRY_AFTER_SECONDS },
      });
    }
    waiting += 1;
    const running = last.then(run, run);
    last = running;
    try {
      return await running;
    } finally {
      waiting -= 1;
    }
  };
}
