import type { Sql } from "../../db/connection/client.ts";
import {
  type ImpactRow,
  readImpactOfEvents,
  readImpactOfLanes,
} from "../../db/queries/incidents/impact.ts";
import { readBadEvents } from "../../db/queries/incidents/indicators.ts";
import { readTroubleSince } from "../../db/queries/incidents/trouble.ts";
import { type DestinationHealth, readDestinationHealth } from "../deliveries/destinationHealth.ts";
import { countOf } from "../domain/incident/countOf.ts";
import type { IncidentCode, IncidentKey } from "../domain/incident/lifecycle.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, MICROS_PER_SECOND } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import type { BoundaryHealth } from "../operations/boundaryHealth.ts";
import type { SourceHealthView } from "../sources/sourceHealth.ts";
import { countSlos } from "./countSlos.ts";
import { nowText, readSloStandings, type SloStanding, targetText } from "./sloStandings.ts";

/** Events, or customers at a destination, that are counted of one fault. */
const COUNTED_MAX = 10_000;
/** Days of promises that one look counts at most, where nothing was counted for longer. */
const COUNT_ROUNDS_MAX = 5;
/** Numbers of purchases that are named as evidence. */
const NAMED_MAX = 5;

const NOTHING: ImpactRow = { customers: 0, orders: 0, amounts: [] };
const SOURCES_RUNBOOK = "docs/runbooks/sources.md";

/** Something that is broken now, by what is recorded. */
export interface Sign extends IncidentKey {
  readonly title: string;
  readonly owner: { readonly team: string; readonly contact: string };
  readonly runbook: string;
  /** When it began. */
  readonly startedAt: Instant;
  /** Sentences with its figures. */
  readonly evidence: readonly string[];
  readonly impact: ImpactRow;
}

export interface SignDeps {
  readonly sql: Sql;
  /** How boundaries do; destinations among them are left out. */
  readonly boundaries: () => Promise<readonly BoundaryHealth[]>;
  readonly sources: () => Promise<readonly SourceHealthView[]>;
}

export interface Seen {
  readonly signs: readonly Sign[];
  /** What could not be looked at, and why; null: it is not counted up to now yet. */
  readonly unknown: ReadonlyMap<IncidentCode, unknown>;
}

/**
 * All that is broken now. What cannot be looked at hides nothing else: its codes are told, so that
 * nothing of them is taken for mended.
 */
export async function readSigns(deps: SignDeps, now: Instant): Promise<Seen> {
  const unknown = new Map<IncidentCode, unknown>();
  const look = async (
    codes: readonly IncidentCode[],
    read: () => Promise<readonly Sign[] | null>,
  ): Promise<readonly Sign[]> => {
    let why: unknown = null;
    const found = await read().catch((error: unknown) => {
      why = error;
      return null;
    });
    if (found === null) {
      for (const code of codes) {
        unknown.set(code, why);
      }
    }
    return found ?? [];
  };
  const boundaries = deps.boundaries();
  // Looked at twice, and reported where it is looked at.
  boundaries.catch(() => {});
  const signs = [
    ...(await look(
      ["BOUNDARY_LATE"],
      async () => await boundarySigns(deps, await boundaries, now),
    )),
    ...(await look(["SOURCE_SILENT"], async () =>
      silentSources(await deps.sources(), await boundaries, now),
    )),
    ...(await look(["DESTINATION_BROKEN", "DESTINATION_LATE", "DEAD_LETTERS"], () =>
      destinationSigns(deps.sql, now),
    )),
    ...(await look(["BUDGET_BURNS"], () => burningBudgets(deps.sql, now))),
  ];
  return { signs, unknown };
}

async function boundarySigns(
  { sql }: SignDeps,
  boundaries: readonly BoundaryHealth[],
  now: Instant,
): Promise<readonly Sign[]> {
  const broken = boundaries.filter(
    ({ boundary, state }) =>
      (state === "LATE" || state === "STUCK") && !boundary.code.startsWith("acknowledged"),
  );
  return await Promise.all(
    broken.map(async ({ boundary, state, since, affected }): Promise<Sign> => {
      const { code, fromSystem: from, toSystem: to, runbook, sloSeconds } = boundary;
      const owner = ownerOf(boundary);
      const numbers = affected.flatMap(({ references }) => references[0]?.value ?? []);
      return {
        ...{ code: "BOUNDARY_LATE", subject: code, owner, runbook },
        title:
          state === "STUCK"
            ? `Purchases do not get from ${from} to ${to}`
            : `Purchases are late from ${from} to ${to}`,
        startedAt: since ?? now,
        evidence: [
          `${affected.length} of the newest purchases of the last hour ${affected.length === 1 ? "is" : "are"} ${state === "STUCK" ? "missing" : "late"} at ${code}, where ${secondsText(sloSeconds)} allowed.`,
          ...named(numbers),
        ],
        impact: await readImpactOfEvents(
          sql,
          affected.map(({ row }) => row.id),
        ),
      };
    }),
  );
}

/** `1 second is`, `60 seconds are`. */
function secondsText(seconds: number): string {
  return countOf(seconds, "second is", "seconds are");
}

function ownerOf({ ownerTeam: team, ownerContact: contact }: BoundaryHealth["boundary"]) {
  return { team, contact };
}

function named(numbers: readonly string[]): readonly string[] {
  const some = numbers.slice(0, NAMED_MAX);
  return some.length === 0 ? [] : [`Such as ${some.join(", ")}.`];
}

/** What does not come is in no row: nobody is counted. */
function silentSources(
  sources: readonly SourceHealthView[],
  boundaries: readonly BoundaryHealth[],
  now: Instant,
): readonly Sign[] {
  const received = boundaries.find(({ boundary }) => boundary.code === "received")?.boundary;
  return sources.flatMap((source): Sign[] => {
    const { status, watermark, lastToldAt } = source;
    const quiet = source.signs.find(({ code }) => code === "QUIET");
    if (status !== "SILENT" && quiet === undefined) {
      return [];
    }
    const last = quiet === undefined ? watermark : lastToldAt;
    return [
      {
        ...{ code: "SOURCE_SILENT", subject: source.source },
        title: `Source ${source.source} sends nothing`,
        owner:
          received === undefined
            ? { team: "Integration", contact: "not known" }
            : ownerOf(received),
        ...{ runbook: SOURCES_RUNBOOK, startedAt: last ?? now, impact: NOTHING },
        evidence: [
          ...(quiet === undefined ? [] : [quiet.text]),
          last === null
            ? "It has never sent anything."
            : `It last told something new at ${formatInstant(last)}.`,
        ],
      },
    ];
  });
}

async function destinationSigns(sql: Sql, now: Instant): Promise<readonly Sign[]> {
  const [destinations, trouble] = await Promise.all([
    readDestinationHealth(sql, now),
    readTroubleSince(sql),
  ]);
  // Another feed tells those in shadow: nothing is broken there for anybody.
  const told = destinations.filter(({ mode }) => mode === "LIVE");
  const signs = told.map(async (health): Promise<readonly Sign[]> => {
    const { id, name, owner, runbook, breaker, deadLetters, oldestSeconds, sloSeconds } = health;
    const known = trouble.find(({ destinationId }) => destinationId === id);
    const moment = (text: string | null | undefined) => (text ? instantFromPg(text) : now);
    const impactOf = async (isDead: boolean) =>
      await readImpactOfLanes(sql, { destinationId: id, isDead, limit: COUNTED_MAX });
    const sign = async (
      code: IncidentCode,
      what: Pick<Sign, "title" | "startedAt" | "evidence">,
    ): Promise<Sign> => ({
      ...{ code, subject: health.code, owner, runbook, ...what },
      impact: await impactOf(code === "DEAD_LETTERS"),
    });
    const overSeconds = oldestSeconds - sloSeconds;
    const isBroken = breaker !== "CLOSED";
    return [
      ...(isBroken
        ? [
            await sign("DESTINATION_BROKEN", {
              title: `${name} answers nobody`,
              startedAt: moment(known?.brokenSince),
              evidence: [
                health.problem ?? "It is left alone, and tried again.",
                ...waiting(health),
              ],
            }),
          ]
        : []),
      // A destination that answers nobody is late for that reason.
      ...(overSeconds > 0 && !isBroken
        ? [
            await sign("DESTINATION_LATE", {
              title: `${name} is told too late`,
              startedAt: addMicros(now, -Math.round(overSeconds * MICROS_PER_SECOND)),
              evidence: [
                `The oldest message has waited for ${countOf(Math.round(oldestSeconds), "second")}, where ${secondsText(sloSeconds)} allowed.`,
                ...waiting(health),
              ],
            }),
          ]
        : []),
      ...(deadLetters > 0
        ? [
            await sign("DEAD_LETTERS", {
              title: `${name} refused messages for good`,
              startedAt: moment(known?.deadSince),
              evidence: [
                `${countOf(deadLetters, "message was", "messages were")} refused for good; each holds its customer up there.`,
              ],
            }),
          ]
        : []),
    ];
  });
  return (await Promise.all(signs)).flat();
}

function waiting({ pending, pausedBy }: DestinationHealth): readonly string[] {
  return [
    `${countOf(pending.LIVE + pending.BULK, "message waits", "messages wait")}.`,
    ...(pausedBy === null ? [] : [`It is paused by ${pausedBy}.`]),
  ];
}

async function burningBudgets(sql: Sql, now: Instant): Promise<readonly Sign[] | null> {
  for (let rounds = 1; await countSlos(sql, now); rounds += 1) {
    if (rounds >= COUNT_ROUNDS_MAX) {
      return null;
    }
  }
  const burning = (await readSloStandings(sql, now)).filter(({ alert }) => alert !== null);
  return await Promise.all(burning.map((standing) => burnSign(sql, standing, now)));
}

async function burnSign(sql: Sql, standing: SloStanding, now: Instant): Promise<Sign> {
  const { code, title, owner, runbook, alert, since, indicator, budgetLeft } = standing;
  const { longSeconds, shortSeconds, factor } = alert ?? {
    longSeconds: 0,
    shortSeconds: 0,
    factor: 0,
  };
  const startedAt = since ?? now;
  const from = formatInstant(startedAt);
  const events = await readBadEvents(sql, { indicator, from, limit: COUNTED_MAX });
  return {
    ...{ code: "BUDGET_BURNS", subject: code, owner, runbook, startedAt },
    title: `In danger: ${title}`,
    evidence: [
      `The budget burns ${factor} times too fast or faster, over ${longSeconds / 60} minutes and over the last ${shortSeconds / 60}.`,
      `${nowText(standing)} were good, where ${targetText(standing)} is promised; ${Math.round(budgetLeft * 100)} % of the budget is left.`,
    ],
    impact: events.length === 0 ? NOTHING : await readImpactOfEvents(sql, events),
  };
}
