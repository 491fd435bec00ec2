import type { Bench } from "./bench.ts";
import type { Setting } from "./report/setting.ts";
import type { Table } from "./report/table.ts";

/**
 * Something that is measured. A new one is a file in bench/cases/ that exports one of these, and a
 * line in bench/cases.ts.
 */
export interface Case<Line = unknown> {
  /** What it is called on the command line and in the JSON file. */
  readonly name: string;
  readonly title: string;
  /** What is measured, and how: for the document. */
  readonly note: string;
  /** @throws WrongAnswers */
  measure(bench: Bench): Promise<readonly Line[]>;
  tables(lines: readonly Line[]): readonly Table[];
  /** What is promised of the lines; also of none, when nothing was measured. */
  bars(lines: readonly Line[]): readonly Bar[];
}

/** What is promised of a figure. */
export interface Bar {
  readonly name: string;
  readonly wanted: number;
  readonly unit: string;
  /** Null when it was not measured. */
  readonly measured: number | null;
}

export function bar(name: string, wanted: number, unit: string, measured?: number | null): Bar {
  return { name, wanted, unit, measured: measured ?? null };
}

const AT_MOST = ["rows", "ms", "x of p50", "x slower"];

/**
 * Rows and latencies are counted from above, everything else from below. Null when it was not
 * measured.
 */
export function isMet({ measured, wanted, unit }: Bar): boolean | null {
  if (measured === null) {
    return null;
  }
  return AT_MOST.includes(unit) ? measured <= wanted : measured >= wanted;
}

interface Part {
  readonly setting: Setting;
  readonly lines: readonly unknown[];
}

/**
 * Everything that was measured, by case; cases that a run left out keep their figures and their
 * date.
 */
export type Results = Readonly<Record<string, Part>>;
