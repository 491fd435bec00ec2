import type { FetchBack } from "../../../src/inbound/messages/fetchBack.ts";
import { Fetching } from "../../../src/messages/fetching.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import { createAddressGuard } from "../../../src/platform/outgoing/addressGuard.ts";
import { createBoundedRequest } from "../../../src/platform/outgoing/boundedRequest.ts";

/** Where the shops of tests are. */
export const SHOP_NETWORKS: readonly string[] = ["127.0.0.0/8"];

/** Of a source that is not set up to be fetched from. */
export const nothingFetched: FetchBack = async () => ({
  ...{ ok: false, isLasting: true, problem: "Nowhere is set up to fetch it from." },
});

/** Fetches below an address of this machine, as a server does, with a secret. */
export function fetchingFrom(baseUrl: string, secret = "t0ken"): FetchBack {
  const fetching = new Fetching({
    ask: createBoundedRequest({ reachOf: createAddressGuard(SHOP_NETWORKS) }),
    secrets: { toFetch: async () => secret },
    log: createLogger({ level: "silent" }),
  });
  const fetch = { baseUrl, auth: { by: "bearer" } } as const;
  return (path) => fetching.forMessageOf({ id: 1, code: "shop", fetch })(path);
}
