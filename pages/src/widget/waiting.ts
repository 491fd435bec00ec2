/** Milliseconds that one answer may take. */
export const ANSWER_MS = 10_000;
/** The first wait before a new attempt, and the longest, milliseconds. */
const WAIT_MS = 1_000;
const WAIT_MS_MAX = 60_000;

/** An end by time beside the one that is given: `close` when it is not needed any more. */
export interface Limited {
  readonly signal: AbortSignal;
  /** Whether time was it. */
  readonly isOver: () => boolean;
  /** Time begins anew. */
  readonly renew: () => void;
  readonly close: () => void;
}

/** @param ms of quiet after which it ends */
export function limited(outer: AbortSignal, ms: number): Limited {
  const own = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const renew = () => {
    clearTimeout(timer);
    timer = setTimeout(() => own.abort(), ms);
  };
  renew();
  return {
    signal: AbortSignal.any([outer, own.signal]),
    isOver: () => own.signal.aborted,
    renew,
    close: () => clearTimeout(timer),
  };
}

/** Work that may take so long; what it was given ends with it. */
export async function within<Result>(
  outer: AbortSignal,
  ms: number,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const limit = limited(outer, ms);
  try {
    return await work(limit.signal);
  } finally {
    limit.close();
  }
}

/** Waits, until `signal` ends or somebody calls what `onWait` was given. */
export async function pause(
  ms: number,
  signal: AbortSignal,
  onWait: (wake: () => void) => void,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wake = () => {};
  await new Promise<void>((resolve) => {
    wake = resolve;
    timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", wake);
    onWait(wake);
  });
  clearTimeout(timer);
  signal.removeEventListener("abort", wake);
}

/** Milliseconds before the next attempt: doubled each time, and anything up to that. */
export function waitMs(attempt: number, random: () => number): number {
  return random() * Math.min(WAIT_MS_MAX, WAIT_MS * 2 ** attempt);
}
