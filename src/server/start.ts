import type { JSONWebKeySet } from "jose";
import type { Sql } from "../../db/client.ts";
import type { Instant } from "../domain/time/instant.ts";
import type { Directory } from "../loaders/directory.ts";
import { createLoaders } from "../loaders/index.ts";
import type { Lookups } from "../loaders/reads.ts";
import type { Logger } from "../observability/logger.ts";
import type { Metrics } from "../observability/metrics.ts";
import type { Authenticate } from "./auth.ts";
import type { Commands } from "./context.ts";
import { createGraphqlServer } from "./graphql.ts";
import { type HttpService, startHttp } from "./http.ts";
import { createSchema } from "./schema.ts";

export type ServerDeps = {
  /** The read pool. */
  readonly reads: Sql;
  /** Shared by all requests. */
  readonly lookups: Lookups;
  readonly directory: Directory;
  readonly commands: Commands;
  readonly authenticate: Authenticate;
  /** Public keys of demo mode; null otherwise. */
  readonly demoKeys: JSONWebKeySet | null;
  readonly clock: () => Instant;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly introspection: boolean;
  readonly isProduction: boolean;
  readonly corsOrigins: readonly string[];
};

/** The graph and the event stream over HTTP, listening. */
export async function startServer(
  deps: ServerDeps,
  listen: { readonly host: string; readonly port: number },
): Promise<HttpService> {
  const { reads, lookups, directory, commands, authenticate, clock, log, metrics } = deps;
  const server = createGraphqlServer({
    schema: createSchema(),
    log,
    metrics,
    introspection: deps.introspection,
    isProduction: deps.isProduction,
  });
  await server.start();
  const http = await startHttp(
    {
      server,
      authenticate,
      receivePurchases: commands.receivePurchases,
      createContext: ({ signal, ...request }) => ({
        ...request,
        commands,
        loaders: createLoaders({
          ...{ sql: reads, lookups, directory, clock },
          viewer: request.viewer,
          caller: { signal },
        }),
      }),
      reads,
      log,
      metrics,
      ide: deps.introspection,
      corsOrigins: deps.corsOrigins,
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
