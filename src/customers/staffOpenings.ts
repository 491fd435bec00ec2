import type { Sql } from "../../db/connection/client.ts";
import { readOpeningsOf, type StaffOpeningRow } from "../../db/queries/access/openings.ts";
import { type ActorRef, parseActor } from "../domain/access/actor.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant, LocalDate } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { AppError } from "../errors.ts";
import { decodeCursor, type Page, pageOf, pageSize, type SortKey } from "../platform/page.ts";

/** Whom somebody of the staff had open, in one hour. */
export interface StaffOpeningView {
  readonly by: ActorRef;
  readonly at: Instant;
  readonly row: StaffOpeningRow;
}

export interface StaffOpeningsQuery {
  /** The person, whatever the role. */
  readonly by: string;
  /** Days of UTC, both included. */
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly first: number;
  readonly after?: string | null;
}

/** Whom a person had open; whoever asks has checked that the viewer may know. */
export function createStaffOpeningLoader(sql: Sql) {
  return {
    /** Latest hour first. @throws AppError BAD_USER_INPUT, BAD_CURSOR */
    page: async (query: StaffOpeningsQuery): Promise<Page<StaffOpeningView>> => {
      const { by, from, to, first, after } = query;
      if (to < from) {
        throw new AppError("BAD_USER_INPUT", "to must not be before from.", {
          details: { argument: "to" },
        });
      }
      const size = pageSize(first);
      const list = `openings/${by}`;
      const cursor = decodeCursor(list, after, isOpeningKey);
      const rows = await readOpeningsOf(sql, {
        ...{ principal: by, from, to },
        // One more than the page: whether there is a next one.
        limit: size + 1,
        after:
          cursor === null ? null : { hour: formatInstant(cursor[0] as Instant), leafId: cursor[1] },
      });
      const shown = rows.slice(0, size).map((row) => ({
        by: parseActor(`${row.role}:${by}`),
        at: instantFromPg(row.at),
        row,
      }));
      const keyOf = ({ row }: StaffOpeningView) => [instantFromPg(row.hour), String(row.leafId)];
      return pageOf(list, shown, keyOf, rows.length > size, cursor !== null);
    },
  };
}

function isOpeningKey(key: SortKey): key is readonly [hour: number, leafId: string] {
  const [hour, leafId] = key;
  return (
    key.length === 2 &&
    typeof hour === "number" &&
    typeof leafId === "string" &&
    /^\d{1,18}$/.test(leafId)
  );
}
