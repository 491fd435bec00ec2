/** Work that time starts, again and again; never twice at once. */
export interface Timer {
  /** No run begins any more; resolves when the one under way has ended. */
  stop(): Promise<void>;
}

/**
 * Runs `work` now and then after every `delayMs` that it asks for. A failure is told and tried again after
 * `failureDelayMs`: a job must outlive a database that is away for a while.
 */
export function startTimer(options: {
  /** Resolves to the milliseconds until the next run. */
  readonly work: () => Promise<number>;
  readonly onFailure: (error: unknown) => void;
  readonly failureDelayMs: number;
}): Timer {
  let isStopped = false;
  let timeout: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const run = async (): Promise<void> => {
    let delayMs = options.failureDelayMs;
    try {
      delayMs = await options.work();
    } catch (error) {
      if (!isStopped) options.onFailure(error);
    }
    if (!isStopped) {
      timeout = setTimeout(begin, delayMs);
    }
  };
  const begin = (): void => {
    running = run();
  };
  begin();
  return {
    stop: async () => {
      isStopped = true;
      clearTimeout(timeout);
      await running;
    },
  };
}
