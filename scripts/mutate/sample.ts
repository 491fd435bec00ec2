/** Lines that are mutated together: enough for a small block to lie within. */
const WINDOW_LINES = 8;

/** One file of a group with its number of lines. */
export interface SourceLines {
  readonly path: string;
  readonly lines: number;
}

/**
 * Chooses pieces of files until some hundred lines are together, each line as likely as any other.
 *
 * @param random from 0 up to 1, below 1
 * @returns `path:first-last`, as Stryker takes it, each piece at most once, sorted
 */
export function sampleLines(
  files: readonly SourceLines[],
  lines: number,
  random: () => number,
): string[] {
  const windows = files.flatMap(({ path, lines: count }) =>
    Array.from({ length: Math.ceil(count / WINDOW_LINES) }, (_, index) => {
      const first = index * WINDOW_LINES + 1;
      return `${path}:${first}-${Math.min(count, first + WINDOW_LINES - 1)}`;
    }),
  );
  const chosen: string[] = [];
  while (chosen.length * WINDOW_LINES < lines && windows.length > 0) {
    const [window] = windows.splice(Math.floor(random() * windows.length), 1);
    if (window !== undefined) {
      chosen.push(window);
    }
  }
  return chosen.sort();
}
