import { isStorable } from "../domain/purchase/read.ts";
import { AppError } from "../errors.ts";

/** Rows of one page. */
const PAGE_SIZE_MAX = 100;

/** What stands in a cursor: a sort key, of text and whole numbers. */
export type SortKey = readonly (string | number)[];

/** A page as every connection of the graph shows it. */
export interface Page<Node> {
  readonly nodes: readonly Node[];
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** @throws AppError BAD_USER_INPUT unless `first` is 1 to PAGE_SIZE_MAX */
export function pageSize(first: number): number {
  if (first >= 1 && first <= PAGE_SIZE_MAX) {
    return first;
  }
  throw new AppError("BAD_USER_INPUT", `first must be 1 to ${PAGE_SIZE_MAX}.`, {
    details: { argument: "first", max: PAGE_SIZE_MAX },
  });
}

/**
 * A cursor: opaque, and bound to one list of one owner, so that it cannot be carried from one
 * customer to another. It holds a sort key and not an offset: rows that come in between neither
 * repeat nor skip any.
 */
export function encodeCursor(list: string, key: SortKey): string {
  return Buffer.from(JSON.stringify([list, ...key])).toString("base64url");
}

/**
 * The sort key of a cursor of this very list; null when there is no cursor.
 *
 * @throws AppError BAD_CURSOR for text that is no cursor, or one of another list or owner
 */
export function decodeCursor<Key extends SortKey>(
  list: string,
  cursor: string | null | undefined,
  isKey: (key: SortKey) => key is Key,
): Key | null {
  if (cursor === null || cursor === undefined) {
    return null;
  }
  const parts = partsOf(cursor);
  if (parts?.[0] === list && isKey(parts.slice(1))) {
    return parts.slice(1) as unknown as Key;
  }
  throw new AppError(
    "BAD_CURSOR",
    "after is no cursor of this list; read it again from its start.",
    {
      details: { argument: "after" },
    },
  );
}

/** The list that a cursor says it belongs to; null for text that is no cursor. */
export function listOf(cursor: string): string | null {
  const list = partsOf(cursor)?.[0];
  return typeof list === "string" ? list : null;
}

const CURSOR_LENGTH_MAX = 512;

function partsOf(cursor: string): SortKey | null {
  if (cursor.length > CURSOR_LENGTH_MAX) {
    return null;
  }
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
    const isFlat =
      Array.isArray(parts) &&
      parts.every((part) => typeof part === "string" || Number.isSafeInteger(part));
    return isFlat ? (parts as SortKey) : null;
  } catch {
    return null;
  }
}

/** A page of nodes whose cursors are made by `keyOf`; `isBehind` a cursor, so rows came before. */
export function pageOf<Node>(
  list: string,
  nodes: readonly Node[],
  keyOf: (node: Node) => SortKey,
  hasNextPage: boolean,
  isBehind: boolean,
): Page<Node> {
  const cursorOf = (node: Node) => encodeCursor(list, keyOf(node));
  // Cursors are made when they are asked for: most pages show one, or none.
  return {
    nodes,
    get edges() {
      return nodes.map((node) => ({ cursor: cursorOf(node), node }));
    },
    pageInfo: {
      hasNextPage,
      hasPreviousPage: isBehind,
      get startCursor() {
        const [first] = nodes;
        return first === undefined ? null : cursorOf(first);
      },
      get endCursor() {
        const last = nodes.at(-1);
        return last === undefined ? null : cursorOf(last);
      },
    },
  };
}

/** Text of a client that goes into a query: what PostgreSQL's text cannot hold is refused here. */
export function searchable(text: string, argument: string): string {
  if (isStorable(text) && text.length <= SEARCH_LENGTH_MAX) {
    return text;
  }
  throw new AppError(
    "BAD_USER_INPUT",
    `${argument} is too long, or has characters that no text has.`,
    {
      details: { argument },
    },
  );
}

const SEARCH_LENGTH_MAX = 2_048;
