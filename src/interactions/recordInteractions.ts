import type { Tx } from "../../db/connection/client.ts";
import { findIdentifiers } from "../../db/queries/core/writeState.ts";
import * as queries from "../../db/queries/interactions/interactions.ts";
import { hexBytes } from "../../db/statements/rows.ts";
import { requireScope } from "../access/authorise.ts";
import { ownRootOf } from "../access/ownRecord.ts";
import { type CommandDeps, type CustomerChange, changeCustomers } from "../core/changeCustomer.ts";
import { clockOf } from "../core/loadState.ts";
import { noteSeen } from "../core/moves/applyPurchase.ts";
import { takenSource } from "../core/takenSource.ts";
import { maySendOf, type Viewer } from "../domain/access/viewer.ts";
import {
  type Interaction,
  interactionHash,
  parseInteraction,
} from "../domain/interaction/interaction.ts";
import { FUTURE_TOLERANCE_MINUTES } from "../domain/purchase/holds.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import {
  addMicros,
  type Instant,
  MICROS_PER_DAY,
  MICROS_PER_MINUTE,
} from "../domain/time/instant.ts";
import { AppError } from "../errors.ts";
import { StaleError } from "../platform/stale.ts";
import { transact } from "../platform/transact.ts";
import type { CommandError } from "../platform/userErrors.ts";
import { rank } from "../purchases/identify.ts";
import { eventKeyOf, identifierKey } from "../purchases/keys.ts";

/** Interactions of one call. */
export const INTERACTIONS_PER_CALL_MAX = 500;

/** Ids per interaction: its own. */
const IDS_PER_INTERACTION = 1;

/**
 * What happened longer ago is recorded without telling subscribers and destinations: a history is
 * no news.
 */
const NEWS_MICROS = 7 * MICROS_PER_DAY;

export interface InteractionRequest {
  /** As the sender wrote it; checked here, each on its own. */
  readonly raw: unknown;
  /** What its `customerId` decodes to; null when it has none, or it is no customer's. */
  readonly customerPublicId: string | null;
}

export interface RecordInteractionsRequest {
  readonly viewer: Viewer;
  readonly interactions: readonly InteractionRequest[];
}

/** What became of one interaction; `publicId` is null exactly when there are errors. */
export interface InteractionResult {
  readonly publicId: string | null;
  readonly duplicate: boolean;
  readonly userErrors: readonly CommandError[];
}

/** One that can be recorded, once its customer is known. */
interface Item {
  readonly index: number;
  readonly interaction: Interaction;
  readonly customerPublicId: string | null;
  readonly sourceId: number;
  readonly hash: Buffer;
  readonly key: string;
}

/**
 * Records what happened between customers and the retailer: up to INTERACTIONS_PER_CALL_MAX, in one
 * transaction, results in input order.
 *
 * Guarantee: one effect per (source, external id), for ever: a repeat answers `duplicate` with the
 * first one's id, and another body under the same key is refused as CONFLICT and changes nothing.
 * One bad interaction never fails its neighbours.
 * Throws: AppError FORBIDDEN, UNAUTHENTICATED, BAD_USER_INPUT for too many, UNAVAILABLE: send the
 * same again.
 */
export async function recordInteractions(
  deps: CommandDeps,
  { viewer, interactions }: RecordInteractionsRequest,
): Promise<readonly InteractionResult[]> {
  requireScope(viewer, "interaction:write");
  if (interactions.length > INTERACTIONS_PER_CALL_MAX) {
    throw new AppError(
      "BAD_USER_INPUT",
      `Send at most ${INTERACTIONS_PER_CALL_MAX} interactions in one call.`,
      { details: { argument: "input.interactions", max: INTERACTIONS_PER_CALL_MAX } },
    );
  }
  const now = deps.now ?? (await clockOf(deps.sql));
  const results: InteractionResult[] = new Array(interactions.length);
  const items: Item[] = [];
  for (const [index, request] of interactions.entries()) {
    const item = itemOf(deps, viewer, request, index, now);
    if ("userErrors" in item) {
      results[index] = item;
    } else {
      items.push(item);
    }
  }
  // The same key twice in one call: the first one is recorded, the others are its repeats.
  const groups = [...Map.groupBy(items, (item) => item.key).values()];
  const firsts = groups.map(([first]) => first as Item);
  const outcomes = await recordAll(deps, viewer, firsts);
  for (const [first, ...repeats] of groups) {
    const outcome = outcomes.get(first as Item) as InteractionResult;
    results[(first as Item).index] = outcome;
    for (const repeat of repeats) {
      const isSame = repeat.hash.equals((first as Item).hash);
      results[repeat.index] = isSame
        ? { ...outcome, duplicate: outcome.publicId !== null }
        : CONFLICT;
    }
  }
  return results;
}

function itemOf(
  { catalog }: CommandDeps,
  viewer: Viewer,
  { raw, customerPublicId }: InteractionRequest,
  index: number,
  now: Instant,
): Item | InteractionResult {
  const parsed = parseInteraction(raw);
  if (!parsed.ok) {
    return refused(parsed.reason, parsed.message, parsed.field);
  }
  const { interaction } = parsed;
  const { source, externalId, occurredAt } = interaction;
  const { source: known, refusal } = takenSource(catalog, source);
  if (refusal !== null) {
    return refused(refusal.reason, refusal.message, ["source"]);
  }
  if (!maySendOf(viewer, source)) {
    return refused("SOURCE_NOT_ALLOWED", "Your key may not send for this source.", ["source"]);
  }
  if (occurredAt > addMicros(now, FUTURE_TOLERANCE_MINUTES * MICROS_PER_MINUTE)) {
    return refused("IN_THE_FUTURE", "occurredAt is later than now.", ["occurredAt"]);
  }
  const key = eventKeyOf(known.id, externalId);
  const hash = interactionHash(interaction);
  return { index, interaction, customerPublicId, sourceId: known.id, hash, key };
}

/**
 * Records them together; when that fails for a reason of ours, in halves, down to the one that it
 * is about.
 */
async function recordAll(
  deps: CommandDeps,
  viewer: Viewer,
  items: readonly Item[],
): Promise<Map<Item, InteractionResult>> {
  if (items.length === 0) {
    return new Map();
  }
  try {
    const outcomes = await transact(deps.sql, (tx) => record(tx, deps, viewer, items));
    for (const [{ sourceId, interaction }, { publicId, duplicate }] of outcomes) {
      if (publicId !== null && !duplicate) {
        deps.noteSource?.(sourceId, interaction.occurredAt);
      }
    }
    return outcomes;
  } catch (error) {
    if (error instanceof AppError) {
      throw error;
    }
    if (items.length === 1) {
      deps.onFailure?.(error);
      return new Map(items.map((item) => [item, INTERNAL]));
    }
    const middle = Math.ceil(items.length / 2);
    const first = await recordAll(deps, viewer, items.slice(0, middle));
    return new Map([...first, ...(await recordAll(deps, viewer, items.slice(middle)))]);
  }
}

async function record(
  tx: Tx,
  deps: CommandDeps,
  viewer: Viewer,
  items: readonly Item[],
): Promise<Map<Item, InteractionResult>> {
  const outcomes = await known(tx, items);
  const fresh = items.filter((item) => !outcomes.has(item));
  const holders = await holdersOf(tx, deps, fresh);
  const owned = fresh.filter((item) => holders.has(item));
  for (const item of fresh) {
    if (!holders.has(item)) {
      outcomes.set(item, NOT_FOUND);
    }
  }
  if (owned.length === 0) {
    return outcomes;
  }
  const rootIds = [...new Set([...holders.values()].map(({ rootId }) => rootId))];
  const options = {
    viewer,
    act: "recordInteractions" as const,
    rootIds,
    idsMax: () => items.length * IDS_PER_INTERACTION,
  };
  await changeCustomers(tx, deps, options, async (changes) => {
    const ownRoot = await ownRootOf(tx, viewer);
    const rows = new Map<Item, { row: queries.NewInteractionRow; change: CustomerChange }>();
    for (const item of owned) {
      const { leafId, rootId } = holders.get(item) as Holder;
      const change = changes.get(rootId);
      if (change === undefined) {
        throw new StaleError("a customer was merged");
      }
      if (rootId === ownRoot) {
        outcomes.set(item, OWN_RECORD);
        continue;
      }
      rows.set(item, { row: rowOf(deps, item, leafId, change), change });
    }
    const inserted = await queries.insertInteractions(
      tx,
      [...rows.values()].map(({ row }) => row),
    );
    const won = new Set(inserted.map(({ id }) => id));
    for (const [item, { row, change }] of rows) {
      if (!won.has(row.id)) {
        continue;
      }
      noteSeen(change.customer, item.sourceId, item.interaction.occurredAt);
      const isNews =
        item.interaction.occurredAt >= addMicros(change.cause.recordedAt, -NEWS_MICROS);
      change.tell("INTERACTION_RECORDED", payloadOf(item, row), isNews);
      outcomes.set(item, { publicId: row.public_id, duplicate: false, userErrors: [] });
    }
    const lost = owned.filter((item) => !outcomes.has(item));
    for (const [item, outcome] of await known(tx, lost)) {
      outcomes.set(item, outcome);
    }
  });
  return outcomes;
}

/** Those that are on record already, as repeats or conflicts. */
async function known(tx: Tx, items: readonly Item[]): Promise<Map<Item, InteractionResult>> {
  const outcomes = new Map<Item, InteractionResult>();
  if (items.length === 0) {
    return outcomes;
  }
  const found = await queries.findInteractions(
    tx,
    items.map(({ sourceId, interaction }) => ({
      source_id: sourceId,
      external_id: interaction.externalId,
    })),
  );
  const rows = new Map(found.map((row) => [eventKeyOf(row.source_id, row.external_id), row]));
  for (const item of items) {
    const row = rows.get(item.key);
    if (row === undefined) {
      continue;
    }
    const isSame = row.body_hash.equals(item.hash);
    outcomes.set(
      item,
      isSame ? { publicId: row.public_id, duplicate: true, userErrors: [] } : CONFLICT,
    );
  }
  return outcomes;
}

interface Holder {
  readonly leafId: bigint;
  readonly rootId: bigint;
}

/**
 * Whose each is: by id, or by the source's best-ranked identifier that somebody holds, a blocked
 * one too.
 */
async function holdersOf(
  tx: Tx,
  { catalog }: CommandDeps,
  items: readonly Item[],
): Promise<Map<Item, Holder>> {
  const pairs = new Map(
    items
      .flatMap(({ interaction }) => interaction.identifiers)
      .map(({ kind, value }) => [identifierKey({ kind, value }), { kind, value }]),
  );
  const ids = items.flatMap(({ customerPublicId }) => customerPublicId ?? []);
  const [identifiers, leaves] = await Promise.all([
    pairs.size === 0 ? [] : findIdentifiers(tx, [...pairs.values()]),
    ids.length === 0 ? [] : queries.findLeavesByPublicIds(tx, ids),
  ]);
  const byKey = new Map(identifiers.map((row) => [identifierKey(row), row]));
  const byId = new Map(leaves.map((row) => [row.public_id, row]));
  const holders = new Map<Item, Holder>();
  for (const item of items) {
    const { customerId, identifiers: presented } = item.interaction;
    if (customerId !== null) {
      const row = byId.get(item.customerPublicId ?? "");
      if (row !== undefined) {
        holders.set(item, { leafId: row.id, rootId: row.root_id });
      }
      continue;
    }
    for (const identifier of rank(presented, catalog.sourceById(item.sourceId))) {
      const row = byKey.get(identifierKey(identifier));
      if (row?.leaf_id != null && row.root_id !== null) {
        holders.set(item, { leafId: row.leaf_id, rootId: row.root_id });
        break;
      }
    }
  }
  return holders;
}

function rowOf(
  deps: CommandDeps,
  { interaction, sourceId, hash }: Item,
  leafId: bigint,
  { context, cause }: CustomerChange,
): queries.NewInteractionRow {
  const { order } = interaction;
  return {
    id: context.nextId(),
    public_id: deps.newPublicId(),
    leaf_id: leafId,
    source_id: sourceId,
    external_id: interaction.externalId,
    body_hash: hexBytes(hash),
    kind: interaction.kind,
    channel: interaction.channel,
    subject: interaction.subject,
    order_source: order?.source ?? null,
    order_number: order?.number ?? null,
    campaign_code: interaction.campaignCode,
    case_number: interaction.caseNumber,
    occurred_at: formatInstant(interaction.occurredAt),
    recorded_at: formatInstant(cause.recordedAt),
    actor: cause.actor,
  };
}

/** For the stream: no subject, no order number, nothing that a person said. */
function payloadOf({ interaction }: Item, row: queries.NewInteractionRow): object {
  const { kind, channel, campaignCode } = interaction;
  return { interactionId: row.public_id, kind, channel, campaignCode, at: row.occurred_at };
}

function refused(code: string, message: string, field: readonly string[]): InteractionResult {
  return { publicId: null, duplicate: false, userErrors: [{ code, message, field }] };
}

const CONFLICT = refused(
  "CONFLICT",
  "This source has sent another interaction under this id; the first one stands. Send this one under a new id.",
  ["externalId"],
);
const NOT_FOUND = refused(
  "CUSTOMER_NOT_FOUND",
  "No customer is known by this. Keep the interaction and send it again when the customer is here.",
  ["customer"],
);
const OWN_RECORD = refused(
  "OWN_RECORD",
  "Nobody writes to their own record; ask a colleague to record it.",
  ["customer"],
);
const INTERNAL = refused(
  "INTERNAL",
  "This interaction could not be recorded, for a reason of ours. Keep it, and tell us its external id.",
  ["externalId"],
);
