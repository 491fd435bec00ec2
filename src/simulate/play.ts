import type { Sql } from "../../db/connection/client.ts";
import { parseRuleset } from "../domain/ruleset/parseRuleset.ts";
import { simulationToJson } from "./format.ts";
import { type SimulateOptions, simulate } from "./simulate.ts";
import type { KeptSimulation } from "./simulation.ts";

/** What a simulation came to, as it is kept. */
export interface Played {
  readonly customers: number;
  readonly result: KeptSimulation;
}

/**
 * Plays the history under a draft's document. Throws: the signal's reason, RulesetError, what made
 * it fail.
 */
export type Play = (
  document: unknown,
  options: Pick<SimulateOptions, "signal" | "onProgress">,
) => Promise<Played>;

/** In this thread, on a connection of the pool. */
export function playHere(sql: Sql): Play {
  return async (document, options) => {
    const draft = parseRuleset(document);
    const simulation = await simulate(sql, { ...options, draft });
    return { customers: simulation.customers, result: simulationToJson(simulation, draft) };
  };
}
