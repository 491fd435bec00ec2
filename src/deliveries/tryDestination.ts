import type { DestinationRow } from "../../db/queries/deliveries/destinations.ts";
import { answerOfHttp } from "../domain/delivery/answer.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import type { GuardedConnections } from "../platform/outgoing/guardedConnections.ts";
import { kindOf } from "./kinds/kinds.ts";
import type { Message } from "./message.ts";

/** What came of asking a destination whether it would take a message. */
export interface Trial {
  readonly isTaken: boolean;
  readonly status: number | null;
  readonly answer: string;
  readonly milliseconds: number;
}

/** Characters of an answer that are shown. */
const ANSWER_LENGTH_MAX = 500;

/**
 * Sends a message about nobody, of type `tributary.test`, as any other is sent; nothing is kept.
 *
 * @param secrets good ones, the newest first
 */
export async function tryDestination(
  { code, settings }: Pick<DestinationRow, "code" | "settings">,
  {
    secrets,
    connections,
    now,
  }: {
    readonly secrets: readonly string[];
    readonly connections: Pick<GuardedConnections, "send">;
    readonly now: Instant;
  },
): Promise<Trial> {
  const [first, ...others] = secrets;
  const beganMs = performance.now();
  const trial = (isTaken: boolean, status: number | null, answer: string): Trial => ({
    ...{ isTaken, status, answer: answer.slice(0, ANSWER_LENGTH_MAX) },
    milliseconds: Math.round(performance.now() - beganMs),
  });
  if (first === undefined) {
    return trial(false, null, `${code} has no secret: \`tributary destinations secret ${code}\`.`);
  }
  const { sends, limits } = settings;
  const message: Message = {
    ...{ id: `${code}-test`, type: "tributary.test" as const, at: formatInstant(now) },
    ...{ customerId: "", sequence: 0, knownBy: null, data: {}, fields: {} },
  };
  const [request] = kindOf(sends.kind).requestsOf(message, {
    ...{ sends, secrets: [first, ...others] },
    nowSeconds: Math.floor(now / 1_000_000),
  });
  if (request === undefined) {
    return trial(false, null, `A ${sends.kind} cannot be tried without a customer.`);
  }
  const outcome = await connections.send(request, limits.timeoutSeconds * 1_000);
  if (!outcome.ok) {
    return trial(false, null, outcome.problem);
  }
  const text = outcome.body.toString("utf8");
  const answer = answerOfHttp({ ...outcome, text }, 0);
  return trial(answer.kind === "DELIVERED", outcome.status, text);
}
