import type { IncomingMessage, ServerResponse } from "node:http";
import { setTimeout } from "node:timers/promises";
import { type ApolloServer, HeaderMap } from "@apollo/server";
import { OperationTypeNode } from "graphql";
import { hasScope } from "../../access/authorise.ts";
import type { Viewer } from "../../domain/access/viewer.ts";
import { AppError } from "../../errors.ts";
import type { Context } from "../../graph/context.ts";
import type { ClientAddressOf } from "../../platform/clientAddress.ts";
import { acceptsOf } from "../accept.ts";
import type { Authenticate } from "../auth/auth.ts";
import { isAnonymous } from "../auth/viewer.ts";
import { type BodyBudget, parseContentType, parseJson, readBody, tooLarge } from "../body.ts";
import type { Exchange } from "../exchange.ts";
import type { EngineContext } from "../graphql.ts";
import type { LiveDoors } from "../live/doors.ts";
import { SUBSCRIPTION_BYTES_MAX } from "../live/eventStreamRequest.ts";
import type { OperationRequest, Prepared, PrepareOperation } from "../operations/prepare.ts";
import { askForToken, refusal } from "../operations/refusal.ts";
import { sendError, sendText } from "../respond.ts";
import type { Turns } from "../turns.ts";

/** Bytes of any GraphQL request, and of one that brings many things at once. */
const REQUEST_BYTES_MAX = 262_144;
const INGEST_REQUEST_BYTES_MAX = 1_048_576;
/** Bytes of a request without a token: enough for a tool's question for the schema. */
const NOBODYS_REQUEST_BYTES_MAX = 8_192;
/** Milliseconds until a caller is told that its new documents took too much time. */
const REFUSED_AFTER_MS = 250;
const PURCHASES_FIELD = "ingestPurchases";
const INGEST_FIELDS: ReadonlySet<string> = new Set([
  PURCHASES_FIELD,
  "recordInteractions",
  "resolveRecords",
]);

export interface GraphqlRouteDeps {
  readonly server: ApolloServer<EngineContext>;
  readonly prepareOperation: PrepareOperation;
  readonly authenticate: Authenticate;
  readonly bodies: BodyBudget;
  readonly turns: OperationTurns;
  /** Answers subscriptions of clients that accept event streams. */
  readonly live: Pick<LiveDoors, "follow">;
  readonly clientAddressOf: ClientAddressOf;
  /** `signal` is aborted once nobody waits for the answer any more. */
  readonly createContext: (
    request: Pick<Context, "viewer" | "requestId" | "raw"> & {
      readonly signal: { readonly aborted: boolean };
    },
  ) => Context;
}

/**
 * Whose turn it is. Purchases count as queries: they wait in the receiver's own line and share its
 * connections.
 */
export interface OperationTurns {
  readonly queries: Turns;
  readonly mutations: Turns;
}

/** POST and GET /graphql: our own HTTP around Apollo's engine, which gets a parsed body. */
export async function serveGraphql(deps: GraphqlRouteDeps, exchange: Exchange): Promise<void> {
  const { request, response, url } = exchange;
  const method = request.method ?? "";
  if (method !== "POST" && method !== "GET") {
    response.setHeader("allow", "GET, POST, OPTIONS");
    sendError(request, response, bad("Send GraphQL by POST or GET."), exchange.log, 405);
    return;
  }
  let body: Buffer = Buffer.alloc(0);
  let parsed: unknown;
  if (method === "POST") {
    const contentType = parseContentType(request.headers["content-type"]);
    if (contentType?.type !== "application/json") {
      const refusal = bad("The Content-Type must be application/json.");
      sendError(request, response, refusal, exchange.log, 415);
      return;
    }
    if (contentType.charset !== "utf-8") {
      const refusal = bad("The charset must be utf-8.");
      sendError(request, response, refusal, exchange.log, 415);
      return;
    }
    if ((request.headers["content-encoding"] ?? "identity") !== "identity") {
      const refusal = bad("Content-Encoding is not supported; send the body as it is.");
      sendError(request, response, refusal, exchange.log, 415);
      return;
    }
  }
  // Before a byte of the body is read: what it may hold of our memory and time depends on who sends
  // it.
  const viewer = await deps.authenticate(request.headers.authorization);
  if (method === "POST") {
    body = await readBodyOf(viewer, deps.bodies, exchange);
    parsed = parseJson(body);
  }
  const asked = method === "POST" ? askedInBody(parsed) : askedInSearch(url.searchParams);
  const ready = asked === null ? misshapen() : deps.prepareOperation(asked, viewer);
  if (method === "POST" && asked !== null && isToBeFollowed(ready, request)) {
    if (body.length > SUBSCRIPTION_BYTES_MAX) {
      throw tooLarge(SUBSCRIPTION_BYTES_MAX);
    }
    await deps.live.follow(exchange, asked);
    return;
  }
  const prepared = notByPost(ready);
  if (body.length > REQUEST_BYTES_MAX && !takesMany(prepared)) {
    throw tooLarge(REQUEST_BYTES_MAX);
  }
  // Told late, so that whoever sends the next one upon the answer takes no time by being refused.
  if (isForPace(prepared)) {
    await setTimeout(REFUSED_AFTER_MS);
  }
  const leave = await turnOf(deps.turns, viewer, prepared, response);
  if (leave === null) {
    return;
  }
  try {
    await answerBy(deps, exchange, { viewer, body, parsed, asked, prepared });
  } finally {
    leave();
  }
}

function isForPace(prepared: Prepared): boolean {
  return !prepared.ok && prepared.errors[0]?.extensions["code"] === "RATE_LIMITED";
}

const NO_TURN_NEEDED = () => {};

/**
 * Null: nobody waits for the answer any more. What is refused, and what nobody may ask for, takes
 * no time of others.
 */
async function turnOf(
  { queries, mutations }: OperationTurns,
  viewer: Viewer,
  prepared: Prepared,
  response: ServerResponse,
): Promise<(() => void) | null> {
  if (!prepared.ok || isAnonymous(viewer)) {
    return NO_TURN_NEEDED;
  }
  const { operation, rootFields } = prepared.ready;
  const isCommand =
    operation.operation === OperationTypeNode.MUTATION &&
    [...rootFields].some((field) => field !== PURCHASES_FIELD);
  return await (isCommand ? mutations : queries).take(viewer.principal, (left) => {
    if (response.destroyed) {
      left();
    } else {
      response.once("close", left);
    }
  });
}

/** What a request has turned out to be. */
interface Asked {
  readonly viewer: Viewer;
  readonly body: Buffer;
  readonly parsed: unknown;
  readonly asked: OperationRequest | null;
  readonly prepared: Prepared;
}

async function answerBy(
  deps: GraphqlRouteDeps,
  { request, response, requestId, url }: Exchange,
  { viewer, body, parsed, asked, prepared }: Asked,
): Promise<void> {
  const answer = await deps.server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method ?? "",
      headers: headerMapOf(request),
      ...engineRequest(request.method ?? "", { parsed, search: url.search, asked, prepared }),
    },
    context: async () => ({
      ...deps.createContext({
        // Subscriptions look nothing up that can be guessed, so this is the one door that needs it.
        viewer: { ...viewer, address: deps.clientAddressOf(request) },
        requestId,
        raw: {
          body,
          get headers() {
            return headersToKeep(request);
          },
        },
        signal: closedSignal(response),
      }),
      prepared,
    }),
  });
  await sendAnswer(response, answer);
}

/** Who may bring many things at once may send most; nobody sends hardly anything. */
async function readBodyOf(viewer: Viewer, budget: BodyBudget, exchange: Exchange): Promise<Buffer> {
  const account = { budget, principal: viewer.principal, isKept: true };
  if (!isAnonymous(viewer)) {
    const mayBringMany =
      hasScope(viewer, "purchase:write") || hasScope(viewer, "interaction:write");
    const limit = mayBringMany ? INGEST_REQUEST_BYTES_MAX : REQUEST_BYTES_MAX;
    return await readBody(exchange, limit, account);
  }
  try {
    return await readBody(exchange, NOBODYS_REQUEST_BYTES_MAX, account);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "PAYLOAD_TOO_LARGE") {
      throw error;
    }
    throw new AppError("UNAUTHENTICATED", askForToken().message);
  }
}

/** Looked at when keys are about to be sent, so nothing has to listen. */
function closedSignal(response: ServerResponse): { readonly aborted: boolean } {
  return {
    get aborted() {
      return response.destroyed;
    },
  };
}

/** What the engine does not find fault with by itself. */
function misshapen(): Prepared {
  const message =
    "query, documentId and operationName are texts, variables and extensions objects.";
  return { ok: false, errors: [refusal("BAD_REQUEST", message)] };
}

function isSubscription(prepared: Prepared): boolean {
  return prepared.ok && prepared.ready.operation.operation === OperationTypeNode.SUBSCRIPTION;
}

/** A subscription of a client that accepts JSON and event streams alike. */
function isToBeFollowed(prepared: Prepared, { headers }: IncomingMessage): boolean {
  return isSubscription(prepared) && acceptsOf(headers.accept).eventStream;
}

function notByPost(prepared: Prepared): Prepared {
  if (!isSubscription(prepared)) {
    return prepared;
  }
  const message =
    "Subscriptions come over a WebSocket (graphql-transport-ws), or with Accept: text/event-stream.";
  return { ok: false, errors: [refusal("BAD_REQUEST", message)] };
}

/** The request in a POST; null when it has not the shape of one: the engine says what is wrong. */
function askedInBody(parsed: unknown): OperationRequest | null {
  if (!isObject(parsed)) {
    return null;
  }
  const { query, documentId, operationName, variables, extensions } = parsed;
  const isRight =
    isTextOrNone(query) &&
    isTextOrNone(documentId) &&
    isTextOrNone(operationName) &&
    (variables == null || isObject(variables)) &&
    (extensions == null || isObject(extensions));
  return isRight
    ? ({ query, documentId, operationName, variables, extensions } as OperationRequest)
    : null;
}

/** The same in the address of a GET; null also when something is there twice or is no JSON. */
function askedInSearch(search: URLSearchParams): OperationRequest | null {
  const asked: Record<string, unknown> = {};
  for (const name of ["query", "documentId", "operationName", "variables", "extensions"]) {
    const given = search.getAll(name);
    if (given.length > 1) {
      return null;
    }
    if (given[0] === undefined) {
      continue;
    }
    try {
      const isJson = name === "variables" || name === "extensions";
      asked[name] = isJson ? JSON.parse(given[0]) : given[0];
    } catch {
      return null;
    }
  }
  return askedInBody(asked);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isTextOrNone(value: unknown): boolean {
  return value === undefined || value === null || typeof value === "string";
}

/**
 * Valid always: the engine comes as far as asking what became of the operation, and is told the one
 * reason.
 */
const STAND_IN = "{ __typename }";

/**
 * What the engine gets: the document as text, however it was named, or what stands in for one that
 * may not run.
 */
function engineRequest(
  method: string,
  given: {
    readonly parsed: unknown;
    readonly search: string;
    readonly asked: OperationRequest | null;
    readonly prepared: Prepared;
  },
): { readonly search: string; readonly body: unknown } {
  const { parsed, search, asked, prepared } = given;
  // The engine itself tells what is wrong with the shape of a request; the document of such a one
  // it need not see.
  if (asked === null) {
    const query = { query: STAND_IN };
    if (isObject(parsed)) {
      return {
        search,
        body: typeof parsed["query"] === "string" ? { ...parsed, ...query } : parsed,
      };
    }
    const given = new URLSearchParams(search);
    if (given.getAll("query").length === 1) {
      given.set("query", STAND_IN);
    }
    return { search: given.toString(), body: parsed };
  }
  const body = prepared.ok
    ? {
        query: prepared.ready.source,
        ...(asked.operationName == null ? {} : { operationName: asked.operationName }),
        variables: prepared.ready.variables,
      }
    : { query: STAND_IN };
  if (method === "POST") {
    return { search, body };
  }
  const { variables, ...texts } = { variables: undefined, ...body };
  return {
    search: new URLSearchParams({
      ...texts,
      ...(variables === undefined ? {} : { variables: JSON.stringify(variables) }),
    }).toString(),
    body: undefined,
  };
}

async function sendAnswer(
  response: ServerResponse,
  answer: Awaited<ReturnType<ApolloServer<EngineContext>["executeHTTPGraphQLRequest"]>>,
): Promise<void> {
  // Chunks would be @defer, which the schema does not offer.
  if (answer.body.kind !== "complete") {
    throw new Error("Unexpected incremental answer.");
  }
  const status = answer.status ?? 200;
  sendText(response, status, answer.body.string, Object.fromEntries(answer.headers));
}

/**
 * Whether a large body may be as large as it is: its operation takes many things in at its root.
 */
function takesMany(prepared: Prepared): boolean {
  return prepared.ok && [...prepared.ready.rootFields].some((field) => INGEST_FIELDS.has(field));
}

function headerMapOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) {
      headers.set(name, Array.isArray(value) ? value.join(", ") : value);
    }
  }
  return headers;
}

/** Headers that the receive log keeps; never those that sign in or name a person. */
const KEPT_HEADERS = ["content-type", "user-agent", "x-request-id", "traceparent"];

export function headersToKeep(request: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    KEPT_HEADERS.flatMap((name) => {
      const value = request.headers[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}

function bad(message: string): AppError {
  return new AppError("BAD_USER_INPUT", message);
}
