import { isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from "yaml";
import type { z } from "zod";

/** Characters of a file that an operator writes by hand. */
const FILE_LENGTH_MAX = 262_144;
/** Uses of YAML aliases: a few short lines must not become gigabytes. */
const ALIASES_MAX = 100;

/** A value, or each fault as `line:column: field: what is to be there`. */
export type YamlRead<Value> =
  | {
      readonly ok: true;
      readonly value: Value;
      /** Where a field begins, as `line:column`. */
      readonly placeOf: (path: readonly PropertyKey[]) => string;
    }
  | { readonly ok: false; readonly faults: readonly string[] };

export interface YamlFault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  /** Characters from the beginning of the field's text, where the fault is within it. */
  readonly offset?: number;
}

/**
 * Reads a file of set-up, YAML or JSON, by a schema. Never throws.
 *
 * @param more what the schema cannot say; asked when it has nothing to say
 */
export function readYaml<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
  more: (value: z.output<Schema>) => readonly YamlFault[] = () => [],
): YamlRead<z.output<Schema>> {
  if (text.length > FILE_LENGTH_MAX) {
    return { ok: false, faults: [`1:1: at most ${FILE_LENGTH_MAX} characters`] };
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (at: number) => {
    const { line, col } = lines.linePos(at);
    return `${line}:${col}`;
  };
  const placed = (at: number, message: string) => `${place(at)}: ${message}`;
  if (document.errors.length > 0) {
    return {
      ok: false,
      faults: document.errors.map(({ pos, message }) => placed(pos[0], message)),
    };
  }
  let given: unknown;
  try {
    given = document.toJS({ maxAliasCount: ALIASES_MAX });
  } catch (error) {
    return {
      ok: false,
      faults: [placed(0, error instanceof Error ? error.message : "unreadable")],
    };
  }
  const parsed = schema.safeParse(given);
  const faults: readonly YamlFault[] = parsed.success
    ? more(parsed.data)
    : parsed.error.issues.flatMap(faultsOf);
  if (parsed.success && faults.length === 0) {
    const placeOf = (path: readonly PropertyKey[]) => place(startOf(document.contents, path));
    return { ok: true, value: parsed.data, placeOf };
  }
  return {
    ok: false,
    faults: faults.map(({ path, message, offset }) => {
      const within = offset === undefined ? null : textAt(document, path, offset);
      return placed(within ?? startOf(document.contents, path), `${fieldOf(path)}: ${message}`);
    }),
  };
}

/** A field that is not known is a fault of its own, where it stands. */
function faultsOf(issue: z.core.$ZodIssue): readonly YamlFault[] {
  return issue.code === "unrecognized_keys"
    ? issue.keys.map((key) => ({ path: [...issue.path, key], message: "is not known" }))
    : [{ path: issue.path, message: issue.message }];
}

function fieldOf(path: readonly PropertyKey[]): string {
  const text = path.map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`));
  return text.join("").replace(/^\./, "") || "the file";
}

/** A place within a field's text; null where the text is not written out in one piece. */
function textAt(
  document: ReturnType<typeof parseDocument>,
  path: readonly PropertyKey[],
  offset: number,
): number | null {
  const node = document.getIn(path, true);
  if (!isScalar(node) || typeof node.value !== "string" || node.range == null) {
    return null;
  }
  const [start, end] = node.range;
  const quote = node.type === "QUOTE_SINGLE" || node.type === "QUOTE_DOUBLE" ? 1 : 0;
  const isInOnePiece = end - start === node.value.length + 2 * quote;
  return isInOnePiece ? start + quote + offset : null;
}

/** Where a field begins; where it is missing, where that begins in which it should be. */
function startOf(root: Node | null, path: readonly PropertyKey[]): number {
  let node: unknown = root;
  let start = root?.range?.[0] ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((one) => isScalar(one.key) && one.key.value === key);
      if (pair === undefined) {
        break;
      }
      start = (pair.key as Node).range?.[0] ?? start;
      node = pair.value;
      continue;
    }
    const item: unknown = (node as { items?: unknown[] } | null)?.items?.[Number(key)];
    if (!isNode(item)) {
      break;
    }
    start = item.range?.[0] ?? start;
    node = item;
  }
  return start;
}
