import { constants } from "node:os";
import type { Logger } from "./logger.ts";

/**
 * Milliseconds in which a signal that comes again is the same one: Ctrl-C reaches us from the
 * terminal and through npm.
 */
const SAME_SIGNAL_MS = 500;

/** What asks us to stop: a terminal's Ctrl-C or end, a container, an init system. */
const STOP_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Hears the signals to stop from now on. `signalled` resolves at the first, when `isStopping`
 * becomes true; the second one ends the process at once.
 */
export function stopSignal(log: Logger): {
  readonly signalled: Promise<void>;
  isStopping: boolean;
} {
  const { promise: signalled, resolve } = Promise.withResolvers<void>();
  const stop = { signalled, isStopping: false };
  let firstAtMs = 0;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stop.isStopping) {
      if (performance.now() - firstAtMs < SAME_SIGNAL_MS) {
        return;
      }
      process.exit(128 + constants.signals[signal]);
    }
    stop.isStopping = true;
    firstAtMs = performance.now();
    log.info({ signal }, "stopping; once more to stop at once");
    resolve();
  };
  for (const signal of STOP_SIGNALS) {
    process.on(signal, onSignal);
  }
  return stop;
}
