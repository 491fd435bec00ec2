import type { SourceRow } from "../../db/queries/programme/catalog.ts";
import type { PresentedIdentifier } from "../domain/purchase/event.ts";
import type { LocalDate } from "../domain/time/instant.ts";

/**
 * An identifier in the working picture of a batch; `leafId` changes when it is given to a customer.
 */
export interface WorkingIdentifier {
  readonly id: bigint;
  readonly kind: string;
  readonly value: string;
  readonly verified: boolean;
  /** Nobody presented it before: this batch takes its row. */
  readonly isNew: boolean;
  leafId: bigint | null;
  rootId: bigint | null;
  readonly status: "ACTIVE" | "REPLACED" | "BLOCKED";
  /** As it was first given; null: as `value` is. */
  readonly raw: string | null;
  /** With what this batch shows of it. */
  lastSeenOn: LocalDate | null;
  /** Who gave it to the customer; while nobody has it, who showed it first. */
  sourceId: number;
}

export type Identification =
  | { readonly kind: "GUEST" }
  | { readonly kind: "KNOWN"; readonly leafId: bigint; readonly matched: WorkingIdentifier }
  | { readonly kind: "CREATE"; readonly first: WorkingIdentifier }
  | { readonly kind: "UNKNOWN"; readonly waitsFor: readonly WorkingIdentifier[] };

/**
 * Whose event it is, by exact normalised identifier (programme 2.2).
 *
 * The source's ranked first identifier that names a customer wins. When none does: the source makes
 * a customer for a kind it declares CREATE, else the event waits for any of them. Blocked
 * identifiers name nobody.
 */
export function identify(
  presented: readonly WorkingIdentifier[],
  source: SourceRow,
): Identification {
  const ranked = rank(presented, source);
  const best = ranked[0];
  if (best === undefined) {
    return { kind: "GUEST" };
  }
  for (const identifier of ranked) {
    if (identifier.leafId !== null && identifier.status !== "BLOCKED") {
      return { kind: "KNOWN", leafId: identifier.leafId, matched: identifier };
    }
  }
  const free = ranked.filter(
    (identifier) => identifier.leafId === null && identifier.status !== "BLOCKED",
  );
  const first = free.find((identifier) => source.create_kinds.includes(identifier.kind));
  if (first !== undefined) {
    return { kind: "CREATE", first };
  }
  // All of them are blocked: nobody's purchase, which can be claimed later.
  return free.length === 0 ? { kind: "GUEST" } : { kind: "UNKNOWN", waitsFor: free };
}

/**
 * Which identifiers nobody holds the event's customer gets: the source must be trusted for the
 * kind. Where a limit lets only some of a kind be given, the first are: proven ones, then by value,
 * so that the order within the event does not decide.
 */
export function attachable(
  presented: readonly WorkingIdentifier[],
  source: SourceRow,
): WorkingIdentifier[] {
  const free = presented.filter(
    (identifier) =>
      identifier.leafId === null &&
      identifier.status === "ACTIVE" &&
      source.trusted_kinds.includes(identifier.kind),
  );
  return free.length < 2
    ? free
    : free.sort((a, b) => Number(b.verified) - Number(a.verified) || (a.value < b.value ? -1 : 1));
}

/** The source's best first: the first that names a customer says whose it is. */
export function rank<Identifier extends Pick<PresentedIdentifier, "kind" | "value">>(
  presented: readonly Identifier[],
  source: SourceRow,
): readonly Identifier[] {
  if (presented.length < 2) {
    return presented;
  }
  const place = (identifier: Identifier): number => {
    const index = source.identifier_rank.indexOf(identifier.kind);
    return index === -1 ? source.identifier_rank.length : index;
  };
  // By kind and value behind the rank: the order within the event must not decide.
  return [...presented].sort(
    (a, b) =>
      place(a) - place(b) ||
      (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.value < b.value ? -1 : 1),
  );
}
