import { uuidv7 } from "uuidv7";
import type { Sql } from "../../db/connection/client.ts";
import { findDemoCandidate } from "../../db/queries/demo/demo.ts";
import type { Catalog } from "../core/catalog.ts";
import { scopesOf, type Viewer } from "../domain/access/viewer.ts";
import { resolveMatchCandidate } from "../identity/byHand/resolveMatchCandidate.ts";
import { decideLinks } from "../identity/decideLinks.ts";
import type { SaidPair } from "./twice.ts";

/**
 * Decides who is who as the job and an agent do: what the demo's purchases have shown, and what
 * somebody has said of it. The rest is left for whoever opens the queue.
 *
 * Guarantee: each once per database, whatever breaks off in between.
 * Throws: Error when the command refuses one: the demo and the rules have grown apart.
 */
export async function sayWho(
  { sql, catalog }: { readonly sql: Sql; readonly catalog: Catalog },
  said: readonly SaidPair[],
): Promise<void> {
  const deps = { sql, catalog, newPublicId: uuidv7 };
  while ((await decideLinks(deps)).edges > 0) {
    // Until nothing is undecided.
  }
  for (const { one, other, decision, reason } of said) {
    const candidate = await findDemoCandidate(sql, one, other);
    if (candidate === null) {
      continue;
    }
    const { userErrors } = await resolveMatchCandidate(deps, {
      ...{ viewer: AGENT, candidate, decision, survivor: null, reason, overrule: false },
      ...{ said: candidate, idempotencyKey: `demo-${one}` },
    });
    if (userErrors.length > 0) {
      throw new Error(`the demo says of ${one} what is refused: ${JSON.stringify(userErrors)}`);
    }
  }
}

const AGENT: Viewer = {
  principal: "s.whelan",
  role: "agent",
  scopes: scopesOf("agent"),
  customerId: null,
  store: null,
  sources: null,
};
