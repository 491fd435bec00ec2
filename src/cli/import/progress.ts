import { SingleBar } from "cli-progress";
import type { ImportProgress } from "../../inbound/files/sendBatches.ts";

/** Without a terminal, a line of progress for each of these parts of the work. */
const LINES_WITHOUT_TERMINAL = 10;

/** A bar on a terminal, plain lines elsewhere; on stderr, so that stdout is the report alone. */
export function showProgress(rows: number): { update(at: ImportProgress): void; stop(): void } {
  if (!process.stderr.isTTY) {
    let shown = 0;
    return {
      update: ({ rows: done, events, duplicates }) => {
        const part = Math.floor((done / rows) * LINES_WITHOUT_TERMINAL);
        if (part <= shown) {
          return;
        }
        shown = part;
        console.error(`${done} of ${rows} lines, ${events} purchases, ${duplicates} seen before`);
      },
      stop: () => {},
    };
  }
  const bar = new SingleBar({
    stream: process.stderr,
    format:
      "[{bar}] {percentage}% | {value}/{total} lines | {events} purchases | {eta_formatted} left",
    hideCursor: true,
  });
  bar.start(rows, 0, { events: 0 });
  return {
    update: ({ rows: done, events }) => bar.update(done, { events }),
    stop: () => bar.stop(),
  };
}
