/** The invariants of contract 11 that a database alone can show. */
const INVARIANTS = {
  I1: {
    title: "every event has its one outcome and its effect",
    remedy:
      "compare the events named with their intakes; an order without its event, or an event without its effect, is a fault of the write path",
  },
  I2: {
    title: "balances, lots and windows equal the sum of the entries",
    remedy:
      "entries never change, so the stored sum is wrong: find who wrote it, and correct it by an entry or from the sums shown",
  },
  I3: {
    title: "coupons are used as often as they may be, and every use is on record",
    remedy:
      "the redemptions are what happened: compare them with the tills' receipts, and set the coupon's counts and state from them",
  },
  I4: {
    title: "orders, points and tiers equal what the rules make of the facts",
    remedy:
      "send any event of the order again under a new id, or recalculate: it is then derived anew; an overdue customer waits for the due job",
  },
  I5: {
    title: "what a destination is told ends there once, in each customer's order",
    remedy:
      "a row that has not ended and does not wait is told by `tributary destinations replay`; one that was told out of its order is made good by telling the customer's later rows again",
  },
  I6: {
    title: "every customer's stream is without gaps, and what has not ended at a destination waits",
    remedy:
      "readers of a broken stream must reload the customer; a watermark that stands still needs a running server; what a lane lost is told by `tributary destinations replay`",
  },
  I7b: {
    title: "the recorded facts, replayed, give the same database",
    remedy:
      "the first difference of a customer shows which fact was applied otherwise than it is recorded, or which row was changed by hand",
  },
  I9: {
    title: "nothing is held whose wait is over",
    remedy: "release the events: npx tributary held release ID...",
  },
  I10: {
    title: "goodwill is what its entries, coupons and the audit say, within its limits",
    remedy:
      "correct points by adjustPoints; a gift beyond its limits says which person and customer to look at",
  },
  I11: {
    title: "who is found, compared and shown follows from what records say",
    remedy:
      "have all records decided anew under the weights that decide (npx tributary identity activate VERSION, the active one; `identity models` shows it); keys are made anew when a record is sent again otherwise",
  },
} as const;

export type InvariantCode = keyof typeof INVARIANTS;

interface Finding {
  /** What it is about: "order 4711". */
  readonly id: string;
  readonly detail: string;
}

export interface InvariantReport {
  readonly invariant: InvariantCode;
  readonly title: string;
  readonly status: "OK" | "WARN" | "VIOLATED";
  /** By kind of thing: how many were looked at. */
  readonly checked: Readonly<Record<string, number>>;
  readonly violations: number;
  /** The first FINDINGS_SHOWN. */
  readonly found: readonly Finding[];
  readonly warnings: readonly Finding[];
  readonly remedy: string;
}

/** Violations of one invariant that are named; the rest is counted. */
export const FINDINGS_SHOWN = 10;

interface Tally {
  readonly checked: Map<string, number>;
  violations: number;
  readonly found: Finding[];
  readonly warnings: Finding[];
}

/** Collects what the checks of one run find. Memory stays small however much is wrong. */
export class Findings {
  readonly #tallies = new Map<InvariantCode, Tally>();

  constructor() {
    for (const invariant of Object.keys(INVARIANTS) as InvariantCode[]) {
      this.#tallies.set(invariant, { checked: new Map(), violations: 0, found: [], warnings: [] });
    }
  }

  checked(invariant: InvariantCode, what: string, count: number): void {
    const { checked } = this.#tally(invariant);
    checked.set(what, (checked.get(what) ?? 0) + count);
  }

  violated(invariant: InvariantCode, id: string, detail: string): void {
    const tally = this.#tally(invariant);
    tally.violations += 1;
    if (tally.found.length < FINDINGS_SHOWN) {
      tally.found.push({ id, detail });
    }
  }

  /**
   * A row, or all of a customer's, is such that a check of it cannot be made: by itself a
   * violation.
   */
  unreadable(invariant: InvariantCode, id: string, error: unknown): void {
    const why = error instanceof Error ? error.message : String(error);
    this.violated(invariant, id, `cannot be read: ${why}`);
  }

  /** What may be a fault or only the moment: nobody runs the jobs that would end it. */
  warned(invariant: InvariantCode, id: string, detail: string): void {
    const { warnings } = this.#tally(invariant);
    if (warnings.length < FINDINGS_SHOWN) {
      warnings.push({ id, detail });
    }
  }

  /** Records a difference of two values, if there is one. */
  compare(
    invariant: InvariantCode,
    id: string,
    what: string,
    stored: unknown,
    expected: unknown,
  ): void {
    const [is, should] = [shown(stored), shown(expected)];
    if (is !== should) {
      this.violated(invariant, id, `${what} is ${shorten(is)}, should be ${shorten(should)}`);
    }
  }

  report(): readonly InvariantReport[] {
    return [...this.#tallies].map(([invariant, tally]) => ({
      invariant,
      ...INVARIANTS[invariant],
      status: tally.violations > 0 ? "VIOLATED" : tally.warnings.length > 0 ? "WARN" : "OK",
      checked: Object.fromEntries(tally.checked),
      violations: tally.violations,
      found: tally.found,
      warnings: tally.warnings,
    }));
  }

  #tally(invariant: InvariantCode): Tally {
    return this.#tallies.get(invariant) as Tally;
  }
}

export function shown(value: unknown): string {
  if (value === null || value === undefined) {
    return "nothing";
  }
  if (typeof value === "object") {
    return JSON.stringify(value, (_key, part) => (typeof part === "bigint" ? String(part) : part));
  }
  return String(value);
}

/** A whole order in one line helps nobody. */
const SHOWN_LENGTH_MAX = 300;

function shorten(text: string): string {
  return text.length <= SHOWN_LENGTH_MAX ? text : `${text.slice(0, SHOWN_LENGTH_MAX)}...`;
}
