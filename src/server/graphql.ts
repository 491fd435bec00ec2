import { ApolloServer, type ApolloServerPlugin, type GraphQLRequestContext } from "@apollo/server";
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from "@apollo/server/plugin/disabled";
import {
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  OperationTypeNode,
} from "graphql";
import { hasScope } from "../commands/authorise.ts";
import { AppError } from "../errors.ts";
import type { Logger } from "../observability/logger.ts";
import type { Metrics } from "../observability/metrics.ts";
import type { Context } from "./context.ts";
import { httpOf, maskError } from "./formatError.ts";
import { operationLimits, TOKENS_MAX } from "./operationLimits.ts";
import { rootFieldsOf } from "./rootFields.ts";
import { isAnonymous } from "./viewer.ts";

/** One of these (or a JSON content type) shows that a browser asked us first: no cross-site request. */
const PREFLIGHT_HEADERS = [
  "x-apollo-operation-name",
  "apollo-require-preflight",
  "graphql-require-preflight",
];

const ERRORS_MAX = 10;

export type GraphqlDeps = {
  readonly schema: GraphQLSchema;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** Whether anybody may read the schema; those with the scope schema:read always may. */
  readonly introspection: boolean;
  readonly isProduction: boolean;
};

/** Apollo Server as an engine: HTTP around it is ours. Not started yet. */
export function createGraphqlServer(deps: GraphqlDeps): ApolloServer<Context> {
  const { log } = deps;
  return new ApolloServer<Context>({
    schema: deps.schema,
    // A document is validated once for all viewers, so whether this viewer may is checked per request, below.
    introspection: true,
    hideSchemaDetailsFromClientErrors: deps.isProduction,
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    nodeEnv: deps.isProduction ? "production" : "development",
    apollo: {},
    csrfPrevention: { requestHeaders: PREFLIGHT_HEADERS },
    parseOptions: { maxTokens: TOKENS_MAX },
    validationRules: [operationLimits],
    validationOptions: { maxErrors: ERRORS_MAX },
    executionOptions: { maxCoercionErrors: ERRORS_MAX },
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
      accessPlugin(deps.introspection),
      measurePlugin(deps.metrics),
      statusPlugin(),
    ],
  });
}

const ALWAYS_OPEN = new Set(["__typename"]);
const INTROSPECTION = new Set(["__schema", "__type"]);

/** Nobody reads or changes anything without a token; `{__typename}` is the health check of GraphQL clients. */
function accessPlugin(isIntrospectionOpen: boolean): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      didResolveOperation: async ({ document, operation, contextValue: { viewer } }) => {
        if (operation === undefined) return;
        if (operation.operation === OperationTypeNode.SUBSCRIPTION) throw notByPost();
        const closed = [...rootFieldsOf(document, operation)].filter(
          (name) => !ALWAYS_OPEN.has(name),
        );
        const mayReadSchema = isIntrospectionOpen || hasScope(viewer, "schema:read");
        const refused = closed.filter((name) =>
          INTROSPECTION.has(name) ? !mayReadSchema : isAnonymous(viewer),
        );
        if (refused.length === 0) return;
        if (isAnonymous(viewer)) {
          throw new AppError("UNAUTHENTICATED", "Send a token: Authorization: Bearer <token>.");
        }
        throw new AppError("FORBIDDEN", "Reading the schema needs schema:read on this server.");
      },
    }),
  };
}

/** With the status here: a code of ours alone would make it 500. */
function notByPost(): GraphQLError {
  return new GraphQLError(
    "Subscriptions come over a WebSocket (graphql-transport-ws), or with Accept: text/event-stream.",
    { extensions: { code: "BAD_USER_INPUT", http: { status: 400 } } },
  );
}

/**
 * Gives an answer without any data the HTTP status of its error. An answer with some data stays 200: a client
 * must not throw away what it got.
 */
function statusPlugin(): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      willSendResponse: async ({ response }) => {
        if (response.body.kind !== "single") return;
        const { data, errors } = response.body.singleResult;
        if (errors === undefined || hasData(data)) return;
        const http = mostSevere(errors);
        if (http === null) return;
        response.http.status = http.status;
        for (const [name, value] of http.headers) response.http.headers.set(name, value);
      },
    }),
  };
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

function measurePlugin(metrics: Metrics): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => {
      const startedMs = performance.now();
      return {
        willSendResponse: async (request: GraphQLRequestContext<Context>) => {
          const type = request.operation?.operation ?? "none";
          const outcome = request.errors === undefined ? "ok" : "errors";
          metrics.graphqlSeconds.observe(
            { operation: "adhoc", type, outcome },
            (performance.now() - startedMs) / 1_000,
          );
        },
      };
    },
  };
}
