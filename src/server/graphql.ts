import { ApolloServer, type ApolloServerPlugin, type GraphQLRequestContext } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import type { DocumentNode, GraphQLFormattedError, GraphQLSchema } from "graphql";
import type { Context } from "../graph/context.ts";
import type { Logger } from "../platform/logger.ts";
import type { Metrics } from "../platform/metrics.ts";
import { nameOperation } from "../platform/tracing/spans.ts";
import type { Execute } from "./execution/execute.ts";
import { httpOf, maskError } from "./formatError.ts";
import { operationLimits, TOKENS_MAX } from "./operationLimits.ts";
import { type Documents, ERRORS_MAX } from "./operations/documents.ts";
import { costExtension, type Prepared } from "./operations/prepare.ts";

/**
 * One of these (or a JSON content type) shows that a browser asked us first: no cross-site request.
 */
const PREFLIGHT_HEADERS = [
  "x-apollo-operation-name",
  "apollo-require-preflight",
  "graphql-require-preflight",
];

/** A request's context, and what became of its operation before the engine saw it. */
export type EngineContext = Context & { readonly prepared: Prepared };

export interface GraphqlDeps {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  readonly execute: Execute;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly isProduction: boolean;
}

/**
 * Apollo Server as an engine for HTTP: it reads the parts of a request, answers in the media type
 * that was asked for and keeps other sites out. Documents and their checks are ours
 * (operations/prepare.ts), the same for every door; so is running them. Not started yet.
 */
export function createGraphqlServer(deps: GraphqlDeps): ApolloServer<EngineContext> {
  const { log } = deps;
  return new ApolloServer<EngineContext>({
    gateway: engineOf(deps),
    // Whether this viewer may is checked for each request, when the operation is prepared.
    introspection: true,
    hideSchemaDetailsFromClientErrors: deps.isProduction,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    nodeEnv: deps.isProduction ? "production" : "development",
    apollo: {},
    csrfPrevention: { requestHeaders: PREFLIGHT_HEADERS },
    // What prepared a document has parsed and validated it; one with errors never comes here.
    documentStore: storeOf(deps.documents),
    parseOptions: { maxTokens: TOKENS_MAX },
    validationRules: [operationLimits],
    validationOptions: { maxErrors: ERRORS_MAX },
    formatError: (_formatted, error) => maskError(error, log),
    logger: {
      debug: (message) => log.debug({}, String(message)),
      info: (message) => log.info({}, String(message)),
      warn: (message) => log.warn({}, String(message)),
      error: (message) => log.error({}, String(message)),
    },
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
      operationPlugin(deps),
    ],
  });
}

type Gateway = NonNullable<ConstructorParameters<typeof ApolloServer<EngineContext>>[0]["gateway"]>;

/** The only way to give Apollo an executor of one's own is to be its gateway. */
function engineOf({ schema, execute, isProduction }: GraphqlDeps): Gateway {
  return {
    onSchemaLoadOrUpdate: (callback) => {
      callback({ apiSchema: schema, coreSupergraphSdl: "" });
      return () => {};
    },
    load: async () => ({
      executor: async ({ document, request, context }) =>
        await execute({
          schema,
          document,
          contextValue: context,
          variableValues: request.variables,
          operationName: request.operationName,
          hideSuggestions: isProduction,
          options: { maxCoercionErrors: ERRORS_MAX },
        }),
    }),
    stop: async () => {},
  };
}

/** Hexadecimal digits at the end of the engine's key: the SHA-256 of the text. */
const HASH_LENGTH = 64;

function storeOf(documents: Documents) {
  return {
    get: async (key: string): Promise<DocumentNode | undefined> =>
      documents.byHash(key.slice(-HASH_LENGTH))?.document,
    set: async (): Promise<void> => {},
    delete: async (): Promise<boolean> => false,
  };
}

type Request = GraphQLRequestContext<EngineContext>;

/**
 * One plugin for all that is done per request: each costs some microseconds, and so does each of
 * its hooks.
 */
function operationPlugin({
  metrics,
  log,
}: Pick<GraphqlDeps, "metrics" | "log">): ApolloServerPlugin<EngineContext> {
  return {
    requestDidStart: async () => {
      const startedMs = performance.now();
      return {
        didResolveOperation: async ({ contextValue: { prepared } }) => {
          if (!prepared.ok) {
            throw prepared.errors[0] ?? new Error("refused without an error");
          }
        },
        willSendResponse: async (request) => {
          tellAll(request, log);
          setStatus(request);
          tellCost(request);
          measure(metrics, request, performance.now() - startedMs);
        },
      };
    },
  };
}

/**
 * Gives an answer without any data the HTTP status of its error. An answer with some data stays
 * 200: a client must not throw away what it got.
 */
function setStatus({ response }: Request): void {
  if (response.body?.kind !== "single") {
    return;
  }
  const { data, errors } = response.body.singleResult;
  if (errors === undefined || hasData(data)) {
    return;
  }
  const http = mostSevere(errors);
  if (http === null) {
    return;
  }
  response.http.status = http.status;
  for (const [name, value] of http.headers) {
    response.http.headers.set(name, value);
  }
}

/** Several errors of one document: the engine takes one from a plugin, and the answer has all. */
function tellAll({ response, contextValue: { prepared } }: Request, log: Logger): void {
  if (prepared.ok || prepared.errors.length < 2) {
    return;
  }
  if (response.body?.kind !== "single") {
    return;
  }
  response.body.singleResult.errors = prepared.errors.map((error) => maskError(error, log));
}

/** What the operation may have cost, so that a client sees how near to the limit it is. */
function tellCost({ response, contextValue: { prepared } }: Request): void {
  if (!prepared.ok || response.body?.kind !== "single") {
    return;
  }
  response.body.singleResult.extensions = costExtension(prepared.ready);
}

function measure(metrics: Metrics, request: Request, ms: number): void {
  const { prepared } = request.contextValue;
  const operation = prepared.ok ? prepared.ready.label : "adhoc";
  const type = request.operation?.operation ?? "none";
  nameOperation(type, operation);
  metrics.graphqlSeconds.observe(
    {
      operation,
      type,
      outcome: request.errors === undefined ? "ok" : "errors",
    },
    ms / 1_000,
  );
}

function hasData(data: Record<string, unknown> | null | undefined): boolean {
  return Object.values(data ?? {}).some((value) => value !== null);
}

function mostSevere(errors: readonly GraphQLFormattedError[]) {
  const found = errors
    .map(({ extensions }) => httpOf(extensions?.["code"], extensions))
    .filter((http) => http !== null);
  return found.sort((a, b) => b.status - a.status)[0] ?? null;
}
