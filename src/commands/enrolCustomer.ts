import type { Sql, Tx } from "../../db/client.ts";
import { lockCustomers } from "../../db/queries/claims.ts";
import { lockOrdersSince } from "../../db/queries/enrolment.ts";
import { IdBlocks } from "../../db/queries/idBlocks.ts";
import * as state from "../../db/queries/writeState.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import { addMicros, type Instant, laterOf, MICROS_PER_DAY } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import type { Catalog } from "../handoff/catalog.ts";
import { newsOf, noEffects } from "../handoff/effects.ts";
import { Pipeline } from "../handoff/pipeline.ts";
import type { Cause, PostingContext } from "../handoff/post.ts";
import { decideTierOf, settleOrder } from "../handoff/settle.ts";
import { membershipKey, worksetOf } from "../handoff/workset.ts";
import { addEffects } from "../handoff/write.ts";
import { requireScope } from "./authorise.ts";
import { once } from "./idempotency.ts";

export interface EnrolCustomerRequest {
  readonly viewer: Viewer;
  /** The customer as found; looked at again under the locks. */
  readonly rootId: bigint;
  readonly idempotencyKey: string;
  readonly termsVersion: string | null;
  readonly channel: string | null;
  readonly store: string | null;
}

export interface EnrolCustomerAnswer {
  readonly userErrors: readonly {
    readonly code: "CUSTOMER_NOT_FOUND" | "ALREADY_MEMBER" | "MEMBERSHIP_CLOSED";
    readonly message: string;
    readonly field: readonly string[] | null;
  }[];
}

export interface EnrolCustomerDeps {
  readonly sql: Sql;
  readonly catalog: Catalog;
  /** Tests pass the time; else the database's clock. */
  readonly now?: Instant;
}

/** Ids per credited order: entries and lots of every rule. */
const IDS_PER_ORDER = 20;

/**
 * Makes the customer a member and credits what was bought in the last `retroCreditDays` (PROGRAMME 2), in one
 * transaction: membership, points, tier and the customer's stream.
 *
 * Guarantee: one effect per idempotency key; the locks are those of purchases (orders, then customer), so that no
 * purchase is missed or credited twice.
 * Throws: AppError FORBIDDEN, BAD_USER_INPUT, IDEMPOTENCY_KEY_PARAMETER_MISMATCH.
 */
export async function enrolCustomer(
  deps: EnrolCustomerDeps,
  request: EnrolCustomerRequest,
): Promise<EnrolCustomerAnswer> {
  const { viewer, idempotencyKey, ...input } = request;
  requireScope(viewer, "membership:write");
  const ids = new IdBlocks(deps.sql);
  return await deps.sql.begin((tx) =>
    once(
      tx,
      viewer,
      {
        operation: "enrolCustomer",
        key: idempotencyKey,
        input: { ...input, rootId: String(input.rootId) },
      },
      () => enrol(tx, ids, deps, request),
    ),
  );
}

async function enrol(
  tx: Tx,
  ids: IdBlocks,
  deps: EnrolCustomerDeps,
  request: EnrolCustomerRequest,
): Promise<EnrolCustomerAnswer> {
  const { catalog } = deps;
  const { rootId } = request;
  const before = deps.now ?? (await clockOf(tx));
  const ruleset = catalog.rulesetAt(before);
  const since = addMicros(before, -ruleset.retroCreditDays * MICROS_PER_DAY);
  const orderIds = (await lockOrdersSince(tx, rootId, formatInstant(since))).map((row) => row.id);
  const locked = await lockCustomers(tx, [rootId], false);
  await ids.ensure((orderIds.length + 1) * IDS_PER_ORDER);

  const customers = await state.readCustomers(tx, [rootId], [rootId]);
  const root = customers.find((row) => row.id === rootId);
  if (locked.length === 0 || root === undefined || root.root_id !== rootId) {
    return refuse(
      "CUSTOMER_NOT_FOUND",
      "No customer has this identifier, or it was just merged; look it up again.",
    );
  }
  const leaves = customers.map((row) => row.id);
  const memberships = await state.readMemberships(tx, leaves);
  const known = memberships.find((row) => row.programme === ruleset.programme.code);
  if (known !== undefined) {
    return known.status === "CLOSED"
      ? refuse(
          "MEMBERSHIP_CLOSED",
          "The customer closed this membership; it has to be reopened, not enrolled.",
        )
      : refuse("ALREADY_MEMBER", "The customer is a member already.");
  }
  const [accounts, orders, lots] = await Promise.all([
    state.readAccounts(tx, [rootId], leaves),
    state.readOrders(tx, orderIds),
    state.readLotsOfOrders(tx, orderIds),
  ]);
  const workset = worksetOf({ customers, accounts, memberships, orders, lots, unlinked: [] });
  const customer = workset.customers.get(rootId);
  if (customer === undefined) {
    throw new Error(`customer ${rootId} is locked and has no row`);
  }
  const effects = noEffects();
  const context: PostingContext = { workset, effects, catalog, nextId: () => ids.next() };
  const recordedAt = laterOf(deps.now ?? (await clockOf(tx)), addMicros(customer.recordedAt, 1));
  const cause: Cause = {
    eventRowId: null,
    actor: request.viewer.principal,
    store: request.store,
    run: null,
    recordedAt,
    now: laterOf(recordedAt, customer.evaluatedAt),
  };
  for (const leafId of leaves) {
    workset.memberships.set(membershipKey(leafId, ruleset.programme.code), {
      status: "ENROLLED",
      enrolledAt: cause.now,
    });
    effects.memberships.push({
      id: ids.next(),
      leaf_id: leafId,
      programme: ruleset.programme.code,
      status: "ENROLLED",
      enrolled_at: formatInstant(cause.now),
      terms_version: request.termsVersion,
      channel: request.channel,
      store: request.store,
    });
  }
  for (const order of workset.orders.values()) {
    settleOrder(context, order, cause);
  }
  decideTierOf(context, customer, cause, true);
  customer.recordedAt = recordedAt;
  customer.evaluatedAt = cause.now;
  customer.dirty = true;
  newsOf(effects, customer, recordedAt).announce = true;
  const pipeline = new Pipeline();
  addEffects(tx, pipeline, workset, effects);
  await pipeline.send();
  return { userErrors: [] };
}

async function clockOf(tx: Tx): Promise<Instant> {
  const [row] = await state.readClock(tx);
  return instantFromPg((row as { now: string }).now);
}

function refuse(
  code: EnrolCustomerAnswer["userErrors"][number]["code"],
  message: string,
): EnrolCustomerAnswer {
  return { userErrors: [{ code, message, field: ["customer"] }] };
}
