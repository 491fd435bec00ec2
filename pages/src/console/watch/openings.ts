import type { Client, CombinedError } from "urql";
import { WatchCustomerDocument, WatchPersonDocument } from "../../__generated__/graphql.ts";

/** Whom a person had open; days of UTC, both included. */
export interface OfPerson {
  readonly person: string;
  readonly from: string;
  readonly to: string;
}

/** Whose openings are asked for: a person's, or a customer's. */
export type Wanted = OfPerson | { readonly customer: string };

export interface Opening {
  /** RFC 3339. */
  readonly at: string;
  readonly by: { readonly kind: string; readonly name: string };
  /** Whom; null for one whom the reader may not see. */
  readonly customer: { readonly id: string; readonly name?: string | null | undefined } | null;
}

/** Some openings, the latest first; `next` is null at the end. */
export interface Openings {
  readonly rows: readonly Opening[];
  readonly next: string | null;
}

/** Lines of a page. */
export const PAGE_SIZE = 50;
/** As the server has it: lines that are read at once. */
const READ_MAX = 100;
/** Lines of a file: two hundred requests, which a few seconds read. */
export const FILE_ROWS_MAX = 20_000;

const DAY_MS = 86_400_000;
/** How many days are asked for at first. */
const DAYS = 31;

/** The days that end with today's, of UTC. */
export function lastDays(): { readonly from: string; readonly to: string } {
  const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
  return { from: dayOf(Date.now() - (DAYS - 1) * DAY_MS), to: dayOf(Date.now()) };
}

/** Reads a page of openings, always anew. @throws CombinedError */
export async function readOpenings(
  client: Client,
  wanted: Wanted,
  first: number,
  after: string | null,
): Promise<Openings> {
  const options = { requestPolicy: "network-only" } as const;
  if ("person" in wanted) {
    const { person: by, from, to } = wanted;
    const variables = { by, from, to, first, after };
    const { data, error } = await client.query(WatchPersonDocument, variables, options);
    const page = data?.openings ?? failed(error);
    const { hasNextPage, endCursor } = page.pageInfo;
    const rows = page.nodes.map(({ customer, ...row }) => ({ ...row, customer: customer ?? null }));
    return { rows, next: hasNextPage ? (endCursor ?? null) : null };
  }
  const variables = { by: { id: wanted.customer }, first, after };
  const { data, error } = await client.query(WatchCustomerDocument, variables, options);
  const customer = data?.customer ?? null;
  if (customer === null && error !== undefined) {
    failed(error);
  }
  const page = customer?.openedBy;
  const rows = page?.nodes.map((row) => ({ ...row, customer })) ?? [];
  const { hasNextPage = false, endCursor } = page?.pageInfo ?? {};
  return { rows, next: hasNextPage ? (endCursor ?? null) : null };
}

function failed(error: CombinedError | undefined): never {
  throw error ?? new Error("The server answered nothing.");
}

/** All openings, a page after the other, at most FILE_ROWS_MAX. @throws CombinedError */
export async function readAllOpenings(
  client: Client,
  wanted: Wanted,
  onRows: (count: number) => void,
): Promise<{ readonly rows: readonly Opening[]; readonly isCut: boolean }> {
  const rows: Opening[] = [];
  let after: string | null = null;
  do {
    const page: Openings = await readOpenings(client, wanted, READ_MAX, after);
    rows.push(...page.rows);
    after = page.next;
    onRows(rows.length);
  } while (after !== null && rows.length < FILE_ROWS_MAX);
  return { rows, isCut: after !== null };
}
