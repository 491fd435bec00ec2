import type { AcknowledgementRow } from "../../db/queries/deliveries/acknowledgements.ts";
import type { Backlog } from "../../db/queries/deliveries/operate.ts";
import type { BoundaryRow } from "../../db/queries/programme/catalog.ts";
import type { KnownDestination } from "../core/programmeTables.ts";
import { isToldOf } from "../domain/delivery/planLane.ts";
import { type Instant, MICROS_PER_MILLISECOND, MICROS_PER_SECOND } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import type { HandoffModel } from "./handoffModel.ts";
import type { HopView } from "./hops.ts";

/** Destinations have boundaries of their own, named after them. */
const ACKNOWLEDGED = "acknowledged.";
const READ_BACK = "readBack.";

/** GraphQL's Int. */
const INT_MAX = 2 ** 31 - 1;

type DestinationNamed = Pick<KnownDestination, "code" | "settings">;

/** The boundary behind which a destination is: its acknowledgement is the arrival. */
export function boundaryOfDestination({ code, settings }: DestinationNamed): BoundaryRow {
  const { name, owner, sloSeconds, runbook } = settings;
  return {
    ...{ code: `${ACKNOWLEDGED}${code}`, fromSystem: "Tributary", toSystem: name },
    ...{ ownerTeam: owner.team, ownerContact: owner.contact, sloSeconds, runbook, toldBy: [] },
  };
}

/**
 * The boundary behind which a destination stores what it acknowledged; null: it is not read back.
 */
export function boundaryOfStored(destination: DestinationNamed): BoundaryRow | null {
  const { code, settings } = destination;
  return settings.readBack === undefined
    ? null
    : {
        ...boundaryOfDestination(destination),
        ...{ code: `${READ_BACK}${code}`, fromSystem: settings.name },
        toSystem: `${settings.name}, what it stores`,
      };
}

/** Whether a boundary is a destination's: all are told at once, one after no other. */
export function isOfDestination(code: string): boolean {
  return code.startsWith("acknowledged") || code.startsWith(READ_BACK);
}

/** How a destination is stuck, whether or not a purchase among the newest tells of it. */
export interface Stuck {
  /** null: it is not known. */
  readonly since: Instant | null;
  /** Purchases that are stuck there. */
  readonly evidence: readonly HandoffModel[];
}

/** Destinations that refused something for good, or where something waits longer than it may. */
export function stuckDestinations(
  destinations: readonly KnownDestination[],
  backlogs: readonly Backlog[],
  now: Instant,
): readonly { readonly destination: KnownDestination; readonly since: Instant | null }[] {
  return destinations.flatMap((destination) => {
    const own = backlogs.find(({ destinationId }) => destinationId === destination.id);
    const overSeconds = (own?.oldestSeconds ?? 0) - destination.settings.sloSeconds;
    if (own === undefined || own.isShadow || (own.dead === 0 && overSeconds <= 0)) {
      return [];
    }
    const since = Math.round(now - overSeconds * MICROS_PER_SECOND) as Instant;
    return [{ destination, since: overSeconds > 0 ? since : null }];
  });
}

/**
 * The hops of one purchase to the destinations that are told of it, by their codes; those that have
 * forgotten it, or were told by another feed, are left out. A destination has acknowledged a
 * purchase once it has all that it is told of it; its lag counts from when that was recorded, for
 * all are told at once. Where it is read back, what it stores is the hop behind that.
 *
 * @param rows of the purchase, in the order of the customer's stream
 */
export function acknowledgedHops(
  rows: readonly AcknowledgementRow[],
  destinations: readonly KnownDestination[],
  now: Instant,
): readonly HopView[] {
  return destinations.flatMap((destination) => {
    const told = rows.filter(
      (row) => row.destinationId === destination.id && isToldOf(destination.told, row),
    );
    const known = told.filter((row) => !isForgotten(row) && !isOfAnotherFeed(row));
    if (known.length === 0) {
      return [];
    }
    const hop = hopOf(known, boundaryOfDestination(destination), now);
    const boundary = boundaryOfStored(destination);
    return boundary === null || hop.at === null ? [hop] : [hop, storedHop(known, boundary)];
  });
}

/** Its lane has passed it, or is gone; what became of it is kept no longer. */
function isForgotten({ outcome, isFilled, nextSeq, seq }: AcknowledgementRow): boolean {
  return outcome === null && isFilled && (nextSeq === null || nextSeq > seq);
}

/** Ours told nothing of it, or will not: there is no hop of ours. */
function isOfAnotherFeed({ outcome, isShadow }: AcknowledgementRow): boolean {
  return outcome === "SHADOWED" || (isShadow && outcome !== "DELIVERED");
}

function hopOf(rows: readonly AcknowledgementRow[], boundary: BoundaryRow, now: Instant): HopView {
  const hop = (state: HopView["state"], detail: string | null): HopView => ({
    ...{ boundary, expected: state !== "NOT_EXPECTED", at: null, lagMs: null, state, detail },
  });
  const since = Math.min(...rows.map(({ recordedAt }) => instantFromPg(recordedAt)));
  const dead = rows.find(({ outcome }) => outcome === "DEAD");
  if (dead !== undefined) {
    return hop("REJECTED", `Refused for good (${saidOf(dead.status, dead.answer)}).`);
  }
  const waiting = rows.find(({ outcome }) => outcome === null);
  if (waiting !== undefined) {
    const isOver = now - since > boundary.sloSeconds * MICROS_PER_SECOND;
    return hop(isOver ? "MISSING" : "PENDING", waitingFor(waiting));
  }
  const delivered = rows.filter(({ outcome }) => outcome === "DELIVERED");
  if (delivered.length === 0) {
    return hop("NOT_EXPECTED", `Left out by ${rows[0]?.endedBy ?? "somebody"}.`);
  }
  const at = Math.max(...delivered.map(({ endedAt }) => instantFromPg(endedAt ?? ""))) as Instant;
  const isLate = at - since > boundary.sloSeconds * MICROS_PER_SECOND;
  const lagMs = Math.round((at - since) / MICROS_PER_MILLISECOND);
  const tries = Math.max(...delivered.map((row) => row.tries));
  const last = delivered.at(-1);
  return {
    ...{ boundary, expected: true, at, lagMs: Math.min(INT_MAX, Math.max(-INT_MAX, lagMs)) },
    state: isLate ? "LATE" : "OK",
    detail: `Answered ${saidOf(last?.status ?? null, null)}${tries > 1 ? ` after ${tries} tries` : ""}.`,
  };
}

/** A share of customers is compared: without that nothing is known, and nothing is expected. */
function storedHop(rows: readonly AcknowledgementRow[], boundary: BoundaryRow): HopView {
  const last = rows.at(-1);
  const upTo = last?.comparedId ?? 0n;
  const comparedAt =
    last?.comparedAt == null || rows.some(({ id }) => id > upTo)
      ? null
      : instantFromPg(last.comparedAt);
  const hop = { boundary, lagMs: null, at: comparedAt };
  if (last === undefined || comparedAt === null) {
    const detail = "What it stores has not been compared since: a sample is.";
    return { ...hop, expected: false, state: "NOT_EXPECTED", detail };
  }
  if (last.wrong === 0) {
    const detail = "It stores what it was sent, of this purchase or since.";
    return { ...hop, expected: true, state: "OK", detail };
  }
  const names =
    last.wrongFields.length === 0 ? `${last.wrong} fields` : last.wrongFields.join(", ");
  return {
    ...hop,
    expected: true,
    state: "WRONG",
    detail: `It stores another value of: ${names}.`,
  };
}

function waitingFor({ seq, nextSeq, isFilled, ...row }: AcknowledgementRow): string {
  if (!isFilled) {
    return "Waits to be put into its lane.";
  }
  if (nextSeq !== null && nextSeq < seq) {
    return "Waits behind an earlier message of this customer.";
  }
  return row.laneTries === 0
    ? "Waits to be sent."
    : `Tried ${row.laneTries} times, last: ${saidOf(row.laneStatus, row.laneAnswer)}.`;
}

function saidOf(status: number | null, answer: string | null): string {
  const said = answer?.trim() ?? "";
  return (
    [status === null ? [] : [String(status)], said === "" ? [] : [said]].flat().join(": ") ||
    "nothing"
  );
}
