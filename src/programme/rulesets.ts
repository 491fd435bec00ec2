import type { Sql } from "../../db/connection/client.ts";
import { findRollout, type RolloutRow } from "../../db/queries/programme/rollouts.ts";
import { findRuleset, listRulesets, type RulesetRow } from "../../db/queries/programme/rulesets.ts";
import { findSimulation, type SimulationRow } from "../../db/queries/programme/simulations.ts";
import { requireScope } from "../access/authorise.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { diffRulesets } from "../domain/ruleset/diffRulesets.ts";
import { parseRuleset } from "../domain/ruleset/parseRuleset.ts";
import type { TierRule } from "../domain/ruleset/ruleset.ts";
import { rulesetDocument } from "../domain/ruleset/rulesetSchema.ts";
import { tierByCode } from "../domain/tier/decideTier.ts";
import { AppError } from "../errors.ts";
import type { KeptSimulation } from "../simulate/simulation.ts";
import type { Directory } from "./directory.ts";

/** Versions in one list. */
export const RULESETS_MAX = 100;

export type RulesetModel = RulesetRow;
/** A simulation, and what it found; null until it is done. Only `endSimulation` writes it. */
export type SimulationModel = Omit<SimulationRow, "result"> & {
  readonly result: KeptSimulation | null;
};

/** Customers of a simulation who move from one tier to another. */
export type MoveModel = KeptSimulation["moves"][number] & {
  readonly simulation: SimulationModel;
};
export type RolloutModel = RolloutRow;

/** Versions of the rules, for those who may read the programme. */
export function createRulesetLoaders({
  sql,
  viewer,
  directory,
}: {
  readonly sql: Sql;
  readonly viewer: Viewer;
  readonly directory: Directory;
}) {
  const byVersion = async (version: number): Promise<RulesetModel | null> => {
    requireScope(viewer, "programme:read");
    return (await findRuleset(sql, version)) ?? null;
  };
  return {
    byVersion,

    /** The latest versions first. @throws AppError BAD_USER_INPUT */
    list: async (first: number): Promise<readonly RulesetModel[]> => {
      requireScope(viewer, "programme:read");
      if (first < 1 || first > RULESETS_MAX) {
        throw new AppError("BAD_USER_INPUT", `first must be 1 to ${RULESETS_MAX}.`, {
          details: { field: ["first"] },
        });
      }
      return await listRulesets(sql, first);
    },

    /** What became of the last simulation of a version; null when there was none. */
    simulation: async ({ version }: RulesetModel): Promise<SimulationModel | null> => {
      requireScope(viewer, "programme:read");
      const found = await findSimulation(sql, version);
      // The one cast at the border: what is kept as JSON is what simulationToJson made.
      return found === undefined
        ? null
        : { ...found, result: found.result as KeptSimulation | null };
    },

    /** How far a version has got since it began; null when it has not, and for the first one. */
    rollout: async ({ version }: RulesetModel): Promise<RolloutModel | null> => {
      requireScope(viewer, "programme:read");
      return (await findRollout(sql, version)) ?? null;
    },

    /** A tier as a version names it, or as the latest version that had it did; null for none. */
    tierOfVersion: async (code: string | null, version: number): Promise<TierRule | null> => {
      const row = code === null ? null : await byVersion(version);
      if (code === null || row === null) {
        return null;
      }
      return tierByCode(parseRuleset(row.document), code) ?? directory.tierEver(code) ?? null;
    },

    /**
     * How one gets from version `against` to this one. @throws AppError BAD_USER_INPUT when that
     * one is not there
     */
    diff: async ({ document }: RulesetModel, against: number) => {
      const other = await byVersion(against);
      if (other === null) {
        throw new AppError("BAD_USER_INPUT", `There is no version ${against}.`, {
          details: { field: ["against"] },
        });
      }
      // What set-up stored leaves its defaults unsaid: saying them is no difference.
      return diffRulesets(rulesetDocument.parse(other.document), rulesetDocument.parse(document));
    },
  };
}
