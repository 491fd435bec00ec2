import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { requireBackfill, requireScope } from "../../access/authorise.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { AppError } from "../../errors.ts";
import type { Metrics } from "../../platform/metrics.ts";
import { decodeUtf8 } from "../../platform/utf8.ts";
import {
  EVENTS_PER_CALL_MAX,
  type IngestMode,
  type PurchaseResult,
  type ReceivePurchases,
  Unreadable,
} from "../../purchases/receive/submission.ts";
import type { Authenticate } from "../auth/auth.ts";
import { parseContentType } from "../body.ts";
import type { Exchange } from "../exchange.ts";
import { type Line, LineSplitter } from "../lines.ts";
import { sendError } from "../respond.ts";
import { headersToKeep } from "./graphqlRoute.ts";

/** Submissions of one stream that may be on their way; while one commits, the next collects. */
const SUBMISSIONS_IN_FLIGHT_MAX = 2;
/** A client that neither sends nor reads for this long is cut off, milliseconds. */
const STREAM_IDLE_MS = 60_000;
const RETRY_DELAY_MS_MAX = 5_000;
const NDJSON_TYPES = new Set(["application/x-ndjson", "application/ndjson", "application/jsonl"]);

export interface EventsRouteDeps {
  readonly authenticate: Authenticate;
  readonly receivePurchases: ReceivePurchases;
  readonly metrics: Metrics;
}

/**
 * POST /v1/events: purchase events as NDJSON, as many as there are, answered with one NDJSON line
 * each, in the order of the input.
 *
 * Events are submitted in groups of up to 500, or of what has arrived when the sender pauses, so
 * that single lines are answered at once. A group is handed over when the one before it has been
 * taken in, so that what shares a key is applied in the order of the lines (contract 6.1). Reading
 * stops while two groups are in flight or the client does not take its answers: memory stays at two
 * groups, whatever the length of the stream. No room in the queue is 503 before the first answer;
 * afterwards the stream waits and tries again. A client that leaves: what was submitted is still
 * completed, the rest is not read.
 */
export async function serveEvents(deps: EventsRouteDeps, exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange;
  if (request.method !== "POST") {
    response.setHeader("allow", "POST, OPTIONS");
    const refusal = new AppError("BAD_USER_INPUT", "Send NDJSON by POST.");
    sendError(request, response, refusal, exchange.log, 405);
    return;
  }
  const contentType = parseContentType(request.headers["content-type"]);
  const encoding = request.headers["content-encoding"] ?? "identity";
  const isReadable =
    contentType !== null &&
    NDJSON_TYPES.has(contentType.type) &&
    contentType.charset === "utf-8" &&
    encoding === "identity";
  if (!isReadable) {
    const message = "Send Content-Type: application/x-ndjson in UTF-8, without Content-Encoding.";
    const refusal = new AppError("BAD_USER_INPUT", message);
    sendError(request, response, refusal, exchange.log, 415);
    return;
  }
  const viewer = await deps.authenticate(request.headers.authorization);
  requireScope(viewer, "purchase:write");
  const mode = modeOf(url.searchParams.get("mode"));
  if (mode === "BACKFILL") {
    requireBackfill(viewer);
  }
  deps.metrics.streamsActive.inc();
  try {
    await new EventStream(deps, exchange, mode).run();
  } finally {
    deps.metrics.streamsActive.dec();
  }
}

function modeOf(text: string | null): IngestMode {
  if (text === null || text === "live") {
    return "LIVE";
  }
  if (text === "backfill") {
    return "BACKFILL";
  }
  throw new AppError("BAD_USER_INPUT", "mode must be live or backfill.", {
    details: { argument: "mode" },
  });
}

/**
 * What happened to one submission; never rejects, so that one that nobody waits for yet is no
 * crash.
 */
type Answer = { readonly results: readonly PurchaseResult[] } | { readonly error: unknown };

/** One stream: a reader that submits, a writer that answers in order, and what they share. */
class EventStream {
  readonly #deps: EventsRouteDeps;
  readonly #exchange: Exchange;
  readonly #mode: IngestMode;
  readonly #headers: Readonly<Record<string, string>>;
  /** Submissions whose answers are not yet written, oldest first. */
  readonly #inFlight: Promise<void>[] = [];
  /** Ends when the answer before it is written: answers leave in the order of the input. */
  #written: Promise<void> = Promise.resolve();
  /**
   * Ends when the submission before is in the receiver's queue, or has failed: none overtakes
   * another on its way there.
   */
  #taken: Promise<void> = Promise.resolve();
  #lines: Line[] = [];
  #hasAnswered = false;
  #failed = false;
  readonly #gone = new AbortController();

  constructor(deps: EventsRouteDeps, exchange: Exchange, mode: IngestMode) {
    this.#deps = deps;
    this.#exchange = exchange;
    this.#mode = mode;
    this.#headers = headersToKeep(exchange.request);
  }

  async run(): Promise<void> {
    const { request, response } = this.#exchange;
    // Kept, because a request that is over has none any more.
    const { socket } = request;
    response.on("close", () => this.#gone.abort());
    // On the request and not on the socket, whose next requests would collect the listeners.
    request.setTimeout(STREAM_IDLE_MS, () => request.destroy());
    try {
      await this.#read(request);
      await this.#written;
    } finally {
      socket.setTimeout(0);
    }
    if (this.#isOver()) {
      return;
    }
    this.#startAnswer();
    response.end();
  }

  /** At once: the sender may be waiting for its answer, and send nothing more until it has it. */
  #fail(error: unknown): void {
    this.#failed = true;
    const { request, response, log } = this.#exchange;
    if (!this.#hasAnswered) {
      sendError(request, response, error, log);
    } else {
      // The status is long gone: a stream cut short tells the client that answers are missing.
      log.error({ error }, "an event stream failed");
      response.destroy();
    }
  }

  async #read(request: IncomingMessage): Promise<void> {
    const splitter = new LineSplitter();
    const isInteractive = request.headers["content-length"] === undefined;
    try {
      // Not destroyed where reading ends early: the refusal has to go out on this connection.
      const chunks: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
      for await (const chunk of chunks) {
        await this.#collect(splitter.push(chunk));
        // Nothing more has arrived: the sender may be waiting for its answers. One that announced
        // its length is not: its events are taken in as full calls.
        if (isInteractive && request.readableLength === 0) {
          await this.#submit();
        }
        if (this.#isOver()) {
          return;
        }
      }
      await this.#collect(splitter.end());
      await this.#submit();
    } catch (error) {
      // The client broke off. What it had sent whole was taken in; half a line is nothing.
      if (!this.#isOver() && !request.destroyed) {
        throw error;
      }
      await this.#written;
    }
  }

  async #collect(lines: readonly Line[]): Promise<void> {
    for (const line of lines) {
      this.#lines.push(line);
      if (this.#lines.length === EVENTS_PER_CALL_MAX) {
        await this.#submit();
      }
      if (this.#isOver()) {
        return;
      }
    }
  }

  /** Hands over what has been collected, once one of the places in flight is free. */
  async #submit(): Promise<void> {
    if (this.#lines.length === 0) {
      return;
    }
    const lines = this.#lines;
    this.#lines = [];
    while (this.#inFlight.length >= SUBMISSIONS_IN_FLIGHT_MAX) {
      await this.#inFlight[0];
    }
    await this.#taken;
    if (this.#isOver()) {
      return;
    }
    const taken = Promise.withResolvers<void>();
    this.#taken = taken.promise;
    const answer = this.#receive(lines, taken.resolve);
    const before = this.#written;
    const written = (async () => {
      await before;
      await this.#answer(await answer);
    })().finally(() => {
      this.#inFlight.splice(this.#inFlight.indexOf(written), 1);
      // Not before its failure has ended the stream: nothing goes on behind what was refused.
      taken.resolve();
    });
    this.#inFlight.push(written);
    this.#written = written;
  }

  async #receive(lines: readonly Line[], onTaken: () => void): Promise<Answer> {
    let viewer: Viewer;
    try {
      // A stream may go on for hours: each call is of whoever the credential is now, or of nobody.
      viewer = await this.#deps.authenticate(this.#exchange.request.headers.authorization);
    } catch (error) {
      return { error };
    }
    const submission = {
      door: "NDJSON",
      viewer,
      mode: this.#mode,
      requestId: this.#exchange.requestId,
      headers: this.#headers,
      body: joinLines(lines),
      events: lines.map(parseLine),
      onTaken,
    } as const;
    for (let attempt = 0; ; attempt += 1) {
      try {
        return { results: await this.#deps.receivePurchases(submission) };
      } catch (error) {
        const mayWait = isOverloaded(error) && this.#hasAnswered && !this.#isOver();
        if (!mayWait) {
          return { error };
        }
        await delay(retryDelayMs(error, attempt), undefined, { signal: this.#gone.signal }).catch(
          () => {},
        );
      }
    }
  }

  async #answer(answer: Answer): Promise<void> {
    if (this.#isOver()) {
      return;
    }
    if ("error" in answer) {
      this.#fail(answer.error);
      return;
    }
    this.#startAnswer();
    const { response } = this.#exchange;
    if (response.write(answer.results.map(resultLine).join(""))) {
      return;
    }
    await once(response, "drain", { signal: this.#gone.signal }).catch(() => {});
  }

  #startAnswer(): void {
    if (this.#hasAnswered) {
      return;
    }
    this.#hasAnswered = true;
    this.#exchange.response.writeHead(200, { "content-type": "application/x-ndjson" });
  }

  #isOver(): boolean {
    return this.#failed || this.#gone.signal.aborted;
  }
}

function parseLine(line: Line): unknown {
  if (line.kind === "tooLong") {
    return new Unreadable("LINE_TOO_LONG");
  }
  const text = decodeUtf8(line.bytes);
  if (text === null) {
    return new Unreadable("NOT_UTF8");
  }
  try {
    return JSON.parse(text);
  } catch {
    return new Unreadable("MALFORMED_JSON");
  }
}

const NEWLINE = Buffer.from("\n");

function joinLines(lines: readonly Line[]): Buffer {
  return Buffer.concat(lines.flatMap(({ bytes }) => [bytes, NEWLINE]));
}

function resultLine(result: PurchaseResult): string {
  const { source, eventId, outcome, reason, field, message, duplicate } = result;
  const said = { source, eventId, outcome, reason, field, message, duplicate };
  // Left out where there are none, as they were before there could be any.
  const { refusedIdentifiers } = result;
  const more = refusedIdentifiers.length === 0 ? {} : { refusedIdentifiers };
  return `${JSON.stringify({ ...said, ...more })}\n`;
}

function isOverloaded(error: unknown): error is AppError {
  return error instanceof AppError && error.code === "OVERLOADED";
}

/**
 * What the refusal asks for, growing with each attempt, spread so that streams do not come back
 * together.
 */
function retryDelayMs(error: AppError, attempt: number): number {
  const asked = Number(error.details["retryAfterSeconds"] ?? 1) * 1_000;
  return (
    Math.min(RETRY_DELAY_MS_MAX, asked * 2 ** Math.min(attempt, 4)) * (0.5 + Math.random() / 2)
  );
}
