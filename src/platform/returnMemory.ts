import { Session } from "node:inspector/promises";

/**
 * Collects all garbage and gives the emptied pages back to the system; V8 otherwise keeps the pages
 * of its largest moment for ever, and that is the start: loading the modules and making the schema
 * and the demo retailer. Stops the process for as long as a full collection takes (some 0.1 s at a
 * live heap of 50 MB), so it is for moments when nobody is served.
 *
 * Measured in docs/adr/0023-work-before-trust.md, heading "Memory of an idle server".
 */
export async function returnMemory(): Promise<void> {
  const session = new Session();
  session.connect();
  try {
    await session.post("HeapProfiler.collectGarbage");
  } finally {
    session.disconnect();
  }
}
