import type { Sql } from "../../db/connection/client.ts";
import { type OpeningRow, readOpenings } from "../../db/queries/access/openings.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import { type ActorRef, parseActor } from "../domain/access/actor.ts";
import { isStorable } from "../domain/purchase/read.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { decodeCursor, type Page, pageOf, pageSize, type SortKey } from "../platform/page.ts";
import type { CustomerModel } from "./customers.ts";

/** One person of the staff who had a customer open, in one hour. */
export interface OpeningView {
  readonly by: ActorRef;
  readonly at: Instant;
  readonly row: OpeningRow;
}

/** Who had a customer open. Few ask, so this is no shared lookup. */
export function createOpeningLoaders({
  sql,
  policy,
}: {
  readonly sql: Sql;
  readonly policy: ReadPolicy;
}) {
  return {
    pageOfCustomer: async (
      customer: CustomerModel,
      { first, after }: { readonly first: number; readonly after?: string | null },
    ): Promise<Page<OpeningView> | null> => {
      if (customer.isShell || !policy.openings()) {
        return null;
      }
      const size = pageSize(first);
      const list = `openedBy/${customer.row.publicId}`;
      const cursor = decodeCursor(list, after, isOpeningKey);
      const rows = await readOpenings(sql, {
        rootId: customer.row.rootId,
        // One more than the page: whether there is a next one.
        limit: size + 1,
        after:
          cursor === null
            ? null
            : { hour: formatInstant(cursor[0] as Instant), principal: cursor[1] },
      });
      const shown = rows.slice(0, size).map((row) => ({
        by: parseActor(`${row.role}:${row.principal}`),
        at: instantFromPg(row.at),
        row,
      }));
      const keyOf = ({ row }: OpeningView) => [instantFromPg(row.hour), row.principal];
      return pageOf(list, shown, keyOf, rows.length > size, cursor !== null);
    },
  };
}

function isOpeningKey(key: SortKey): key is readonly [hour: number, principal: string] {
  const [hour, principal] = key;
  return (
    key.length === 2 &&
    typeof hour === "number" &&
    typeof principal === "string" &&
    isStorable(principal)
  );
}
