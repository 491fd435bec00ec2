import { startTestServer, type TestServer, type TestServerOptions } from "./server.ts";

/**
 * Two servers of one installation: one database, one identity provider, one key of customers'
 * tokens.
 */
export interface TwoServers {
  readonly first: TestServer;
  readonly second: TestServer;
  /** Ends both and drops the database. */
  stop(): Promise<void>;
}

export async function startTwoServers(options: TestServerOptions = {}): Promise<TwoServers> {
  const first = await startTestServer(options);
  const { database, issuer, customerTokenKeyFile } = first;
  const second = await startTestServer({ ...options, database, issuer, customerTokenKeyFile });
  return {
    first,
    second,
    stop: async () => {
      await second.stop();
      await first.stop();
    },
  };
}
