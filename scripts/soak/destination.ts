import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Caller } from "./caller.ts";
import { CLI, commandEnv } from "./command.ts";
import type { SoakedServer } from "./server.ts";

const CODE = "soaked";

const SET_UP = "{ setup { document } }";
const APPLY = `mutation ($document: String!) {
  applySetup(input: { document: $document }) { userErrors { message } }
}`;

/**
 * Has the server tell a receiver of all that happens to points and tiers, as an operator would: by
 * the set-up, and a secret.
 *
 * @throws Error when the server refuses it
 */
export async function addDestination(
  { dataDir }: SoakedServer,
  { caller, token }: { readonly caller: Caller; readonly token: string },
  url: string,
): Promise<void> {
  const { setup } = await caller.graphql(token, SET_UP);
  const { rules: _rules, ...document } = JSON.parse(setup.document);
  const destination = {
    ...{ code: CODE, name: "Receiver", owner: { team: "Soak", contact: "nobody" } },
    ...{ events: ["points.changed", "tier.changed"], sends: { kind: "webhook", url } },
    limits: { timeoutSeconds: 1 },
  };
  const destinations = [...(document.destinations ?? []), destination];
  const { applySetup } = await caller.graphql(token, APPLY, {
    document: JSON.stringify({ ...document, destinations }),
  });
  if (applySetup.userErrors.length > 0) {
    throw new Error(`the destination is refused: ${JSON.stringify(applySetup.userErrors)}`);
  }
  const args = [CLI, "destinations", "secret", CODE, "--generate"];
  await promisify(execFile)(process.execPath, args, { env: commandEnv(dataDir) });
}
