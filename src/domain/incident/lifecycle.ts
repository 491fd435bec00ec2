import { addMicros, type Instant, MICROS_PER_SECOND } from "../time/instant.ts";

/** What may be found broken; each opens incidents of its own, one for each subject. */
export const INCIDENT_CODES = [
  "BOUNDARY_LATE",
  "SOURCE_SILENT",
  "DESTINATION_BROKEN",
  "DESTINATION_LATE",
  "DEAD_LETTERS",
  "BUDGET_BURNS",
] as const;

export type IncidentCode = (typeof INCIDENT_CODES)[number];

/**
 * For how long what was seen has to be gone before an incident is over, seconds: what comes and
 * goes within it is one incident, told once.
 */
export const CLEAR_SECONDS = 600;

/** What an incident is told from others by. */
export interface IncidentKey {
  readonly code: IncidentCode;
  /** Code of the boundary, source, destination or service level. */
  readonly subject: string;
}

/** An incident that is not over. */
export interface OpenIncident extends IncidentKey {
  readonly id: bigint;
  /** Since when nothing of it is seen; null: it was seen by the last look. */
  readonly clearSince: Instant | null;
}

export interface IncidentPlan<Seen extends IncidentKey> {
  /** Seen, and nothing of the kind is open. */
  readonly opens: readonly Seen[];
  /** Open, and seen again. */
  readonly goesOn: readonly { readonly incident: OpenIncident; readonly sign: Seen }[];
  /** Open, and not seen for the first time. */
  readonly clears: readonly OpenIncident[];
  /** Not seen for CLEAR_SECONDS: over since `clearSince`. */
  readonly resolves: readonly OpenIncident[];
}

/**
 * What a look at all signs does to the incidents that are open. Pure.
 *
 * Guarantee: nothing is opened beside an open incident of its code and subject, and none is over
 * while its sign is seen or before it was gone for CLEAR_SECONDS.
 *
 * @param unknown what could not be looked at this time: its incidents stay as they are
 */
export function planIncidents<Seen extends IncidentKey>(
  open: readonly OpenIncident[],
  signs: readonly Seen[],
  now: Instant,
  unknown: ReadonlySet<IncidentCode> = new Set(),
): IncidentPlan<Seen> {
  const seen = new Map(signs.map((sign) => [keyOf(sign), sign]));
  const known = new Set(open.map(keyOf));
  const over = addMicros(now, -CLEAR_SECONDS * MICROS_PER_SECOND);
  const gone = open.filter((one) => !seen.has(keyOf(one)) && !unknown.has(one.code));
  return {
    opens: [...seen.values()].filter((sign) => !known.has(keyOf(sign))),
    goesOn: open.flatMap((incident) => {
      const sign = seen.get(keyOf(incident));
      return sign === undefined ? [] : [{ incident, sign }];
    }),
    clears: gone.filter(({ clearSince }) => clearSince === null),
    resolves: gone.filter(({ clearSince }) => clearSince !== null && clearSince <= over),
  };
}

function keyOf({ code, subject }: IncidentKey): string {
  return `${code}/${subject}`;
}
