import type { Sql, Tx } from "../../../db/connection/client.ts";
import { insertAudit } from "../../../db/queries/core/audit.ts";
import * as queries from "../../../db/queries/identity/models.ts";
import { takeLane } from "../../../db/queries/identity/records.ts";
import { keepShadowOf } from "../../../db/queries/identity/shadow.ts";
import { putSetting } from "../../../db/queries/programme/programme.ts";
import {
  DECIDED_SETTING,
  DEFAULT_MODEL,
  isWholeModel,
  type MatchModel,
} from "../../domain/identity/matching/model.ts";
import { transact } from "../../platform/transact.ts";
import { FIT_RECORDS_MAX, fitOnRecords } from "../records/redecide.ts";

/** Records of an estimate at least: of fewer it tells more of chance than of people. */
export const FIT_RECORDS_MIN = 250;

/** The version of the weights that come with the product; it is in no table. */
export const DEFAULT_VERSION = DEFAULT_MODEL.version;

/** What was asked of weights cannot be done; the message says why and what to do. */
export class IdentityModelError extends Error {
  override readonly name = "IdentityModelError";
}

export interface StoredModel {
  readonly version: number;
  readonly status: queries.ModelRow["status"];
  readonly model: MatchModel;
}

/**
 * Estimates weights on the records that are there and keeps them as a draft, which decides nothing.
 *
 * Throws: IdentityModelError for fewer than FIT_RECORDS_MIN records.
 */
export async function fitDraft(
  sql: Sql,
  options: {
    readonly seed: number;
    readonly by: string;
    /** Told how many records are looked at, when there are enough. */
    readonly onStart?: (records: number) => void;
  },
): Promise<{ readonly version: number; readonly records: number; readonly model: MatchModel }> {
  const known = await queries.countRecords(sql, FIT_RECORDS_MAX);
  if (known === 0) {
    throw new IdentityModelError(
      "There are no records of persons to estimate on; send some first, with `resolveRecords`.",
    );
  }
  if (known < FIT_RECORDS_MIN) {
    throw new IdentityModelError(
      `There are ${known} records of persons; an estimate needs at least ${FIT_RECORDS_MIN}. Until then ` +
        "the weights that come with the product decide, more carefully.",
    );
  }
  options.onStart?.(known);
  const { model: fitted, records } = await fitOnRecords(sql, { seed: options.seed, version: 1 });
  return await transact(sql, async (tx) => {
    await takeLane(tx);
    const version = await queries.nextModelVersion(tx);
    const model = { ...fitted, version };
    await queries.insertModel(tx, { version, parameters: model, records, by: options.by });
    await note(tx, options.by, "identity.fit", { version, records, seed: options.seed });
    return { version, records, model };
  });
}

/**
 * A version by its number; 0 are the weights that come with the product.
 *
 * Throws: IdentityModelError when there is none, or its fields are not those that are compared now.
 */
export async function readModel(db: Sql | Tx, version: number): Promise<StoredModel> {
  if (version === DEFAULT_VERSION) {
    const rows = await queries.listModels(db);
    const status = rows.some((row) => row.status === "ACTIVE") ? "RETIRED" : "ACTIVE";
    return { version, status, model: DEFAULT_MODEL };
  }
  const [row] = await queries.findModel(db, version);
  if (row === undefined) {
    throw new IdentityModelError(
      `There is no version ${version} of the weights; \`tributary identity models\` lists those that are.`,
    );
  }
  const model = row.parameters as MatchModel;
  if (!isWholeModel(model)) {
    throw new IdentityModelError(
      `Version ${version} was estimated by another version of Tributary, which compared other fields; ` +
        "estimate anew with `tributary identity fit`.",
    );
  }
  return { version, status: row.status, model };
}

/** The weights that decide. */
export async function readActive(db: Sql | Tx): Promise<StoredModel> {
  return await readModel(db, (await versionOf(db, "ACTIVE")) ?? DEFAULT_VERSION);
}

/** The version that is tried beside the active one; null when none is. */
export async function shadowVersion(db: Sql | Tx): Promise<number | null> {
  return await versionOf(db, "SHADOW");
}

async function versionOf(db: Sql | Tx, status: queries.ModelRow["status"]): Promise<number | null> {
  return (await queries.listModels(db)).find((row) => row.status === status)?.version ?? null;
}

/**
 * Tries a version beside the active one; the one that was tried before is a draft again.
 *
 * Throws: IdentityModelError for a version that is not there, or decides already.
 */
export async function shadowModel(sql: Sql, version: number, by: string): Promise<void> {
  await transact(sql, async (tx) => {
    await takeLane(tx);
    const { status } = await readModel(tx, version);
    if (version === DEFAULT_VERSION) {
      throw new IdentityModelError(
        "Version 0 comes with the product; compare with it, or make it active, without trying it first.",
      );
    }
    if (status === "ACTIVE") {
      throw new IdentityModelError(`Version ${version} decides already; there is nothing to try.`);
    }
    if (status !== "SHADOW") {
      await queries.replaceStatus(tx, "SHADOW", "DRAFT");
      await queries.setStatus(tx, version, "SHADOW");
      await keepShadowOf(tx, version);
      await note(tx, by, "identity.shadow", { version });
    }
  });
}

/**
 * From now on a version decides; the one before it is retired, and may be made active again. What
 * was decided before stays until it is decided anew (`redecide`).
 *
 * Throws: IdentityModelError for a version that is not there.
 */
export async function activateModel(
  sql: Sql,
  version: number,
  by: string,
): Promise<{ readonly model: MatchModel; readonly before: number }> {
  return await transact(sql, async (tx) => {
    await takeLane(tx);
    const { model } = await readModel(tx, version);
    const before = (await versionOf(tx, "ACTIVE")) ?? DEFAULT_VERSION;
    await putSetting(tx, DECIDED_SETTING, { version: null });
    if (before !== version) {
      await queries.replaceStatus(tx, "ACTIVE", "RETIRED");
      await queries.setStatus(tx, version, "ACTIVE");
      await keepShadowOf(tx, await versionOf(tx, "SHADOW"));
      await note(tx, by, "identity.activate", { version, before });
    }
    return { model, before };
  });
}

async function note(tx: Tx, actor: string, action: string, details: object): Promise<void> {
  await insertAudit(tx, { actor, action, leafId: null, details });
}
