import { extname } from "node:path";
import { type DocumentRead, readRulesetDocument } from "../domain/ruleset/readDocument.ts";
import { inTurn, runApart } from "../platform/apart/runApart.ts";
import type { Play, Played } from "./play.ts";

/**
 * Megabytes of heap that a simulation may take: it holds two steps of the history, and never the
 * server's memory.
 */
const PLAY_HEAP_MB_MAX = 512;
/** The same for reading a draft. */
const READ_HEAP_MB_MAX = 256;
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
const APART = { child: CHILD, advice: "try a smaller draft" };

/**
 * What a process is given. The database's address is told and not passed on, for lists of processes
 * show arguments.
 */
export type Task =
  | { readonly kind: "PLAY"; readonly url: string; readonly document: unknown }
  | { readonly kind: "READ"; readonly text: string };

/** Plays the history in a process of its own, with a connection of its own. */
export function playApart(url: string, heapMbMax: number = PLAY_HEAP_MB_MAX): Play {
  return async (document, { signal, onProgress }) =>
    (await runApart<Task>(
      { kind: "PLAY", url, document },
      { ...APART, heapMbMax, what: "the simulation", signal, onProgress },
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
  const turn = inTurn(READS_WAITING_MAX, "Too many drafts are being read; try again.");
  const readOne = async (text: string): Promise<DocumentRead> => {
    const signal = AbortSignal.timeout(msMax);
    const options = { ...APART, heapMbMax, what: "reading the draft", signal };
    try {
      return (await runApart<Task>({ kind: "READ", text }, options)) as DocumentRead;
    } catch (error) {
      const because = signal.aborted
        ? `reading the draft took longer than ${msMax / 1_000} s; write it as JSON, or make it smaller`
        : error instanceof Error
          ? error.message
          : String(error);
      return { ok: false, issues: [{ path: [], message: because }] };
    }
  };
  return async (text: string): Promise<DocumentRead> =>
    text.length <= READ_HERE_CHARS_MAX
      ? readRulesetDocument(text, 1)
      : await turn(() => readOne(text));
}
