import type { PresenceRow } from "../../db/queries/access/presences.ts";
import type { Filled } from "../../db/schema/rows.ts";
import { type ActorRef, parseActor } from "../domain/access/actor.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";

/** People of whom one customer's page tells: more are counted. */
const SHOWN_MAX = 20;
/** How far they are counted. */
const COUNTED_MAX = 100;
/** People that are read of one customer: those, and the one who asks. */
export const PRESENT_READ_MAX = COUNTED_MAX + 1;

/** One of the staff who has a customer open just now. */
export interface PresenceView {
  readonly by: ActorRef;
  readonly since: Instant;
  readonly doing: "VIEWING" | "EDITING";
}

/** Who else has a customer open just now. */
export interface AlsoOpenView {
  readonly people: readonly PresenceView[];
  /** All of them, also those who are not in `people`; a lower bound when it is not `exact`. */
  readonly count: { readonly value: number; readonly exact: boolean };
}

/** @param rows of one customer, PRESENT_READ_MAX at most, who came first at the head */
export function othersOf(rows: readonly PresenceRow[], principal: string): AlsoOpenView {
  const people = rows.filter(isPerson);
  const others = people.filter((row) => row.principal !== principal);
  return {
    people: others.slice(0, SHOWN_MAX).map(viewOf),
    count: {
      value: Math.min(others.length, COUNTED_MAX),
      exact: rows.length < PRESENT_READ_MAX,
    },
  };
}

type PersonRow = Filled<PresenceRow, "principal" | "role" | "since" | "editing">;

function isPerson(row: PresenceRow): row is PersonRow {
  return row.principal !== null;
}

function viewOf({ role, principal, since, editing }: PersonRow): PresenceView {
  return {
    by: parseActor(`${role}:${principal}`),
    since: instantFromPg(since),
    doing: editing ? "EDITING" : "VIEWING",
  };
}
