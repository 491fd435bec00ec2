import type { EntryRow, StatementKey } from "../../db/queries/loyalty/readStatement.ts";
import type { StoreRow } from "../../db/queries/programme/catalog.ts";
import type { EventRow } from "../../db/queries/purchases/readHandoffs.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import { type ActorRef, parseActor } from "../domain/access/actor.ts";
import { entryActor } from "../domain/points/entryKinds.ts";
import { type StatementSums, statementOf } from "../domain/points/statement.ts";
import type { LocalDate } from "../domain/time/instant.ts";
import { AppError } from "../errors.ts";
import type { createOrderLoaders, OrderModel } from "../orders/orders.ts";
import {
  decodeCursor,
  type Page,
  pageOf,
  pageSize,
  type SortKey,
  searchable,
} from "../platform/page.ts";
import type { Directory } from "../programme/directory.ts";
import type { Reads } from "../reads/requestReads.ts";
import type { createAccountLoaders } from "./accounts.ts";
import type { LoyaltyModel } from "./loyalty.ts";

export type StatementModel = StatementSums & {
  readonly key: StatementKey;
  readonly publicId: string;
};

export interface EntryModel {
  readonly row: EntryRow;
}

/** A purchase event by its numbers, without what it said of a person. */
export interface EventModel {
  readonly row: EventRow;
  readonly source: string;
}

export interface StatementDeps {
  readonly reads: Reads;
  readonly policy: ReadPolicy;
  readonly directory: Directory;
  readonly orders: Pick<ReturnType<typeof createOrderLoaders>, "byRowId">;
  readonly accounts: Pick<ReturnType<typeof createAccountLoaders>, "expiredByDay">;
}

/** Statements of customers that a policy-checked loader gave out. */
export function createStatementLoaders({
  reads,
  policy,
  directory,
  orders,
  accounts,
}: StatementDeps) {
  return {
    /**
     * @throws AppError BAD_USER_INPUT when the period ends before it begins, or no wallet can have
     * such a code
     */
    ofLoyalty: async (
      { customer, ruleset, accounts: views }: LoyaltyModel,
      period: { readonly from: LocalDate; readonly to: LocalDate; readonly wallet: string },
    ): Promise<StatementModel> => {
      if (period.to < period.from) {
        throw new AppError("BAD_USER_INPUT", "The period ends before it begins.", {
          details: { field: ["to"] },
        });
      }
      const { rootId, publicId } = customer.row;
      const wallet = searchable(period.wallet, "wallet");
      const key = { rootId, programme: ruleset.programme.code, ...period, wallet };
      const [sums, ...lost] = await Promise.all([
        reads.statementSums.load(key),
        ...views
          .filter((view) => view.wallet === wallet)
          .map((view) => accounts.expiredByDay(view, ruleset.programme.timeZone)),
      ]);
      const unwritten = lost.flat().flatMap(({ bookedOn, points }) => {
        if (bookedOn > period.to) {
          return [];
        }
        const isBefore = bookedOn < period.from;
        return [
          {
            kind: "EXPIRED" as const,
            before: isBefore ? -points : 0n,
            within: isBefore ? 0n : -points,
          },
        ];
      });
      return { ...statementOf([...sums, ...unwritten]), key, publicId };
    },

    entries: async (
      { key, publicId }: StatementModel,
      { first, after }: { readonly first: number; readonly after?: string | null },
    ): Promise<Page<EntryModel>> => {
      const size = pageSize(first);
      const list = `statement/${publicId}/${key.wallet}/${key.from}/${key.to}`;
      const cursor = decodeCursor(list, after, isEntryKey);
      const before = cursor === null ? null : BigInt(cursor[0]);
      // One more than the page: whether there is a next one.
      const rows = await reads.entryPage.load({ ...key, limit: size + 1, before });
      const nodes = rows.slice(0, size).map((row) => ({ row }));
      return pageOf(
        list,
        nodes,
        ({ row }) => [row.id.toString()],
        rows.length > size,
        cursor !== null,
      );
    },

    /** The order that an entry is of, if the viewer may see it. */
    orderOf: async ({ row }: EntryModel): Promise<OrderModel | null> =>
      row.orderId === null ? null : await orders.byRowId(row.orderId),

    /**
     * The purchase event that caused it; for those who may see the way of an order through our
     * systems.
     */
    eventOf: async ({ row }: EntryModel): Promise<EventModel | null> => {
      const event =
        row.eventId === null || !policy.orderHandoff()
          ? null
          : await reads.eventById.load(row.eventId);
      return event && { row: event, source: (await directory.sourceById(event.sourceId)).code };
    },

    storeOf: ({ row }: EntryModel): StoreRow | null => directory.store(row.store),

    /** Who made it; for those who may read what staff wrote. */
    byOf: ({ row }: EntryModel): ActorRef | null =>
      policy.remarks() ? parseActor(entryActor(row)) : null,

    /** Why staff did it; for those who may read what staff wrote. */
    reasonOf: ({ row }: EntryModel): string | null => (policy.remarks() ? row.reason : null),
  };
}

function isEntryKey(key: SortKey): key is readonly [string] {
  return key.length === 1 && typeof key[0] === "string" && /^[1-9]\d{0,18}$/.test(key[0]);
}
