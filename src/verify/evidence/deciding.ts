import type { Tx } from "../../../db/connection/client.ts";
import { findSetting } from "../../../db/queries/programme/programme.ts";
import { readModels } from "../../../db/queries/verify/verifyEvidence.ts";
import {
  DECIDED_SETTING,
  DEFAULT_MODEL,
  isWholeModel,
  type MatchModel,
} from "../../domain/identity/matching/model.ts";

/** The weights that decide, and whether all has been decided under them. */
export interface Deciding {
  readonly active: MatchModel;
  /** By version; those of another Tributary, which compared other fields, are left out. */
  readonly models: ReadonlyMap<number, MatchModel>;
  /** False from the moment weights become active until all records were decided anew under them. */
  readonly isDone: boolean;
}

/** Null where the weights that decide are of another version of Tributary, and compare nothing. */
export async function readDeciding(tx: Tx): Promise<Deciding | null> {
  const rows = await readModels(tx);
  const models = new Map([[DEFAULT_MODEL.version, DEFAULT_MODEL]]);
  for (const { version, parameters } of rows) {
    const model = parameters as MatchModel;
    if (isWholeModel(model)) {
      models.set(version, model);
    }
  }
  const version = rows.find(({ status }) => status === "ACTIVE")?.version ?? DEFAULT_MODEL.version;
  const active = models.get(version);
  if (active === undefined) {
    return null;
  }
  const decided = (await findSetting(tx, DECIDED_SETTING)) as { version: number | null } | null;
  // Nothing but what comes with the product has ever been decided by, where nothing says so.
  const last = decided === null ? DEFAULT_MODEL.version : decided.version;
  return { active, models, isDone: last === version };
}
