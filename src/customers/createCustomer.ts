import type { Tx } from "../../db/connection/client.ts";
import { insertAudit } from "../../db/queries/core/audit.ts";
import { putProfile } from "../../db/queries/customers/identity.ts";
import { IdBlocks } from "../../db/statements/idBlocks.ts";
import { requireScope } from "../access/authorise.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { NO_ROWS, worksetOf } from "../core/decode.ts";
import { newsOf, noEffects } from "../core/effects.ts";
import { clockOf } from "../core/loadState.ts";
import { onceReleasing, type Releasing } from "../core/onceReleasing.ts";
import { newCustomer } from "../core/state.ts";
import { addEffects } from "../core/store.ts";
import { actorOf } from "../domain/access/actor.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { parseProfileText } from "../domain/customer/profile.ts";
import { isKindName, normaliseNewIdentifier } from "../domain/identity/normaliseIdentifier.ts";
import { IDENTIFIERS_PER_EVENT_MAX } from "../domain/purchase/limits.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { Pipeline } from "../platform/pipeline.ts";
import type { CommandError } from "../platform/userErrors.ts";
import { identifierKey } from "../purchases/keys.ts";
import type { GivenIdentifier } from "./givable.ts";
import { type Giving, giveIdentifiers } from "./giveIdentifiers.ts";

export interface CreateCustomerRequest {
  readonly viewer: Viewer;
  readonly name: string | null;
  readonly language: string | null;
  readonly identifiers: readonly {
    readonly kind: string;
    readonly value: string;
    readonly verified: boolean;
  }[];
  readonly idempotencyKey: string;
}

export interface CreateCustomerAnswer {
  /** Of the customer that was made, as text; null exactly when there are errors. */
  readonly leafId: string | null;
  readonly userErrors: readonly CommandError[];
}

/**
 * Makes a customer, known by at least one identifier that nobody holds, and applies the purchases
 * that waited for one of them before it answers. Membership is a step of its own (enrolCustomer).
 *
 * Guarantee: one customer per idempotency key; all identifiers or nothing; two callers at once with
 * one identifier in common get one customer and one IDENTIFIER_TAKEN.
 * Throws: AppError FORBIDDEN, UNAUTHENTICATED, IDEMPOTENCY_KEY_PARAMETER_MISMATCH, UNAVAILABLE.
 */
export async function createCustomer(
  deps: CommandDeps,
  request: CreateCustomerRequest,
): Promise<CreateCustomerAnswer> {
  const { viewer, idempotencyKey, ...input } = request;
  requireScope(viewer, "customer:write");
  const command = { operation: "createCustomer" as const, key: idempotencyKey, input };
  return await onceReleasing(deps, viewer, command, (tx) => create(tx, deps, request));
}

async function create(
  tx: Tx,
  deps: CommandDeps,
  request: CreateCustomerRequest,
): Promise<Releasing<CreateCustomerAnswer>> {
  const text = parseProfileText(request);
  if (!text.ok) {
    return refuse(text);
  }
  const wanted = identifiersOf(request.identifiers);
  if ("code" in wanted) {
    return refuse(wanted);
  }

  const ids = new IdBlocks(tx);
  await ids.ensure(1);
  const leafId = ids.next();
  const { identity } = deps.catalog.installation;
  const recipient = { leafId, rootId: null };
  const giving = await giveIdentifiers(tx, ids, identity, recipient, [...wanted.values()]);
  if (giving.kind !== "GIVEN") {
    return { answer: { leafId: null, userErrors: errorsOf(giving, wanted) }, released: [] };
  }

  const recordedAt = deps.now ?? (await clockOf(tx));
  const at = formatInstant(recordedAt);
  const customer = newCustomer(leafId, deps.newPublicId(), recordedAt);
  customer.rulesetVersion = deps.catalog.rulesetAt(recordedAt).version;
  const workset = worksetOf(NO_ROWS);
  workset.customers.set(leafId, customer);
  const effects = noEffects();
  const news = newsOf(effects, customer, recordedAt);
  news.announce = true;
  news.told.push(
    { kind: "PROFILE_CHANGED", payload: { version: 1 } },
    {
      kind: "IDENTIFIERS_CHANGED",
      payload: { changes: [...wanted.values()].map(({ kind }) => ({ kind, status: "ACTIVE" })) },
    },
  );
  const pipeline = new Pipeline();
  // To be made is no move: nothing follows yet.
  addEffects(tx, pipeline, { workset, effects, following: [] });
  pipeline.add(putProfile(tx, leafId, { ...text.profile, flags: [], version: 1 }, at));
  pipeline.add(
    insertAudit(tx, {
      actor: actorOf(request.viewer),
      action: "customer.create",
      leafId,
      details: { identifierKinds: [...wanted.values()].map(({ kind }) => kind) },
      recordedAt: at,
    }),
  );
  await pipeline.send();
  return { answer: { leafId: String(leafId), userErrors: [] }, released: giving.released };
}

const TAKEN = "Somebody is known by this already; look the customer up by it.";

/** One for each identifier that stands in the way, by its place in the input. */
function errorsOf(
  giving: Exclude<Giving, { readonly kind: "GIVEN" }>,
  wanted: ReadonlyMap<number, GivenIdentifier>,
): CommandError[] {
  const why = new Map(
    giving.kind === "REFUSED"
      ? giving.refused.map(({ identifier, ...refused }) => [identifierKey(identifier), refused])
      : giving.taken.map((one) => [
          identifierKey(one),
          { code: "IDENTIFIER_TAKEN", message: TAKEN },
        ]),
  );
  return [...wanted].flatMap(([index, identifier]) => {
    const error = why.get(identifierKey(identifier));
    return error === undefined ? [] : { ...error, field: ["identifiers", String(index)] };
  });
}

/** By their place in the input; one that is there twice counts once. */
function identifiersOf(
  given: CreateCustomerRequest["identifiers"],
): Map<number, GivenIdentifier> | CommandError {
  if (given.length === 0) {
    return error("MISSING", "Name at least one identifier, or nobody finds the customer again.");
  }
  if (given.length > IDENTIFIERS_PER_EVENT_MAX) {
    return error("TOO_MANY", `At most ${IDENTIFIERS_PER_EVENT_MAX} identifiers.`);
  }
  const wanted = new Map<number, GivenIdentifier>();
  const seen = new Set<string>();
  for (const [index, { kind, value, verified }] of given.entries()) {
    const normalised = normaliseNewIdentifier(kind, value);
    if (!normalised.ok) {
      const name = isKindName(kind) ? kind : "identifier";
      const field = ["identifiers", String(index), isKindName(kind) ? "value" : "kind"];
      return { code: normalised.reason, message: `This is no ${name} that can be used.`, field };
    }
    const identifier = { kind, value: normalised.value, verified, raw: value };
    const key = identifierKey(identifier);
    if (!seen.has(key)) {
      seen.add(key);
      wanted.set(index, identifier);
    }
  }
  return wanted;
}

function error(code: string, message: string): CommandError {
  return { code, message, field: ["identifiers"] };
}

function refuse({ code, message, field }: CommandError) {
  const userErrors = [{ code, message, field }];
  return { answer: { leafId: null, userErrors }, released: [] };
}
