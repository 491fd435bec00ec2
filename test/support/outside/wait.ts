import { setTimeout as delay } from "node:timers/promises";

const POLL_MS = 50;
/** Milliseconds: a start may take long on a machine that does much else. */
const PATIENCE_MS = 90_000;

/** Asks again and again, with rests: those who are waited for need the processor themselves. */
export async function untilIt(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) {
      throw new Error(`this did not happen: ${what}`);
    }
    await delay(POLL_MS);
  }
}
