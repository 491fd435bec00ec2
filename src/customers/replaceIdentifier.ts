import type { Tx } from "../../db/connection/client.ts";
import { insertAudit } from "../../db/queries/core/audit.ts";
import {
  findHeldIdentifier,
  type HeldIdentifierRow,
  setIdentifierStatus,
} from "../../db/queries/customers/identity.ts";
import { renewProfileRecord } from "../../db/queries/identity/profiles.ts";
import { IdBlocks } from "../../db/statements/idBlocks.ts";
import { requireScope } from "../access/authorise.ts";
import { refuseOwn } from "../access/ownRecord.ts";
import { type CommandDeps, changeCustomer } from "../core/changeCustomer.ts";
import { onceReleasing, type Releasing } from "../core/onceReleasing.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { normaliseNewIdentifier } from "../domain/identity/normaliseIdentifier.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { StaleError } from "../platform/stale.ts";
import {
  IDENTIFIER_NOT_FOUND,
  type IdentifierAnswer,
  type IdentifierKey,
} from "./blockIdentifier.ts";
import { checkKindLimits } from "./givable.ts";
import { giveIdentifiers } from "./giveIdentifiers.ts";

export interface ReplaceIdentifierRequest {
  readonly viewer: Viewer;
  /** Null when what was named can be no identifier of ours. */
  readonly identifier: IdentifierKey | null;
  /** Of the same kind; nobody may hold it. */
  readonly newValue: string;
  readonly verified: boolean;
  readonly idempotencyKey: string;
}

/**
 * Gives a customer a new identifier in an old one's place, such as a new card for a lost one. The
 * old one goes on finding the customer as REPLACED; a blocked one stays blocked. Purchases that
 * waited for the new one are applied before this answers.
 *
 * Guarantee: one effect per idempotency key; both or nothing.
 * Throws: AppError FORBIDDEN (also for one's own record), UNAUTHENTICATED,
 * IDEMPOTENCY_KEY_PARAMETER_MISMATCH, UNAVAILABLE.
 */
export async function replaceIdentifier(
  deps: CommandDeps,
  request: ReplaceIdentifierRequest,
): Promise<IdentifierAnswer> {
  const { viewer, idempotencyKey, identifier, ...rest } = request;
  requireScope(viewer, "customer:write");
  const by = identifier !== null && "id" in identifier ? { id: String(identifier.id) } : identifier;
  const command = {
    operation: "replaceIdentifier" as const,
    key: idempotencyKey,
    input: { ...rest, identifier: by },
  };
  return await onceReleasing(deps, viewer, command, (tx) => replace(tx, deps, request));
}

type Replaced = Releasing<IdentifierAnswer>;

async function replace(
  tx: Tx,
  deps: CommandDeps,
  { viewer, identifier, newValue, verified }: ReplaceIdentifierRequest,
): Promise<Replaced> {
  const [old] = identifier === null ? [] : await findHeldIdentifier(tx, identifier);
  if (old === undefined) {
    return { answer: IDENTIFIER_NOT_FOUND, released: [] };
  }
  const { kind, leaf_id: leafId, root_id: rootId } = old;
  if (old.status === "REPLACED") {
    return refuse("ALREADY_REPLACED", "Another one has taken its place already.", "identifier");
  }
  const value = normaliseNewIdentifier(kind, newValue);
  if (!value.ok) {
    return refuse(value.reason, `This is no ${kind} that can be used.`, "newValue");
  }
  const given = { kind, value: value.value, verified, raw: newValue };
  const rules = deps.catalog.installation.identity;
  const giving = await giveIdentifiers(tx, new IdBlocks(tx), rules, { leafId, rootId }, [given]);
  if (giving.kind === "REFUSED") {
    const [{ code, message }] = giving.refused;
    return refuse(code, message, "newValue");
  }
  if (giving.kind === "TAKEN") {
    return refuse("IDENTIFIER_TAKEN", "Somebody is known by the new one already.", "newValue");
  }
  const options = { viewer, act: "replaceIdentifier" as const, rootId, idsMax: () => 0 };
  const answer = await changeCustomer(tx, deps, options, async ({ cause, tell }) => {
    await refuseOwn(tx, viewer, rootId);
    await checkUnchanged(tx, old);
    await checkKindLimits(tx, rules, rootId, [kind]);
    const status = old.status === "BLOCKED" ? "BLOCKED" : "REPLACED";
    if (old.status !== status) {
      await setIdentifierStatus(tx, old.id, status);
    }
    await insertAudit(tx, {
      actor: cause.actor,
      action: "identifier.replace",
      leafId,
      details: { identifierId: String(old.id), kind },
      recordedAt: formatInstant(cause.recordedAt),
    });
    await renewProfileRecord(tx, leafId);
    const changes = [status, "ACTIVE"].map((one) => ({ kind, status: one }));
    tell("IDENTIFIERS_CHANGED", { changes });
    return { leafId: String(leafId), userErrors: [] };
  });
  if (answer === null) {
    throw new StaleError("the customer was merged");
  }
  return { answer, released: giving.released };
}

/** What was decided on before the customer's lock must still be so under it. */
async function checkUnchanged(tx: Tx, old: HeldIdentifierRow): Promise<void> {
  const [now] = await findHeldIdentifier(tx, { id: old.id });
  if (now?.root_id !== old.root_id || now.status !== old.status) {
    throw new StaleError("the identifier was changed elsewhere");
  }
}

function refuse(code: string, message: string, field: string): Replaced {
  return {
    answer: { leafId: null, userErrors: [{ code, message, field: [field] }] },
    released: [],
  };
}
