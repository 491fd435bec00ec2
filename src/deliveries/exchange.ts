import { type Answer, answerOfHttp } from "../domain/delivery/answer.ts";
import type {
  GuardedConnections,
  OutgoingRequest,
} from "../platform/outgoing/guardedConnections.ts";
import type { BatchedMessage } from "./batching.ts";
import type { BatchOf, RequestContext, RequestKind } from "./kinds/destinationKind.ts";

/** Characters of an answer that are kept. */
export const ANSWER_LENGTH_MAX = 500;

/** How requests are made. */
export interface ExchangeBy {
  readonly connections: Pick<GuardedConnections, "send">;
  /** Milliseconds since 1970. */
  readonly wallMs: () => number;
  /** For each answer, milliseconds. */
  readonly msMax: number;
}

/** Bytes of an answer to a batch that are read: it says something of each message. */
const BATCH_ANSWER_BYTES_MAX = 1_048_576;

export const NOTHING_TOLD: Answer = {
  kind: "DELIVERED",
  status: null,
  text: "There is nothing in it that is told there.",
};

/** It is tried again. */
export function retryOf(text: string): Answer {
  return { kind: "RETRY", status: null, text, retryAfterMs: null, isOfAll: false };
}

/** Sends requests one after the other until one fails. @returns the last answer */
export async function exchangeAll(
  requests: readonly OutgoingRequest[],
  { refusalOf }: Pick<RequestKind, "refusalOf">,
  by: ExchangeBy,
): Promise<Answer> {
  let last = NOTHING_TOLD;
  for (const request of requests) {
    const { answer, body } = await exchange(request, by);
    const refusal = answer.kind === "DELIVERED" ? (refusalOf?.(body) ?? null) : null;
    last = refusal === null ? answer : refused(answer.status, refusal);
    if (last.kind !== "DELIVERED") {
      return last;
    }
  }
  return last;
}

/**
 * Sends messages in one request. One that is refused as a whole is sent again in halves, so that
 * what is refused is the message that cannot be taken, and not its neighbours.
 *
 * @returns an answer for each, in their order; null: it was not ours to send any more
 */
export async function exchangeBatch(
  together: readonly BatchedMessage[],
  terms: {
    readonly batch: BatchOf;
    readonly context: RequestContext;
    readonly by: ExchangeBy;
  },
): Promise<readonly (Answer | null)[]> {
  const { batch, context, by } = terms;
  const own = together.filter(({ mayStill }) => mayStill());
  if (own.length < together.length) {
    const answers = own.length === 0 ? [] : await exchangeBatch(own, terms);
    const answerOf = new Map(own.map((one, index) => [one, answers[index] ?? null]));
    return together.map((one) => answerOf.get(one) ?? null);
  }
  const messages = own.map(({ message }) => message);
  const request = batch.requestOf(messages, context);
  const asked = { ...request, answerBytesMax: BATCH_ANSWER_BYTES_MAX };
  const { answer, body } = await exchange(asked, by);
  const refusals = answer.kind === "DELIVERED" ? batch.refusalsOf(body, messages) : [];
  if (messages.length > 1 && (answer.kind === "REFUSED" || refusals === null)) {
    const half = Math.ceil(together.length / 2);
    return [
      ...(await exchangeBatch(together.slice(0, half), terms)),
      ...(await exchangeBatch(together.slice(half), terms)),
    ];
  }
  return messages.map((_, index) => {
    const refusal = refusals === null ? JSON.stringify(body) : (refusals[index] ?? null);
    return refusal === null ? answer : refused(answer.status, refusal);
  });
}

/** Makes one request. Never rejects. */
export async function exchange(
  request: OutgoingRequest,
  { connections, wallMs, msMax }: ExchangeBy,
): Promise<{ readonly answer: Answer; readonly body: object }> {
  const outcome = await connections.send(request, msMax);
  if (!outcome.ok) {
    return { answer: retryOf(outcome.problem), body: {} };
  }
  const { status, retryAfter, body } = outcome;
  const answer = answerOfHttp({ status, retryAfter, text: textOf(body) }, wallMs());
  return { answer, body: answer.kind === "DELIVERED" ? jsonOf(body) : {} };
}

function refused(status: number | null, text: string): Answer {
  return { kind: "REFUSED", status, text: text.slice(0, ANSWER_LENGTH_MAX) };
}

/** Empty for what is no JSON object. */
function jsonOf(body: Buffer): object {
  if (body.length === 0) {
    return {};
  }
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** For people: what no text column holds, and what would break a line, is left out. */
function textOf(body: Buffer): string {
  return body
    .toString("utf8")
    .replaceAll(/[\p{Cc}\p{Cs}]+/gu, " ")
    .trim()
    .slice(0, ANSWER_LENGTH_MAX)
    .toWellFormed();
}
