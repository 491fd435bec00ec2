import { readCustomerFields } from "../../../db/queries/deliveries/customerFields.ts";
import {
  endReadBackTurn,
  readComparable,
  takeReadBackTurn,
} from "../../../db/queries/deliveries/readBack.ts";
import type { ReadOutcome } from "../../domain/delivery/readBack.ts";
import type { DestinationSecrets } from "../destinationSecrets.ts";
import type { ActiveDestination } from "../workerDeps.ts";
import { type CompareDeps, compareCustomer } from "./compareCustomer.ts";

/** How long one run of a destination may take, milliseconds; the rest is for the next. */
const RUN_MS_MAX = 60_000;
/** Answers in a row that cannot be read, after which the run ends. */
const UNREADABLE_MAX = 3;

export interface RunDeps extends CompareDeps {
  readonly secrets: Pick<DestinationSecrets, "of">;
  /** Whether to go on. */
  readonly mayStill: () => boolean;
  /** Told of each customer that was asked for. */
  readonly observe: (destination: ActiveDestination, outcome: ReadOutcome) => void;
}

/** What one run of a destination came to. */
export interface ReadBackRun {
  readonly customers: number;
  readonly values: number;
  readonly wrong: number;
  readonly repaired: number;
  /** Why it could not be read; null: it could. */
  readonly problem: string | null;
}

/** Whether a destination is asked nothing now: it is paused, rests, or answers nobody. */
export function isSilent({ pausedAt, brokenLevel, isResting }: ActiveDestination): boolean {
  return pausedAt !== null || brokenLevel > 0 || isResting;
}

/**
 * Compares a sample of a destination's customers when it is due: those in whom something was wrong,
 * those who were told something last, and those next on a walk over all of them in an order that
 * was drawn.
 *
 * @param isNow whether or not it is due
 * @returns null: it is not due, not read back, or nothing may be sent to it now
 */
export async function runReadBack(
  deps: RunDeps,
  destination: ActiveDestination,
  isNow = false,
): Promise<ReadBackRun | null> {
  const { id, settings } = destination;
  const { readBack } = settings;
  const [first, ...others] = deps.secrets.of(id, settings);
  if (readBack === undefined || first === undefined || isSilent(destination)) {
    return null;
  }
  const { everyMinutes, settleSeconds, sample } = readBack;
  const turn = await takeReadBackTurn(deps.sql, id, { everyMinutes, isNow });
  if (turn === null) {
    return null;
  }
  const { rows, walkAt } = await readComparable(deps.sql, {
    ...{ destinationId: id, settleSeconds, walkAt: turn.walkAt, limit: sample },
    isShadow: destination.mode === "SHADOW",
  });
  const roots = rows.map(({ rootId }) => rootId);
  const customers = new Map(
    (await readCustomerFields(deps.sql, roots)).map((one) => [one.rootId, one]),
  );
  const endMs = performance.now() + RUN_MS_MAX;
  const sum = { customers: 0, values: 0, wrong: 0, repaired: 0 };
  let problem: string | null = null;
  let unreadable = 0;
  let isWhole = true;
  for (const row of rows) {
    if (unreadable >= UNREADABLE_MAX) {
      break;
    }
    if (!deps.mayStill() || performance.now() > endMs) {
      isWhole = false;
      break;
    }
    const compared = await compareCustomer(deps, {
      ...{ destination, row, customer: customers.get(row.rootId) ?? null },
      secrets: [first, ...others],
    });
    if (destination.mode === "LIVE") {
      deps.observe(destination, compared.kind);
    }
    if (compared.kind === "NO_ROOM") {
      isWhole = false;
      problem = sum.customers === 0 ? "Its rate or quota is used up." : problem;
      break;
    }
    if (compared.kind === "UNREADABLE") {
      unreadable = compared.isOfAll ? UNREADABLE_MAX : unreadable + 1;
      problem = compared.problem;
    } else if (compared.kind === "COMPARED") {
      unreadable = 0;
      problem = null;
      sum.customers += 1;
      sum.values += compared.checked.length;
      sum.wrong += compared.wrong.length;
      sum.repaired += compared.isRepaired ? 1 : 0;
    }
  }
  // Whoever was passed over is next again; whoever cannot be read once the walk comes round.
  await endReadBackTurn(deps.sql, id, { walkAt: isWhole ? walkAt : turn.walkAt, problem });
  return { ...sum, problem };
}
