import type { Tx } from "../../db/connection/client.ts";
import { insertAudit } from "../../db/queries/core/audit.ts";
import { findHeldIdentifier } from "../../db/queries/customers/identity.ts";
import { readHomeLeaf } from "../../db/queries/identity/leaves.ts";
import { renewProfileRecord } from "../../db/queries/identity/profiles.ts";
import { IdBlocks } from "../../db/statements/idBlocks.ts";
import { requireScope } from "../access/authorise.ts";
import { refuseOwn } from "../access/ownRecord.ts";
import { type CommandDeps, changeCustomer } from "../core/changeCustomer.ts";
import { onceReleasing, type Releasing } from "../core/onceReleasing.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { isKindName, normaliseNewIdentifier } from "../domain/identity/normaliseIdentifier.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { StaleError } from "../platform/stale.ts";
import type { IdentifierAnswer } from "./blockIdentifier.ts";
import { checkKindLimits } from "./givable.ts";
import { giveIdentifiers } from "./giveIdentifiers.ts";
import { customerNotFound } from "./notFound.ts";

export interface LinkIdentifierRequest {
  readonly viewer: Viewer;
  /** The live customer who gets it; null when nobody was found. */
  readonly rootId: bigint | null;
  /** The customer as the caller named it: what belongs to the key. */
  readonly said: unknown;
  readonly identifier: {
    readonly kind: string;
    /** As it was given. */
    readonly value: string;
    readonly verified: boolean;
  };
  readonly idempotencyKey: string;
}

/**
 * Gives a customer one more identifier, which nobody holds. Purchases that waited for it are
 * applied, in the order in which they happened, before this answers.
 *
 * Guarantee: one effect per idempotency key; what the customer has already changes nothing; nobody
 * else's identifier is taken, and whose it is is not said.
 * Throws: AppError FORBIDDEN (also for one's own record), UNAUTHENTICATED, CUSTOMER_MARKED,
 * IDEMPOTENCY_KEY_PARAMETER_MISMATCH, UNAVAILABLE.
 */
export async function linkIdentifier(
  deps: CommandDeps,
  request: LinkIdentifierRequest,
): Promise<IdentifierAnswer> {
  const { viewer, idempotencyKey, said, identifier } = request;
  requireScope(viewer, "customer:write");
  const command = {
    operation: "linkIdentifier" as const,
    key: idempotencyKey,
    input: { said, identifier },
  };
  return await onceReleasing(deps, viewer, command, (tx) => link(tx, deps, request));
}

type Linked = Releasing<IdentifierAnswer>;

async function link(
  tx: Tx,
  deps: CommandDeps,
  { viewer, rootId, identifier: { kind, verified, ...asked } }: LinkIdentifierRequest,
): Promise<Linked> {
  if (rootId === null) {
    return { answer: { leafId: null, userErrors: [customerNotFound()] }, released: [] };
  }
  const normalised = normaliseNewIdentifier(kind, asked.value);
  if (!normalised.ok) {
    // What is no kind is not repeated: not every text can be kept with the answer.
    const name = isKindName(kind) ? kind : "identifier";
    return refuse(normalised.reason, `This is no ${name} that can be used.`);
  }
  const { value } = normalised;
  const rules = deps.catalog.installation.identity;
  const given = { kind, value, verified, raw: asked.value };
  const leafId = await readHomeLeaf(tx, rootId);
  const giving = await giveIdentifiers(tx, new IdBlocks(tx), rules, { leafId, rootId }, [given]);
  if (giving.kind === "REFUSED") {
    const [{ code, message }] = giving.refused;
    return refuse(code, message);
  }
  const [now] = await findHeldIdentifier(tx, { kind, value });
  if (now === undefined || (giving.kind === "TAKEN" && now.root_id !== rootId)) {
    return refuse("IDENTIFIER_TAKEN", "Somebody else is known by this already.");
  }
  const options = { viewer, act: "linkIdentifier" as const, rootId, idsMax: () => 0 };
  const answer = await changeCustomer(tx, deps, options, async ({ cause, tell }) => {
    await refuseOwn(tx, viewer, rootId);
    if (giving.kind === "TAKEN") {
      return true;
    }
    await checkKindLimits(tx, rules, rootId, [kind]);
    if ((await readHomeLeaf(tx, rootId)) !== leafId) {
      throw new StaleError("the customer was regrouped");
    }
    await insertAudit(tx, {
      ...{ actor: cause.actor, action: "identifier.link", leafId },
      details: { identifierId: String(now.id), kind },
      recordedAt: formatInstant(cause.recordedAt),
    });
    await renewProfileRecord(tx, leafId);
    tell("IDENTIFIERS_CHANGED", { changes: [{ kind, status: "ACTIVE" }] });
    return true;
  });
  if (answer === null) {
    throw new StaleError("the customer was merged");
  }
  const released = giving.kind === "GIVEN" ? giving.released : [];
  return { answer: { leafId: String(rootId), userErrors: [] }, released };
}

function refuse(code: string, message: string): Linked {
  const field = ["identifier", "value"];
  return { answer: { leafId: null, userErrors: [{ code, message, field }] }, released: [] };
}
