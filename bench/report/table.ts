import type { CpuFigures } from "./measure.ts";
import type { Spread } from "./statistics.ts";

/** A table: its head, then its rows. All rows are as long as the head. */
export interface Table {
  readonly caption?: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

type Cell = string | number | null | Spread | CpuFigures;

/** A row for each line; what stands in each column, by its title. */
export function tableOf<Line>(
  lines: readonly Line[],
  columns: Readonly<Record<string, (line: Line) => Cell>>,
): Table {
  const cells = Object.values(columns);
  return {
    head: Object.keys(columns),
    rows: lines.map((line) => cells.map((cell) => textOf(cell(line)))),
  };
}

function textOf(cell: Cell): string {
  if (typeof cell === "string") {
    return cell;
  }
  if (cell === null || typeof cell === "number") {
    return number(cell);
  }
  if ("p50" in cell) {
    return `${number(cell.p50)} / ${number(cell.p99)}`;
  }
  return `${Math.round(cell.process)} + ${cell.postgres === null ? "?" : Math.round(cell.postgres)}`;
}

/** The table for a terminal, columns padded; all but the first are aligned to the right. */
export function textTable({ caption, head, rows }: Table): string {
  const widths = head.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => (row[at] ?? "").length)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("  ")
      .trimEnd();
  return captioned(caption, [line(head), ...rows.map(line)]);
}

export function markdownTable({ caption, head, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const rule = head.map((_, at) => (at === 0 ? "---" : "---:"));
  return captioned(caption, [line(head), line(rule), ...rows.map(line)]);
}

function captioned(caption: string | undefined, lines: readonly string[]): string {
  return [...(caption === undefined ? [] : [`${caption}:`, ""]), ...lines].join("\n");
}

/**
 * 12,345 from a thousand on, one decimal from ten on, two below, in the same form on every machine.
 */
export function number(value: number | null): string {
  if (value === null) {
    return "-";
  }
  const decimals = Math.abs(value) >= 1_000 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toLocaleString("en-US", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
}

/** Of a whole, in percent. */
export function share(value: number | null): string {
  return value === null ? "-" : `${(value * 100).toFixed(1)} %`;
}
