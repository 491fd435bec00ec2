import { type Findings, type InvariantCode, shown } from "./findings.ts";

/** A row as it is compared: column by column, without what is drawn anew in a replay. */
export interface ComparedRow {
  /** What it is called in a finding, such as `entry 4711`. */
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Finds the rows that are stored and should not be, and those that should be and are not. Rows
 * without names of their own are compared as a set, so one that was changed is one too many and one
 * too few: of two that are most alike it is told in what they differ.
 */
export function compareRows(
  findings: Findings,
  invariant: InvariantCode,
  stored: readonly ComparedRow[],
  expected: readonly ComparedRow[],
): void {
  const missing = new Map<string, ComparedRow[]>();
  for (const row of expected) {
    const key = keyOf(row);
    const same = missing.get(key);
    if (same === undefined) {
      missing.set(key, [row]);
    } else {
      same.push(row);
    }
  }
  const odd = stored.filter((row) => missing.get(keyOf(row))?.pop() === undefined);
  const left = [...missing.values()].flat();
  for (const row of odd) {
    const at = mostAlike(row, left);
    const [should] = at === null ? [] : left.splice(at, 1);
    if (should === undefined) {
      findings.violated(invariant, row.name, "comes out of no recorded fact");
      continue;
    }
    for (const [column, value] of Object.entries(row.values)) {
      findings.compare(invariant, row.name, column, value, should.values[column]);
    }
  }
  for (const row of left) {
    const values = Object.values(row.values).map(shown).join(", ");
    findings.violated(invariant, row.name, `is missing: ${values}`);
  }
}

function keyOf({ values }: ComparedRow): string {
  return shown(Object.values(values));
}

/** Rows that are compared with each other when they differ; with more it is not told how. */
const ALIKE_MAX = 50;

function mostAlike(row: ComparedRow, others: readonly ComparedRow[]): number | null {
  let best: number | null = null;
  // One that has nothing in common is another row.
  let most = Object.keys(row.values).length / 2;
  for (const [at, other] of others.slice(0, ALIKE_MAX).entries()) {
    const same = Object.entries(row.values).filter(
      ([column, value]) => shown(value) === shown(other.values[column]),
    ).length;
    if (same > most) {
      [best, most] = [at, same];
    }
  }
  return best;
}
