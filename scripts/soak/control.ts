import { returnMemory } from "../../src/platform/returnMemory.ts";

/**
 * Loaded into the server before its own code, so that the soak may ask what it holds. When the soak
 * is gone, however that came about, so is the server.
 */

/** What a server holds once all garbage is gone. */
export interface Held {
  /** Bytes of live objects, and of buffers outside the heap. */
  readonly heapBytes: number;
  readonly bufferBytes: number;
  /**
   * Resident memory of the process, bytes; depends on the collector's mood, so it is told and not
   * judged.
   */
  readonly residentBytes: number;
  /** Sockets, timers and other things that keep a process alive, by kind. */
  readonly resources: Readonly<Record<string, number>>;
}

/** The first collection finds what finalisers then let go of. */
const COLLECTIONS = 3;

async function held(): Promise<Held> {
  for (let count = 0; count < COLLECTIONS; count += 1) {
    await returnMemory();
  }
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  const resources: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) {
    resources[kind] = (resources[kind] ?? 0) + 1;
  }
  return { heapBytes: heapUsed, bufferBytes: arrayBuffers, residentBytes: rss, resources };
}

process.on("message", () => {
  // Whoever asked may have gone meanwhile.
  void held().then((answer) => process.send?.(answer, () => {}));
});
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
// The channel alone must not keep the server from ending by itself; listening to it holds it again.
process.channel?.unref();
