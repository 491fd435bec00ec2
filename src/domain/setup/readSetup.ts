import { isMap, isScalar, LineCounter, type Node, type Pair, parseDocument, visit } from "yaml";
import { SETUP_FORM, type SetupDocument, setupDocument } from "./setupSchema.ts";

/** Characters of a file: ten thousand stores, generously. */
export const SETUP_LENGTH_MAX = 4_000_000;
/** Characters of a JSON text: what the door lets through at all. */
const JSON_LENGTH_MAX = 262_144;
/** Uses of YAML aliases: a few short lines must not become gigabytes. */
const ALIASES_MAX = 100;
/** Faults that are told at once: nobody mends more. */
const ISSUES_MAX = 100;

export type SetupPath = readonly (string | number)[];

/** A fault of a document, and where it is; line and column from 1, null where there are none. */
export interface SetupIssue {
  readonly path: SetupPath;
  readonly message: string;
  readonly line: number | null;
  readonly column: number | null;
}

export type SetupRead =
  | {
      readonly ok: true;
      readonly document: SetupDocument;
      /** Where something of the document stands, for faults that are found later. */
      readonly placeOf: (path: SetupPath) => Pick<SetupIssue, "line" | "column">;
    }
  | { readonly ok: false; readonly issues: readonly SetupIssue[] };

const NO_PLACE = { line: null, column: null };

/**
 * Reads a set-up file, YAML or JSON (which is a part of YAML). Never throws: all faults at once,
 * each with its place in the text. Pure.
 */
export function readSetupFile(content: string): SetupRead {
  if (content.length > SETUP_LENGTH_MAX) {
    return refuse([{ path: [], message: `at most ${SETUP_LENGTH_MAX} characters`, ...NO_PLACE }]);
  }
  const lines = new LineCounter();
  // What the library does by itself to find a key that is there twice costs the square of the
  // length.
  const options = { uniqueKeys: false, prettyErrors: false, logLevel: "error" } as const;
  const document = parseDocument(content, { ...options, lineCounter: lines });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const faults: SetupIssue[] = document.errors.map(({ pos, message }) => ({
    path: [],
    message,
    ...at(pos[0]),
  }));
  visit(document, {
    Map: (_key, { items }) => {
      faults.push(...repeatedKeys(items).map((fault) => ({ ...fault, ...at(fault.offset) })));
    },
  });
  const placeOf = (path: SetupPath) => {
    const offset = offsetOf(document.contents, path);
    return offset === null ? NO_PLACE : at(offset);
  };
  if (faults.length > 0) {
    return refuse(faults);
  }
  let given: unknown;
  try {
    given = document.toJS({ maxAliasCount: ALIASES_MAX });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return refuse([{ path: [], message, ...NO_PLACE }]);
  }
  return checked(given, placeOf);
}

/**
 * Reads a set-up that came as a JSON text, as a console sends it: places are paths alone. YAML
 * costs a hundred times as much to read, and others wait meanwhile.
 */
export function readSetupJson(content: string): SetupRead {
  if (content.length > JSON_LENGTH_MAX) {
    return refuse([{ path: [], message: `at most ${JSON_LENGTH_MAX} characters`, ...NO_PLACE }]);
  }
  let given: unknown;
  try {
    given = JSON.parse(content);
  } catch {
    return refuse([{ path: [], message: "is not JSON", ...NO_PLACE }]);
  }
  return checked(given, () => NO_PLACE);
}

function checked(
  given: unknown,
  placeOf: (path: SetupPath) => Pick<SetupIssue, "line" | "column">,
): SetupRead {
  const form = `a set-up is an object that begins with setup: ${SETUP_FORM}`;
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    return refuse([{ path: [], message: form, ...placeOf([]) }]);
  }
  const read = setupDocument.safeParse(given);
  if (read.success) {
    return { ok: true, document: read.data, placeOf };
  }
  const issues = read.error.issues.flatMap((issue): SetupIssue[] => {
    const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: "is not a field of the set-up; remove it or correct its name",
        ...placeOf([...path, key]),
      }));
    }
    const message =
      issue.code === "invalid_type" && issue.input === undefined && !isThere(given, path)
        ? "is missing"
        : issue.message;
    return [{ path, message, ...placeOf(path) }];
  });
  return refuse(issues);
}

function refuse(issues: readonly SetupIssue[]): SetupRead {
  const sorted = issues.toSorted(
    (a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0),
  );
  return { ok: false, issues: sorted.slice(0, ISSUES_MAX) };
}

function isThere(given: unknown, path: SetupPath): boolean {
  let current = given;
  for (const step of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, step)) {
      return false;
    }
    current = (current as Record<string | number, unknown>)[step];
  }
  return true;
}

function repeatedKeys(items: readonly Pair[]) {
  const names = new Set<unknown>();
  return items.flatMap(({ key }) => {
    if (!isScalar(key)) {
      return [];
    }
    const isRepeated = names.has(key.value);
    names.add(key.value);
    const message = `${String(key.value)} is there twice`;
    return isRepeated ? [{ path: [], message, offset: key.range?.[0] ?? 0 }] : [];
  });
}

/** Where the innermost part of a path stands that is there: of a pair its key. */
function offsetOf(contents: unknown, path: SetupPath): number | null {
  let current = contents;
  let offset = (contents as Node | null)?.range?.[0] ?? null;
  for (const step of path) {
    if (isMap(current)) {
      const pair: Pair | undefined = current.items.find(
        ({ key }) => isScalar(key) && key.value === step,
      );
      if (pair === undefined) {
        return offset;
      }
      offset = (pair.key as Node).range?.[0] ?? offset;
      current = pair.value;
    } else {
      const items = (current as { items?: readonly unknown[] } | null)?.items ?? [];
      const item = typeof step === "number" ? items[step] : undefined;
      if (item === undefined) {
        return offset;
      }
      offset = (item as Node).range?.[0] ?? offset;
      current = item;
    }
  }
  return offset;
}
