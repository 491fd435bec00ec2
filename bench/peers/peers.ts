import DataLoader from "dataloader";
import { connect } from "../../db/connection/client.ts";
import { findApiKeys } from "../../db/queries/access/readApiKeys.ts";
import { GuessLimit } from "../../src/access/guessLimit.ts";
import { Catalog } from "../../src/core/catalog.ts";
import type { Viewer } from "../../src/domain/access/viewer.ts";
import { type Instant, MICROS_PER_MILLISECOND } from "../../src/domain/time/instant.ts";
import type { Context } from "../../src/graph/context.ts";
import { createLoaders } from "../../src/graph/loaders.ts";
import type { LookupDefinition } from "../../src/platform/reads/batch.ts";
import { Directory } from "../../src/programme/directory.ts";
import { type Lookups, lookupDefinitions } from "../../src/reads/lookups.ts";
import { createAuthenticate } from "../../src/server/auth/auth.ts";

/** What another server is started with. */
export interface PeerInput {
  readonly url: string;
  /** The one key that it must accept. */
  readonly token: string;
}

const POOL_MAX = 10;

/**
 * What Mercurius and Apollo are given: our schema's context, with DataLoaders of each request
 * instead of shared lookups.
 */
export async function openPeer(url: string, applicationName: string) {
  const sql = connect(url, { max: POOL_MAX, applicationName });
  const directory = new Directory(await Catalog.load(sql));
  const definitions = lookupDefinitions(sql);
  const authenticate = createAuthenticate({
    findKeys: (prefixes) => findApiKeys(sql, prefixes),
    // Only keys are sent.
    tokens: [],
    isRevoked: () => false,
  });
  const clock = () => (Date.now() * MICROS_PER_MILLISECOND) as Instant;
  const contextFor = (viewer: Viewer): Context => ({
    viewer,
    requestId: "bench",
    raw: { body: new Uint8Array(), headers: {} },
    // Only read from.
    commands: {} as Context["commands"],
    streams: {} as Context["streams"],
    presences: {} as Context["presences"],
    loaders: createLoaders({
      ...{ sql, lookups: dataLoaders(definitions), directory, viewer, clock },
      guesses: new GuessLimit(clock),
    }),
  });
  return {
    context: async (authorization: string | undefined): Promise<Context> =>
      contextFor(await authenticate(authorization)),
    close: () => sql.end({ timeout: 1 }),
  };
}

/** One DataLoader per lookup, made when it is first asked for. */
function dataLoaders(definitions: ReturnType<typeof lookupDefinitions>): Lookups {
  const lookups = Object.entries(definitions).map(([name, definition]) => {
    const { fetch, idOf } = definition as LookupDefinition<unknown, unknown>;
    let loader: DataLoader<unknown, unknown> | undefined;
    const load = (key: unknown) => {
      loader ??= new DataLoader(async (keys) => await fetch(keys), { cacheKeyFn: idOf });
      return loader.load(key);
    };
    return [name, { idOf, load }];
  });
  return Object.fromEntries(lookups) as Lookups;
}
