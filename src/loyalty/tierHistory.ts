import type { GrantRow } from "../../db/queries/loyalty/grants.ts";
import type { TierChangeRow } from "../../db/queries/loyalty/readLoyalty.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import { type ActorRef, parseActor } from "../domain/access/actor.ts";
import type { Ruleset, TierRule } from "../domain/ruleset/ruleset.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import type { createOrderLoaders, OrderModel } from "../orders/orders.ts";
import { decodeCursor, type Page, pageOf, pageSize, type SortKey } from "../platform/page.ts";
import { type Directory, tierOfVersion } from "../programme/directory.ts";
import type { Reads } from "../reads/requestReads.ts";
import type { LoyaltyModel } from "./loyalty.ts";

/**
 * A change of a customer's tier as it was recorded, with the tiers as the rules of the day named
 * them.
 */
export interface RecordedTierChangeModel {
  readonly row: TierChangeRow;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly from: TierRule;
  readonly to: TierRule;
  readonly earned: TierRule;
  readonly ruleset: Ruleset;
  /** The grant that began or ended, without what staff wrote. */
  readonly grant: Pick<GrantRow, "kind" | "mode" | "expiresAt"> | null;
  /** Null too for those who may not read what staff wrote. */
  readonly by: ActorRef | null;
  readonly reason: string | null;
}

export interface TierHistoryDeps {
  readonly reads: Reads;
  readonly policy: ReadPolicy;
  readonly directory: Directory;
  readonly orders: Pick<ReturnType<typeof createOrderLoaders>, "byRowId">;
}

/** The tier history of customers that a policy-checked loader gave out. */
export function createTierHistoryLoaders({ reads, policy, directory, orders }: TierHistoryDeps) {
  return {
    page: async (
      { customer }: LoyaltyModel,
      { first, after }: { readonly first: number; readonly after?: string | null },
    ): Promise<Page<RecordedTierChangeModel>> => {
      const { rootId, publicId } = customer.row;
      const size = pageSize(first);
      const list = `tierHistory/${publicId}`;
      const cursor = decodeCursor(list, after, isChangeKey);
      const rows = await reads.tierChangePage.load({
        rootId,
        // One more than the page: whether there is a next one.
        limit: size + 1,
        after:
          cursor === null
            ? null
            : { recordedAt: formatInstant(cursor[0] as Instant), id: BigInt(cursor[1]) },
      });
      const shown = rows.slice(0, size);
      const grants = shown.some(({ grantId }) => grantId !== null)
        ? await reads.grants.load(rootId)
        : [];
      const nodes = await Promise.all(
        shown.map((row) =>
          modelOf(row, directory, grants.find(({ id }) => id === row.grantId) ?? null, policy),
        ),
      );
      const keyOf = ({ recordedAt, row }: RecordedTierChangeModel) => [
        recordedAt,
        row.id.toString(),
      ];
      return pageOf(list, nodes, keyOf, rows.length > size, cursor !== null);
    },

    /** A change that was read another way, of a customer that a policy-checked loader gave out. */
    ofRow: async (rootId: bigint, row: TierChangeRow): Promise<RecordedTierChangeModel> => {
      const grants = row.grantId === null ? [] : await reads.grants.load(rootId);
      const grant = grants.find(({ id }) => id === row.grantId) ?? null;
      return await modelOf(row, directory, grant, policy);
    },

    /** The order whose event caused the change, if the viewer may see it. */
    orderOf: async ({ row }: RecordedTierChangeModel): Promise<OrderModel | null> => {
      const event = row.eventId === null ? null : await reads.eventById.load(row.eventId);
      const orderId = event?.orderId ?? null;
      return orderId === null ? null : await orders.byRowId(orderId);
    },
  };
}

async function modelOf(
  row: TierChangeRow,
  directory: Directory,
  grant: GrantRow | null,
  policy: ReadPolicy,
): Promise<RecordedTierChangeModel> {
  const tierOf = (code: string) => tierOfVersion(directory, row.rulesetVersion, code);
  const [from, to, earned, ruleset] = await Promise.all([
    tierOf(row.fromTier),
    tierOf(row.toTier),
    tierOf(row.earnedTier),
    directory.rulesetVersion(row.rulesetVersion),
  ]);
  return {
    row,
    at: instantFromPg(row.at),
    recordedAt: instantFromPg(row.recordedAt),
    from,
    to,
    earned,
    ruleset,
    grant,
    ...(grant !== null && policy.remarks() ? remarkOf(row, grant) : { by: null, reason: null }),
  };
}

function remarkOf(
  { cause }: TierChangeRow,
  grant: GrantRow,
): Pick<RecordedTierChangeModel, "by" | "reason"> {
  switch (cause) {
    case "GRANT_STARTED":
      return { by: parseActor(grant.actor), reason: grant.reason };
    case "GRANT_CLEARED":
      return {
        by: grant.clearedBy === null ? null : parseActor(grant.clearedBy),
        reason: grant.clearReason,
      };
    default:
      return { by: null, reason: null };
  }
}

function isChangeKey(key: SortKey): key is readonly [recordedAt: number, id: string] {
  const [recordedAt, id] = key;
  return (
    key.length === 2 && typeof recordedAt === "number" && /^[1-9][0-9]{0,17}$/.test(String(id))
  );
}
