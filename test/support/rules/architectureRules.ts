import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { isProduct, ROOT, type SourceFile } from "./sources.ts";

/**
 * The table "Where things are" of ARCHITECTURE.md as a law, and what else imports and folders keep
 * to.
 */

const PAGE = join(ROOT, "ARCHITECTURE.md");
const HEADING = "## Where things are";
/** Files of one folder. */
const FOLDER_FILES_MAX = 25;

export interface Import {
  readonly target: string;
  readonly isTypeOnly: boolean;
  readonly isLocal: boolean;
}

/** A row of the table: what it may not import although it stands above. */
export interface Row {
  readonly places: readonly string[];
  readonly nor: readonly string[];
}

/** @throws Error when the page has no such table, or names a place that is not there */
export function readRows(page: string = readFileSync(PAGE, "utf8")): readonly Row[] {
  const section = page.split(HEADING)[1]?.split("\n## ")[0] ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("| `"));
  const rows = lines.map((line) => {
    const [, places = "", , nor = ""] = line.split("|");
    return { places: namesIn(places), nor: namesIn(nor) };
  });
  if (rows.length === 0) {
    throw new Error(`${HEADING}: no table of folders`);
  }
  const gone = rows.flatMap(({ places, nor }) => [...places, ...nor]).filter((p) => !isThere(p));
  if (gone.length > 0) {
    throw new Error(`${HEADING}: ${gone.join(", ")} is not there`);
  }
  return rows;
}

function namesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name as string);
}

function isThere(place: string): boolean {
  return existsSync(join(ROOT, place));
}

/** The row whose place is the longest that holds the file; -1 for none. */
function rowOf(rows: readonly Row[], path: string): number {
  let found = -1;
  let length = 0;
  for (const [at, { places }] of rows.entries()) {
    for (const place of places) {
      if (place.length > length && isWithin(path, place)) {
        [found, length] = [at, place.length];
      }
    }
  }
  return found;
}

function isWithin(path: string, place: string): boolean {
  return path === place || (place.endsWith("/") && path.startsWith(place));
}

/** What the imports of one file do against the table, a line each. */
export function againstTable(
  rows: readonly Row[],
  path: string,
  imports: readonly Import[],
): readonly string[] {
  if (!isProduct(path)) {
    return [];
  }
  const own = rowOf(rows, path);
  if (own < 0) {
    return [`${path}: has no row in the table of ARCHITECTURE.md`];
  }
  const problems: string[] = [];
  for (const { target, isTypeOnly, isLocal } of imports) {
    if (!isLocal || target.startsWith("package.json")) {
      continue;
    }
    const row = rowOf(rows, target);
    if (row < 0 || row > own) {
      problems.push(`${path}: imports ${target}, which does not stand above it in ARCHITECTURE.md`);
    }
    const banned = rows[own]?.nor.find((place) => isWithin(target, place));
    if (banned !== undefined && !isTypeOnly) {
      problems.push(`${path}: imports ${target}: not ${banned}, says ARCHITECTURE.md`);
    }
  }
  return problems;
}

/** Files that import each other in a circle, types too; a line for each circle. */
export function circlesOf(imports: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const open: string[] = [];
  const seenAt = new Map<string, number>();
  const lowest = new Map<string, number>();
  const circles: string[] = [];
  const visit = (path: string): number => {
    const at = seenAt.size;
    seenAt.set(path, at);
    lowest.set(path, at);
    open.push(path);
    for (const target of imports.get(path) ?? []) {
      if (!imports.has(target)) {
        continue;
      }
      if (!seenAt.has(target)) {
        lowest.set(path, Math.min(lowest.get(path) ?? at, visit(target)));
      } else if (open.includes(target)) {
        lowest.set(path, Math.min(lowest.get(path) ?? at, seenAt.get(target) ?? at));
      }
    }
    if (lowest.get(path) === at) {
      const circle = open.splice(open.indexOf(path));
      if (circle.length > 1) {
        circles.push(`a circle: ${circle.sort().join(", ")}`);
      }
    }
    return lowest.get(path) ?? at;
  };
  for (const path of imports.keys()) {
    if (!seenAt.has(path)) {
      visit(path);
    }
  }
  return circles;
}

/** Folders with more files than FOLDER_FILES_MAX, and exceptions that are no longer needed. */
export function crowdedFolders(
  sources: readonly SourceFile[],
  crowded: Readonly<Record<string, string>>,
): readonly string[] {
  const files = new Map<string, number>();
  for (const { path } of sources) {
    const folder = posix.dirname(path);
    files.set(folder, (files.get(folder) ?? 0) + 1);
  }
  const problems = [...files]
    .filter(([folder, count]) => count > FOLDER_FILES_MAX && !(folder in crowded))
    .map(([folder, count]) => `${folder}: ${count} files, ${FOLDER_FILES_MAX} at most`);
  const stale = Object.keys(crowded)
    .filter((folder) => (files.get(folder) ?? 0) <= FOLDER_FILES_MAX)
    .map((folder) => `${folder}: no longer needs its place among the crowded folders`);
  return [...problems, ...stale];
}
