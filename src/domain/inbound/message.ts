/** Bytes of what a sender knows a message by. */
export const MESSAGE_KEY_BYTES_MAX = 255;
/** Faults that are kept of one message; the rest are counted. */
export const FAULTS_KEPT_MAX = 20;
/** Characters of a fault's sentence and of its place. */
export const FAULT_LENGTH_MAX = 300;

/** What of a message could not be understood or taken, and where it stands there. */
export interface MessageFault {
  /** Code, such as `NOT_JSON`, `MISSING`, or the reason of a refused event. */
  readonly reason: string;
  /** Place in the message, such as `line_items.2.price`; empty: the whole of it. */
  readonly at: string;
  /** For people; nothing that stands in the message itself. */
  readonly problem: string;
}

/** What the parts of a message came to, by outcome. */
export type OutcomeCounts = Readonly<Record<string, number>>;

/** What one message came to. */
export interface MessageCounts {
  /** Purchase events, by outcome of contract 1.3. */
  readonly purchases?: OutcomeCounts;
  /** Interactions: RECORDED, DUPLICATE, or the code of a refusal. */
  readonly interactions?: OutcomeCounts;
  /** Records of persons, by outcome of contract 2.3. */
  readonly records?: OutcomeCounts;
  /** What people looked at: KEPT, or PASSED_OVER for want of a person or a time. */
  readonly browsing?: OutcomeCounts;
  /** Parts that carry nothing for us, by what they are. */
  readonly passedOver?: OutcomeCounts;
  /** Versions of the mappings that read it, by name. */
  readonly mappings?: OutcomeCounts;
  /** Faults beyond those that are kept. */
  readonly moreFaults?: number;
}

/** Adds one to a count. */
export function countOf(counts: Record<string, number>, key: string): void {
  const kept = keptText(key);
  counts[kept] = (counts[kept] ?? 0) + 1;
}

/** As it is kept: short enough, and what a database takes. */
export function faultOf(reason: string, at: string, problem: string): MessageFault {
  return { reason: keptText(reason), at: keptText(at), problem: keptText(problem) };
}

/**
 * A text that stands beside a message and may come out of it: cut, well-formed, without U+0000,
 * because one that cannot be stored would keep its neighbours from being stored, too.
 */
export function keptText(text: string): string {
  return text.slice(0, FAULT_LENGTH_MAX).toWellFormed().replaceAll("\u0000", "\ufffd");
}

/** What the parts of a message came to, such as `purchases APPLIED`; the most frequent first. */
export function outcomesOf(counts: MessageCounts | null): { code: string; count: number }[] {
  return Object.entries(counts ?? {})
    .flatMap(([what, outcomes]) =>
      typeof outcomes === "number"
        ? []
        : Object.entries(outcomes as OutcomeCounts).map(([outcome, count]) => ({
            code: `${what} ${outcome}`,
            count,
          })),
    )
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}
