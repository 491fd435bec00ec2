import type { Sql } from "../../db/connection/client.ts";
import {
  type DeclaredDayRow,
  readDeclaration,
  readDeclarations,
  readDeclaredDays,
} from "../../db/queries/days/declaredDays.ts";
import { readSoldTwice } from "../../db/queries/days/receipts.ts";
import type { StoreRow } from "../../db/queries/programme/catalog.ts";
import { hasScope } from "../access/authorise.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import type { DayState } from "../domain/day/dayState.ts";
import { dayNumberAt } from "../domain/time/calendar.ts";
import type { Instant, LocalDate } from "../domain/time/instant.ts";
import { AppError } from "../errors.ts";
import {
  decodeCursor,
  type Page,
  pageOf,
  pageSize,
  type SortKey,
  searchable,
} from "../platform/page.ts";
import type { Directory } from "../programme/directory.ts";
import { controlOf, type ReceiptControlView } from "./receiptControl.ts";
import { readStoreDay } from "./storeDay.ts";
import { undeclaredDays } from "./undeclaredDays.ts";

/** Days of one list. */
export const DECLARED_DAYS_MAX = 31;
/** Numbers under which more than one sale came that are told of one day. */
export const REPEATED_MAX = 100;

/** Where a till's questions are asked. */
export interface TillContextView {
  readonly store: StoreRow;
  readonly serverTime: Instant;
}

export interface DayPageQuery {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly store: string | null;
  readonly source: string | null;
  readonly states: readonly DayState[] | null;
  readonly first: number;
  readonly after: string | null;
}

/** Days as they were declared, and what came of them. Resolvers have checked the scope. */
export function createDayLoaders({
  sql,
  viewer,
  directory,
  now,
}: {
  readonly sql: Sql;
  readonly viewer: Viewer;
  readonly directory: Directory;
  readonly now: () => Instant;
}) {
  return {
    /**
     * The viewer's store, or for operations the one that is named.
     *
     * @throws AppError FORBIDDEN for another store than the viewer's, BAD_USER_INPUT for none or
     *   one that is not set up
     */
    till: (named: string | null): TillContextView => {
      const code = viewer.store ?? named;
      const isOther = viewer.store !== null && named !== null && named !== viewer.store;
      if (isOther || (viewer.store === null && !hasScope(viewer, "operations:read"))) {
        throw new AppError("FORBIDDEN", "A till sees the store that its token is bound to.");
      }
      const store = directory.store(code);
      if (store === null) {
        throw bad("store", code === null ? "Say which store." : "This store is not registered.");
      }
      return { store, serverTime: now() };
    },

    /** @throws AppError BAD_USER_INPUT */
    receipts: async (
      { store }: TillContextView,
      businessDate: LocalDate,
      till: string | null,
    ): Promise<ReceiptControlView> => {
      const wanted = till === null ? null : searchable(till, "till");
      const of = { store: store.code, businessDate, till: wanted };
      const [day, declarations] = await Promise.all([
        readStoreDay(sql, of),
        readDeclarations(sql, of),
      ]);
      const currency = directory.rulesetAt(now()).programme.currency;
      return controlOf({ ...of, day, declarations, currency });
    },

    /** Numbers under which more than one sale was told of, REPEATED_MAX at most. */
    repeated: async ({ received }: ReceiptControlView): Promise<readonly string[]> => {
      const ids = received.flatMap(({ orders }) => [...orders]);
      const twice = new Set(ids.length === 0 ? [] : await readSoldTwice(sql, ids));
      return received
        .filter(({ orders }) => orders.size > 1 || [...orders].some((id) => twice.has(id)))
        .map(({ value }) => value)
        .slice(0, REPEATED_MAX);
    },

    byPublicId: async (publicId: string): Promise<DeclaredDayRow> => {
      const row = await readDeclaration(sql, publicId);
      if (row === null) {
        throw new Error(`the declaration ${publicId} was answered and is not there`);
      }
      return row;
    },

    /** Days that are over and were not declared, UNDECLARED_MAX at most. */
    undeclared: async () => await undeclaredDays(sql, directory, now()),

    /** Those that stand, the latest days first. @throws AppError BAD_USER_INPUT, BAD_CURSOR */
    declared: async ({ first, after, ...query }: DayPageQuery): Promise<Page<DeclaredDayRow>> => {
      const { from, to } = query;
      const days = dayNumberAt(to) - dayNumberAt(from);
      if (!(days >= 0 && days < DECLARED_DAYS_MAX)) {
        throw bad("to", `to must be from or later, ${DECLARED_DAYS_MAX} days together at most.`);
      }
      const size = pageSize(first);
      const list = "declaredDays";
      const cursor = decodeCursor(list, after, isDayKey);
      const rows = await readDeclaredDays(sql, {
        ...query,
        store: query.store === null ? null : searchable(query.store, "store"),
        source: query.source === null ? null : searchable(query.source, "source"),
        before: cursor === null ? null : { businessDate: cursor[0], id: cursor[1] },
        limit: size + 1,
      });
      const keyOf = (row: DeclaredDayRow) => [row.businessDate, String(row.id)];
      const shown = rows.slice(0, size);
      return pageOf(list, shown, keyOf, rows.length > size, cursor !== null);
    },
  };
}

function isDayKey(key: SortKey): key is readonly [businessDate: string, id: string] {
  const [businessDate, id] = key;
  return (
    key.length === 2 &&
    typeof businessDate === "string" &&
    !Number.isNaN(dayNumberAt(businessDate)) &&
    typeof id === "string" &&
    /^\d{1,18}$/.test(id)
  );
}

function bad(argument: string, message: string): AppError {
  return new AppError("BAD_USER_INPUT", message, { details: { argument } });
}
