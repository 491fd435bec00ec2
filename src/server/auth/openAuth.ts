import type { Config } from "../../config.ts";
import { openCustomerTokens } from "./customerTokens.ts";
import { DEMO_AUDIENCE, openDemoAuth } from "./demoAuth.ts";
import { openProviders } from "./providers.ts";

/** Whoever signs tokens that are taken here: providers, the demo, and ourselves for customers. */
export async function openAuth(config: Config) {
  const people = config.auth === undefined ? [] : await openProviders(config.auth);
  // Of the first: its audience is this installation's name for whoever checks tokens.
  const audience = [people[0]?.audience ?? DEMO_AUDIENCE].flat()[0] as string;
  const customers = await openCustomerTokens(config.customerTokenKeyFile, audience);
  const { sign: signCustomerToken, keys: customerKeys, policy } = customers;
  const demo = config.auth === undefined ? await openDemoAuth(config.dataDir) : null;
  const tokens = [...people, ...(demo === null ? [] : [demo.tokens]), policy];
  return { tokens, demo, signCustomerToken, customerKeys };
}
