import type { Sql } from "../../db/connection/client.ts";
import { type DestinationRow, listDestinations } from "../../db/queries/deliveries/destinations.ts";
import {
  type Backlog,
  readBacklogs,
  readDestinationStates,
  type StateRow,
} from "../../db/queries/deliveries/operate.ts";
import {
  type ReadBackStateRow,
  readReadBackStates,
} from "../../db/queries/deliveries/readBackFindings.ts";
import type { Mode } from "../domain/delivery/shadow.ts";
import { type Instant, MICROS_PER_SECOND } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { kindOf } from "./kinds/kinds.ts";

/** Seconds over which it is counted how much is delivered lately. */
const LATELY_S = 300;

/** CLOSED: it is sent to. OPEN: it answers nobody and is left alone. HALF_OPEN: it is tried. */
export const BREAKERS = ["CLOSED", "OPEN", "HALF_OPEN"] as const;

/** How a destination does. */
export interface DestinationHealth {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly mode: Mode;
  readonly owner: { readonly team: string; readonly contact: string };
  readonly runbook: string;
  /** Acknowledged later than this is late. */
  readonly sloSeconds: number;
  readonly breaker: (typeof BREAKERS)[number];
  readonly pausedAt: Instant | null;
  readonly pausedBy: string | null;
  /** It asked for that, or answers nobody; null: it is sent to. */
  readonly restsUntil: Instant | null;
  /** Without one nothing is sent; true where none is needed. */
  readonly hasSecret: boolean;
  /** What it said when it was found broken, or asked for a rest; null: all is well. */
  readonly problem: string | null;
  /** Messages that wait, by lane. */
  readonly pending: { readonly LIVE: number; readonly BULK: number };
  /** How long the oldest of them has waited. */
  readonly oldestSeconds: number;
  /** When nothing waits any more, at the rate of the last five minutes; null: not known. */
  readonly drainsAt: Instant | null;
  /** Shares of the tries of this hour and the one before; 0 of none. */
  readonly errorRate: number;
  readonly retryRate: number;
  /** Share of the day's quota that is left; null: it has none. */
  readonly quotaLeft: number | null;
  readonly deadLetters: number;
  /** Values that it stores otherwise than they were sent, as far as they were compared. */
  readonly wrong: number;
  /** Why it could not be asked what it stores; null: it could, or is not read back. */
  readonly readBackProblem: string | null;
}

/** How each destination does, by code. */
export async function readDestinationHealth(
  sql: Sql,
  now: Instant,
): Promise<readonly DestinationHealth[]> {
  const [destinations, states, backlogs, readBack] = await Promise.all([
    listDestinations(sql),
    readDestinationStates(sql),
    readBacklogs(sql),
    readReadBackStates(sql),
  ]);
  return destinations.map((destination) =>
    healthOf(destination, {
      state: states.find(({ destinationId }) => destinationId === destination.id),
      backlog: backlogs.find(({ destinationId }) => destinationId === destination.id),
      readBack: readBack.find(({ destinationId }) => destinationId === destination.id),
      now,
    }),
  );
}

function healthOf(
  { id, code, mode, settings }: DestinationRow,
  {
    state,
    backlog,
    readBack,
    now,
  }: {
    readonly state: StateRow | undefined;
    readonly backlog: Backlog | undefined;
    readonly readBack: ReadBackStateRow | undefined;
    readonly now: Instant;
  },
): DestinationHealth {
  const { name, owner, runbook, sloSeconds, sends, limits } = settings;
  const { live = 0, bulk = 0, dead = 0, oldestSeconds = 0 } = backlog ?? {};
  const { attempts = 0, failed = 0, refused = 0, lately = 0 } = state ?? {};
  const shareOf = (count: number) => (attempts === 0 ? 0 : count / attempts);
  const momentOf = (text: string | null | undefined) => (text ? instantFromPg(text) : null);
  const restsUntil = momentOf(state?.restsUntil);
  const hasSecret = state?.hasSecret === true || kindOf(sends.kind).secret === null;
  const isBroken = (state?.brokenLevel ?? 0) > 0;
  const used = state?.isQuotaToday === true ? state.quotaUsed : 0;
  return {
    ...{ id, code, name, kind: sends.kind, mode, owner, runbook, sloSeconds },
    breaker: isBroken ? (restsUntil === null ? "HALF_OPEN" : "OPEN") : "CLOSED",
    ...{ pausedAt: momentOf(state?.pausedAt), pausedBy: state?.pausedBy ?? null, restsUntil },
    hasSecret,
    problem: hasSecret
      ? isBroken || restsUntil !== null
        ? (state?.problem ?? null)
        : null
      : `It has no secret: \`tributary destinations secret ${code}\` adds one.`,
    pending: { LIVE: live, BULK: bulk },
    oldestSeconds: live + bulk === 0 ? 0 : Math.max(0, oldestSeconds),
    drainsAt: drainsAt(live + bulk, lately, now),
    ...{ errorRate: shareOf(failed + refused), retryRate: shareOf(failed) },
    quotaLeft: limits.perDay === null ? null : Math.max(0, 1 - used / limits.perDay),
    deadLetters: dead,
    ...{ wrong: readBack?.wrong ?? 0, readBackProblem: readBack?.problem ?? null },
  };
}

function drainsAt(waiting: number, lately: number, now: Instant): Instant | null {
  if (waiting === 0) {
    return now;
  }
  return lately === 0
    ? null
    : ((now + Math.ceil((waiting / lately) * LATELY_S) * MICROS_PER_SECOND) as Instant);
}
