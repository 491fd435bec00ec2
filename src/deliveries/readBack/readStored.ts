import type { Sql } from "../../../db/connection/client.ts";
import { restDestination } from "../../../db/queries/deliveries/destinations.ts";
import { grantSends } from "../../../db/queries/deliveries/lanes.ts";
import { answerOfHttp } from "../../domain/delivery/answer.ts";
import type { GuardedConnections } from "../../platform/outgoing/guardedConnections.ts";
import type { ReadQuery, Stored } from "../kinds/destinationKind.ts";
import { kindOf } from "../kinds/kinds.ts";
import type { ActiveDestination } from "../workerDeps.ts";

/** Bytes of one customer's record that are read: profiles bring all that they have along. */
const RECORD_BYTES_MAX = 1_048_576;
/** How long the destination's rate is waited for, milliseconds; a quota is not waited for. */
const RATE_WAIT_MS_MAX = 2_000;

/** Said by a destination, or why it was not asked or said nothing. */
export type Read =
  | { readonly kind: "STORED"; readonly stored: Extract<Stored, { readonly found: boolean }> }
  /** Its rate or quota is used up. */
  | { readonly kind: "NO_ROOM" }
  /** No request can name this customer. */
  | { readonly kind: "CANNOT_ASK" }
  | {
      readonly kind: "UNREADABLE";
      readonly problem: string;
      /** It wants to be asked for nobody for a while. */
      readonly isOfAll: boolean;
    };

export interface ReadDeps {
  readonly sql: Sql;
  readonly connections: Pick<GuardedConnections, "send">;
  /** Milliseconds since 1970. */
  readonly wallMs: () => number;
}

/**
 * Asks a destination what it stores of one customer, as a message of its rate and quota, by its own
 * connections and time-out.
 *
 * @param secrets good ones, the newest first; at least one
 */
export async function readStored(
  deps: ReadDeps,
  { id, settings }: Pick<ActiveDestination, "id" | "settings">,
  query: ReadQuery,
  secrets: readonly [string, ...string[]],
): Promise<Read> {
  const { sends, limits } = settings;
  const kind = kindOf(sends.kind);
  const readBack = "readBack" in kind ? kind.readBack : undefined;
  const nowSeconds = Math.floor(deps.wallMs() / 1_000);
  const request = readBack?.requestOf(query, { sends, secrets, nowSeconds }) ?? null;
  if (readBack === undefined || request === null) {
    return { kind: "CANNOT_ASK" };
  }
  if (!(await hasRoom(deps.sql, id, limits))) {
    return { kind: "NO_ROOM" };
  }
  const timeoutMs = limits.timeoutSeconds * 1_000;
  const outcome = await deps.connections.send(
    { ...request, answerBytesMax: RECORD_BYTES_MAX },
    timeoutMs,
  );
  if (!outcome.ok) {
    return { kind: "UNREADABLE", problem: outcome.problem, isOfAll: false };
  }
  const { status, retryAfter, body } = outcome;
  const answer = answerOfHttp({ status, retryAfter, text: "" }, deps.wallMs());
  const problem = `It answered ${status} when it was asked what it stores.`;
  const isOfAll = answer.kind === "RETRY" && answer.isOfAll;
  if (isOfAll && answer.retryAfterMs !== null) {
    const rest = { restMs: answer.retryAfterMs, brokenLevel: null, problem };
    await restDestination(deps.sql, { destinationId: id, ...rest });
  }
  const stored = readBack.storedIn({ status, body: jsonIn(body) }, query, sends);
  return stored.found === null
    ? { kind: "UNREADABLE", problem, isOfAll }
    : { kind: "STORED", stored };
}

async function hasRoom(
  sql: Sql,
  destinationId: number,
  limits: ActiveDestination["settings"]["limits"],
): Promise<boolean> {
  if (limits.perSecond === null && limits.perDay === null) {
    return true;
  }
  for (const isLast of [false, true]) {
    const { granted, waitMs } = await grantSends(sql, { destinationId, wanted: 1, ...limits });
    if (granted > 0) {
      return true;
    }
    if (isLast || waitMs > RATE_WAIT_MS_MAX) {
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
  return false;
}

/** Null: it is none. */
function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return null;
  }
}
