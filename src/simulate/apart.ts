import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { type DocumentRead, readRulesetDocument } from "../domain/ruleset/readDocument.ts";
import { AppError } from "../errors.ts";
import type { Play, Played } from "./play.ts";

/**
 * Megabytes of heap that a simulation may take: it holds two steps of the history, and never the
 * server's memory.
 */
const PLAY_HEAP_MB_MAX = 512;
/** The same for reading a draft. */
const READ_HEAP_MB_MAX = 256;
/**
 * Megabytes of the space for what is new, of which there are three: the server's own setting is for
 * its write path.
 */
const SEMI_SPACE_MB = 16;
/**
 * Characters of a draft that is read in this thread: some 30 ms at most, less than a process takes
 * to start.
 */
const READ_HERE_CHARS_MAX = 8_000;
/**
 * Milliseconds after which a draft is not read any more: a document of a megabyte takes some 3 s of
 * CPU.
 */
const READ_MS_MAX = 20_000;
/** Drafts that wait to be read, one after the other. */
const READS_WAITING_MAX = 16;

/** A source or what was built of it, as this file is. */
const CHILD = new URL(`./child${extname(import.meta.url)}`, import.meta.url);

/**
 * What a process is given. The database's address is told and not passed on, for lists of processes
 * show arguments.
 */
export type Task =
  | { readonly kind: "PLAY"; readonly url: string; readonly document: unknown }
  | { readonly kind: "READ"; readonly text: string };

/** What it says. */
export type Told =
  | { readonly kind: "progress"; readonly done: number; readonly total: number }
  | { readonly kind: "done"; readonly value: unknown }
  | { readonly kind: "failed"; readonly message: string };

interface Options {
  readonly heapMbMax: number;
  /** What it is, in the sentence when it fails. */
  readonly what: string;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: { done: number; total: number }) => void) | undefined;
}

/**
 * Runs a task in a process of its own: whatever it takes, others are answered meanwhile, and one
 * that needs too much memory fails with a sentence. (Not in a thread: where one big array or map
 * does not fit a thread's heap, V8 ends the process.) It has ended when this settles, and ends by
 * itself when this process does.
 */
async function runApart(task: Task, { heapMbMax, what, signal, onProgress }: Options) {
  signal?.throwIfAborted();
  const child = fork(fileURLToPath(CHILD), {
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
    .on("exit", (code, ended) => outcome.reject(failureOf(what, heapMbMax, code, ended)));
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

function failureOf(what: string, heapMbMax: number, code: number | null, signal: string | null) {
  return OUT_OF_MEMORY.has(signal ?? code)
    ? new Error(`${what} needed more than ${heapMbMax} MB of memory; try a smaller draft`)
    : new Error(`the process of ${what} was ended (${signal ?? code})`);
}

/** Plays the history in a process of its own, with a connection of its own. */
export function playApart(url: string, heapMbMax: number = PLAY_HEAP_MB_MAX): Play {
  return async (document, { signal, onProgress }) =>
    (await runApart(
      { kind: "PLAY", url, document },
      { heapMbMax, what: "the simulation", signal, onProgress },
    )) as Played;
}

/**
 * Makes the reading of drafts as version 1: large ones in a process of their own, one after the
 * other. Never throws for what is wrong with a document, nor for one that takes too long or too
 * much memory.
 *
 * @throws AppError OVERLOADED when too many wait
 */
export function draftReader(limits: { readonly msMax?: number; readonly heapMbMax?: number } = {}) {
  const { msMax = READ_MS_MAX, heapMbMax = READ_HEAP_MB_MAX } = limits;
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  const readOne = async (text: string): Promise<DocumentRead> => {
    const signal = AbortSignal.timeout(msMax);
    const options = { heapMbMax, what: "reading the draft", signal };
    try {
      return (await runApart({ kind: "READ", text }, options)) as DocumentRead;
    } catch (error) {
      const because = signal.aborted
        ? `reading the draft took longer than ${msMax / 1_000} s; write it as JSON, or make it smaller`
        : error instanceof Error
          ? error.message
          : String(error);
      return { ok: false, issues: [{ path: [], message: because }] };
    }
  };
  return async (text: string): Promise<DocumentRead> => {
    if (text.length <= READ_HERE_CHARS_MAX) {
      return readRulesetDocument(text, 1);
    }
    if (waiting >= READS_WAITING_MAX) {
      throw new AppError("OVERLOADED", "Too many drafts are being read; try again.", {
        details: { retryAfterSeconds: 5 },
      });
    }
    waiting += 1;
    const reading = last.then(() => readOne(text));
    last = reading;
    try {
      return await reading;
    } finally {
      waiting -= 1;
    }
  };
}
