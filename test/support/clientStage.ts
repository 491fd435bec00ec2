import type { Instant } from "../../src/domain/time/instant.ts";
import { startTestServer, systemClock, type TestServer, type TestServerOptions } from "./server.ts";
import { createShopper, type Shopper } from "./streams.ts";

/** What to buy, one after the other, to rise from tier to tier. */
export const TO_SILVER = "300.00";
export const TO_GOLD = "900.00";
export const TO_PLATINUM = "2500.00";

/** A server with one member, as other people's clients meet it. */
export interface ClientStage {
  readonly server: TestServer;
  readonly graphqlUrl: string;
  readonly socketUrl: string;
  readonly streamUrl: string;
  readonly shopper: Shopper;
  /** A token of the member's own, which ends after an hour of the server's clock. */
  token(expiresIn?: string): Promise<string>;
  /** Moves the server's clock on. */
  passMs(ms: number): void;
  stop(): Promise<void>;
}

export async function startClientStage(options: TestServerOptions = {}): Promise<ClientStage> {
  let aheadMs = 0;
  const clock = () => (systemClock() + aheadMs * 1_000) as Instant;
  const server = await startTestServer({ clock, ...options });
  const shopper = await createShopper(server);
  const claims = { role: "storefront", customer_id: shopper.publicId };
  return {
    server,
    graphqlUrl: `${server.url}/graphql`,
    socketUrl: `${server.url.replace("http", "ws")}/graphql`,
    streamUrl: `${server.url}/graphql/stream`,
    shopper,
    token: (expiresIn = "1h") => server.issuer.sign(claims, { expiresIn }),
    passMs: (ms) => {
      aheadMs += ms;
    },
    stop: () => server.stop(),
  };
}
