import type { Sql, Tx } from "../../db/connection/client.ts";
import { insertAudit } from "../../db/queries/core/audit.ts";
import {
  type DestinationRow,
  listDestinations,
  pauseDestination,
} from "../../db/queries/deliveries/destinations.ts";
import { insertReplay } from "../../db/queries/deliveries/fanOut.ts";
import {
  lockDeadLane,
  retryDeadLetters,
  skipDeadLetter,
} from "../../db/queries/deliveries/operate.ts";
import { findRowAt, readOutboxRange } from "../../db/queries/deliveries/ranges.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";

/** Rows of the outbox that one replay may look at. */
export const REPLAY_ROWS_MAX = 10_000_000n;
/** Dead letters that are tried again by one transaction. */
const RETRIED_AT_ONCE_MAX = 1_000;

/** What people do about a destination; each is on record with who. */
export type DestinationAct =
  | { readonly act: "PAUSE" }
  | { readonly act: "RESUME" }
  /** A message that was refused is not told. */
  | { readonly act: "SKIP"; readonly message: string }
  /** It is tried again, and what waits behind it after. */
  | { readonly act: "RETRY"; readonly message: string }
  | { readonly act: "RETRY_ALL" }
  /** What was recorded from one instant to another is told again. */
  | { readonly act: "REPLAY"; readonly from: Instant; readonly to: Instant };

export type DestinationActFault =
  | "DESTINATION_NOT_FOUND"
  | "NOTHING_CHANGED"
  | "NOT_DEAD"
  | "RANGE_EMPTY"
  | "RANGE_TOO_LARGE"
  | "REPLAY_RUNNING";

export type ActAnswer =
  | { readonly ok: true /** Messages that it is about. */; readonly messages: number }
  | { readonly ok: false; readonly code: DestinationActFault; readonly message: string };

const refuse = (code: DestinationActFault, message: string): ActAnswer => ({
  ...{ ok: false, code, message },
});

/** The destination of this code that is set up; null: there is none. */
export async function findDestination(sql: Sql | Tx, code: string): Promise<DestinationRow | null> {
  return (await listDestinations(sql)).find((one) => one.code === code) ?? null;
}

/** The row that a message's id names; null: it is none of this destination's. */
export function rowOfMessage(code: string, message: string): bigint | null {
  const text = message.startsWith(`${code}-`) ? message.slice(code.length + 1) : "";
  return /^[1-9]\d{0,17}$/.test(text) ? BigInt(text) : null;
}

/**
 * Does it, in the caller's transaction, on record.
 *
 * Guarantee: refused, nothing is changed.
 */
export async function actOnDestination(
  tx: Tx,
  code: string,
  act: DestinationAct,
  actor: string,
): Promise<ActAnswer> {
  const destination = await findDestination(tx, code);
  if (destination === null) {
    return refuse("DESTINATION_NOT_FOUND", "No destination of this code is set up.");
  }
  const answer = await doIt(tx, destination, act, actor);
  if (answer.ok) {
    const details = { destination: code, ...sayable(act), messages: answer.messages };
    await insertAudit(tx, {
      ...{ actor, action: `destination.${act.act.toLowerCase()}`, leafId: null, details },
    });
  }
  return answer;
}

async function doIt(
  tx: Tx,
  destination: DestinationRow,
  act: DestinationAct,
  actor: string,
): Promise<ActAnswer> {
  const { id: destinationId, code } = destination;
  switch (act.act) {
    case "PAUSE":
    case "RESUME": {
      const isPause = act.act === "PAUSE";
      return (await pauseDestination(tx, destinationId, isPause ? actor : null))
        ? { ok: true, messages: 0 }
        : refuse("NOTHING_CHANGED", `${code} ${isPause ? "is paused already" : "is not paused"}.`);
    }
    case "RETRY_ALL":
      return { ok: true, messages: await retryAll(tx, destinationId) };
    case "SKIP":
    case "RETRY": {
      const outboxId = rowOfMessage(code, act.message);
      const lane = outboxId === null ? null : await lockDeadLane(tx, { destinationId, outboxId });
      if (lane === null || outboxId === null) {
        const message = `This is no dead letter of ${code}: it has been looked after, or never was one.`;
        return refuse("NOT_DEAD", message);
      }
      await (act.act === "SKIP"
        ? skipDeadLetter(tx, { destinationId, outboxId, by: actor })
        : retryDeadLetters(tx, { destinationId, rootIds: [lane.rootId], limit: 1 }));
      return { ok: true, messages: 1 };
    }
    case "REPLAY":
      return await replay(tx, destination, act, actor);
  }
}

async function retryAll(tx: Tx, destinationId: number): Promise<number> {
  let count = 0;
  for (;;) {
    const limit = RETRIED_AT_ONCE_MAX;
    const retried = await retryDeadLetters(tx, { destinationId, rootIds: null, limit });
    count += retried;
    if (retried < limit) {
      return count;
    }
  }
}

async function replay(
  tx: Tx,
  { id: destinationId, code }: DestinationRow,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  actor: string,
): Promise<ActAnswer> {
  const range = await readOutboxRange(tx);
  const empty = () =>
    refuse(
      "RANGE_EMPTY",
      "Nothing that is kept was recorded then: the stream is kept for 30 days.",
    );
  if (range === null || from >= to) {
    return empty();
  }
  const first = await findRowAt(tx, range, formatInstant(from));
  const behind = await findRowAt(tx, range, formatInstant(to));
  const count = behind - first;
  if (count <= 0n) {
    return empty();
  }
  if (count > REPLAY_ROWS_MAX) {
    const message = `These are about ${count} events of all customers; at most ${REPLAY_ROWS_MAX} at once: ask for a shorter time.`;
    return refuse("RANGE_TOO_LARGE", message);
  }
  const row = { destinationId, fromId: first, toId: behind - 1n, askedBy: actor };
  return (await insertReplay(tx, row))
    ? { ok: true, messages: Number(count) }
    : refuse("REPLAY_RUNNING", `${code} is being told something again already: wait until it is.`);
}

function sayable(act: DestinationAct): object {
  switch (act.act) {
    case "SKIP":
    case "RETRY":
      return { message: act.message };
    case "REPLAY":
      return { from: formatInstant(act.from), to: formatInstant(act.to) };
    default:
      return {};
  }
}
