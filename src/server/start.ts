import { randomUUID } from "node:crypto";
import { execute, type GraphQLSchema } from "graphql";
import type { JSONWebKeySet } from "jose";
import type { Sql } from "../../db/connection/client.ts";
import type { Openings } from "../access/openings.ts";
import type { Instant } from "../domain/time/instant.ts";
import type { Commands, Context } from "../graph/context.ts";
import { createLoaders } from "../graph/loaders.ts";
import type { ClientAddressOf } from "../platform/clientAddress.ts";
import type { Logger } from "../platform/logger.ts";
import type { Metrics } from "../platform/metrics.ts";
import type { Directory } from "../programme/directory.ts";
import type { Lookups } from "../reads/lookups.ts";
import type { Streams } from "../stream/streams.ts";
import type { Authenticate } from "./auth/auth.ts";
import { BodyBudget } from "./body.ts";
import { createExecutor } from "./execution/execute.ts";
import { createGraphqlServer } from "./graphql.ts";
import type { Checks } from "./health/readiness.ts";
import { type HttpService, startHttp } from "./http.ts";
import { Connections } from "./live/connections.ts";
import { createLiveDoors } from "./live/doors.ts";
import type { EventStreamDeps } from "./live/eventStreamRequest.ts";
import type { OpenSessions } from "./live/openSessions.ts";
import { createPrepareSubscription } from "./live/operations.ts";
import type { SocketsDeps } from "./live/sockets.ts";
import { Documents } from "./operations/documents.ts";
import { createPrepareOperation } from "./operations/prepare.ts";
import { ReadingTime, type ReadingTimes } from "./operations/readingTime.ts";
import type { TrustedDocuments } from "./operations/trusted.ts";
import type { PagesDeps } from "./pages/pagesRoute.ts";
import type { GraphqlRouteDeps } from "./routes/graphqlRoute.ts";
import { messageBodies, type WebhooksRouteDeps } from "./routes/webhooksRoute.ts";
import { Turns } from "./turns.ts";

export interface ServerDeps {
  /** Made before: it takes a second of the thread, in which nothing else runs. */
  readonly schema: GraphQLSchema;
  /** The read pool. */
  readonly reads: Sql;
  /** What /readyz asks beside the database. */
  readonly checks: Checks;
  /** The pool of reports over the whole programme. */
  readonly reports: Sql;
  /** Shared by all requests. */
  readonly lookups: Lookups;
  readonly directory: Directory;
  readonly commands: Commands;
  /** Messages in other systems' words. */
  readonly messages: Pick<WebhooksRouteDeps, "inbox" | "senderSecrets" | "catalog">;
  readonly streams: Streams;
  readonly presences: Context["presences"];
  readonly authenticate: Authenticate;
  /** Looked at again when something was revoked. */
  readonly sessions: OpenSessions;
  /** Pages for people: the built files, and what demo mode tells them. */
  readonly pages: Omit<PagesDeps, "editor">;
  /** Public keys of demo mode; null otherwise. */
  readonly demoKeys: JSONWebKeySet | null;
  readonly clock: () => Instant;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly introspection: boolean;
  readonly isProduction: boolean;
  /** Null: every document may be sent. */
  readonly trustedDocuments: TrustedDocuments | null;
  /** What runs operations: plans kept with the document, or graphql-js itself. */
  readonly executor: "compiled" | "reference";
  readonly corsOrigins: readonly string[];
  readonly clientAddressOf: ClientAddressOf;
  /** Who of the staff opens customers. */
  readonly openings: Openings;
  /** Connections of one address at once. */
  readonly connectionsPerAddressMax: number;
  /** Operations of one caller at once. */
  readonly queriesPerCallerMax: number;
  readonly mutationsPerCallerMax: number;
  /** Clocks of the time for reading documents, for tests. */
  readonly reading?: ReadingTimes;
  /** Times of sockets and streams, for tests; else as sockets.ts and sharedStreams.ts say. */
  readonly live?: Pick<SocketsDeps, "initMs" | "pingMs" | "slowMs"> &
    Pick<EventStreamDeps, "reservedMs">;
}

/** A socket's reads are for whoever still listens: each event asks anew. */
const OPEN = { aborted: false };
/** A subscription's message is not kept in the receive log. */
const NOTHING: Context["raw"] = { body: new Uint8Array(), headers: {} };

/** The graph and the event stream over HTTP, listening. */
export async function startServer(
  deps: ServerDeps,
  listen: { readonly host: string; readonly port: number },
): Promise<HttpService> {
  const { schema, reads, lookups, directory, commands, authenticate, clock, log, metrics } = deps;
  const createContext: GraphqlRouteDeps["createContext"] = ({ signal, ...request }) => ({
    ...request,
    commands,
    streams: deps.streams,
    presences: deps.presences,
    loaders: createLoaders({
      ...{ sql: reads, reports: deps.reports, lookups, directory, viewer: request.viewer, clock },
      ...{ guesses: commands.guesses, openings: deps.openings, caller: { signal } },
    }),
  });
  const documents = new Documents(schema, {
    hideSuggestions: deps.isProduction,
    reading: new ReadingTime(deps.reading),
  });
  // These two, and maskError, are what every door that takes operations shares.
  const prepareOperation = createPrepareOperation({
    ...{ schema, documents, log, introspection: deps.introspection },
    trusted: deps.trustedDocuments,
  });
  const executeOperation = deps.executor === "reference" ? execute : createExecutor(schema);
  const server = createGraphqlServer({
    ...{ schema, documents, log, metrics, isProduction: deps.isProduction },
    execute: executeOperation,
  });
  await server.start();
  const bodies = new BodyBudget();
  const http = await startHttp(
    {
      server,
      prepareOperation,
      authenticate,
      bodies,
      turns: {
        queries: new Turns({ what: "queries", max: deps.queriesPerCallerMax }),
        mutations: new Turns({ what: "mutations", max: deps.mutationsPerCallerMax }),
      },
      clientAddressOf: deps.clientAddressOf,
      receivePurchases: commands.receivePurchases,
      ...deps.messages,
      messageBodies: messageBodies(),
      clock,
      createContext,
      live: createLiveDoors({
        schema,
        prepare: createPrepareSubscription(schema, prepareOperation),
        execute: executeOperation,
        hideSuggestions: deps.isProduction,
        createContext: (viewer) =>
          createContext({ viewer, requestId: randomUUID(), raw: NOTHING, signal: OPEN }),
        authenticate,
        bodies,
        clock,
        log,
        connections: new Connections(metrics),
        sessions: deps.sessions,
        ...deps.live,
      }),
      reads,
      checks: deps.checks,
      log,
      metrics,
      pages: { ...deps.pages, editor: deps.introspection },
      corsOrigins: deps.corsOrigins,
      connectionsPerAddressMax: deps.connectionsPerAddressMax,
      demoKeys: deps.demoKeys,
    },
    listen,
  );
  return {
    ...http,
    close: async (graceMs) => {
      const isDrained = await http.close(graceMs);
      await server.stop();
      return isDrained;
    },
  };
}
