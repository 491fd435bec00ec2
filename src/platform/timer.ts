import { outsideRequests } from "./tracing/scope.ts";

/** Work that time starts, again and again; never twice at once. */
export interface Timer {
  /** There is something to do now: runs at once, or again after the run under way. */
  wake(): void;
  /** No run begins any more; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

/**
 * Runs `work` now and then after every `delayMs` that it asks for. A failure is told and tried
 * again after `failureDelayMs`: a job must outlive a database that is away for a while.
 */
export function startTimer(options: {
  /** Resolves to the milliseconds until the next run. */
  readonly work: () => Promise<number>;
  readonly onFailure: (error: unknown) => void;
  readonly failureDelayMs: number;
  /** Milliseconds between two runs at least, however often it is woken. */
  readonly restMs?: number;
}): Timer {
  let isStopped = false;
  let timeout: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  let isRunning = false;
  let isAsked = false;
  let restUntilMs = 0;
  const run = async (): Promise<void> => {
    isRunning = true;
    isAsked = false;
    let delayMs = options.failureDelayMs;
    try {
      delayMs = await options.work();
    } catch (error) {
      if (!isStopped) {
        options.onFailure(error);
      }
    }
    isRunning = false;
    restUntilMs = performance.now() + (options.restMs ?? 0);
    if (!isStopped) {
      timeout = setTimeout(begin, isAsked ? Math.min(delayMs, options.restMs ?? 0) : delayMs);
    }
  };
  const begin = (): void => {
    running = run();
  };
  outsideRequests(begin);
  return {
    wake: () => {
      isAsked = true;
      if (isRunning || isStopped) {
        return;
      }
      clearTimeout(timeout);
      outsideRequests(() => {
        timeout = setTimeout(begin, Math.max(0, restUntilMs - performance.now()));
      });
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timeout);
      await running;
    },
  };
}
