import type { IncomingMessage, ServerResponse } from "node:http";
import { type ApolloServer, HeaderMap } from "@apollo/server";
import { Kind, parse } from "graphql";
import { AppError } from "../errors.ts";
import type { Authenticate } from "./auth.ts";
import { decodeUtf8, parseContentType, readBody, tooLarge } from "./body.ts";
import type { Context } from "./context.ts";
import type { Exchange } from "./exchange.ts";
import { TOKENS_MAX } from "./operationLimits.ts";
import { sendError, sendText } from "./respond.ts";

/** Bytes of any GraphQL request, and of one that calls ingestPurchases. */
const REQUEST_BYTES_MAX = 262_144;
const INGEST_REQUEST_BYTES_MAX = 1_048_576;
const INGEST_FIELD = "ingestPurchases";

export type GraphqlRouteDeps = {
  readonly server: ApolloServer<Context>;
  readonly authenticate: Authenticate;
  /** `signal` is aborted once nobody waits for the answer any more. */
  readonly createContext: (
    request: Pick<Context, "viewer" | "requestId" | "raw"> & {
      readonly signal: { readonly aborted: boolean };
    },
  ) => Context;
};

/** POST and GET /graphql: our own HTTP around Apollo's engine, which gets a parsed body. */
export async function serveGraphql(
  deps: GraphqlRouteDeps,
  { request, response, requestId, url, log }: Exchange,
): Promise<void> {
  const method = request.method ?? "";
  if (method !== "POST" && method !== "GET") {
    response.setHeader("allow", "GET, POST, OPTIONS");
    sendError(request, response, bad("Send GraphQL by POST or GET."), log, 405);
    return;
  }
  let body: Buffer = Buffer.alloc(0);
  let parsed: unknown;
  if (method === "POST") {
    const contentType = parseContentType(request.headers["content-type"]);
    if (contentType?.type !== "application/json") {
      const refusal = bad("The Content-Type must be application/json.");
      sendError(request, response, refusal, log, 415);
      return;
    }
    if (contentType.charset !== "utf-8") {
      const refusal = bad("The charset must be utf-8.");
      sendError(request, response, refusal, log, 415);
      return;
    }
    if ((request.headers["content-encoding"] ?? "identity") !== "identity") {
      const refusal = bad("Content-Encoding is not supported; send the body as it is.");
      sendError(request, response, refusal, log, 415);
      return;
    }
    body = await readBody(request, INGEST_REQUEST_BYTES_MAX);
    parsed = parseJson(body);
    if (body.length > REQUEST_BYTES_MAX && !callsIngest(parsed)) throw tooLarge(REQUEST_BYTES_MAX);
  }
  const viewer = await deps.authenticate(request.headers.authorization);
  const answer = await deps.server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method,
      headers: headerMapOf(request),
      search: url.search,
      body: parsed,
    },
    context: async () =>
      deps.createContext({
        viewer,
        requestId,
        raw: { body, headers: headersToKeep(request) },
        signal: closedSignal(response),
      }),
  });
  await sendAnswer(response, answer);
}

/** Looked at when keys are about to be sent, so nothing has to listen. */
function closedSignal(response: ServerResponse): { readonly aborted: boolean } {
  return {
    get aborted() {
      return response.destroyed;
    },
  };
}

async function sendAnswer(
  response: ServerResponse,
  answer: Awaited<ReturnType<ApolloServer<Context>["executeHTTPGraphQLRequest"]>>,
): Promise<void> {
  // Chunks would be @defer, which the schema does not offer.
  if (answer.body.kind !== "complete") throw new Error("Unexpected incremental answer.");
  const status = answer.status ?? 200;
  sendText(response, status, answer.body.string, Object.fromEntries(answer.headers));
}

function parseJson(body: Buffer): unknown {
  const text = decodeUtf8(body);
  if (text === null) throw bad("The body is not UTF-8.");
  try {
    return JSON.parse(text);
  } catch {
    throw bad("The body is not JSON.");
  }
}

/** Whether a large body may be as large as it is: its operations call ingestPurchases at their root. */
function callsIngest(parsed: unknown): boolean {
  const query = (parsed as { query?: unknown } | null)?.query;
  if (typeof query !== "string" || query.length > REQUEST_BYTES_MAX) return false;
  try {
    const operations = parse(query, { maxTokens: TOKENS_MAX }).definitions.filter(
      (definition) => definition.kind === Kind.OPERATION_DEFINITION,
    );
    return operations.every(({ selectionSet }) =>
      selectionSet.selections.some(
        (selection) => selection.kind === Kind.FIELD && selection.name.value === INGEST_FIELD,
      ),
    );
  } catch {
    return false;
  }
}

function headerMapOf(request: IncomingMessage): HeaderMap {
  const headers = new HeaderMap();
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
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
