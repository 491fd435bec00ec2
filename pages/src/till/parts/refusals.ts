/** The most words that a refusal has: what a cashier reads at a glance, and says. */
export const WORDS_MAX = 8;

/** Why something was not done, as the server told it. */
export interface Problem {
  readonly code: string;
  /** The server's own sentence; empty where there is none. */
  readonly message: string;
  /** What would have been needed, readable. */
  readonly needed: string | null;
  readonly seen: string | null;
  readonly retryAfterSeconds: number | null;
}

/** What a language says of one code. */
export interface RefusalWords {
  /** At most `WORDS_MAX` words. */
  readonly says: string;
  /** What helps. */
  readonly helps: (problem: Problem) => string;
}

export type Refusals = Readonly<Record<string, RefusalWords>> & { readonly other: RefusalWords };

/** What is said of a problem, and what helps. A code that is not known is told in short. */
export function sayProblem(
  problem: Problem,
  words: Refusals,
): { readonly says: string; readonly helps: string } {
  const known = words[problem.code] ?? words.other;
  return { says: known.says, helps: known.helps(problem) };
}
