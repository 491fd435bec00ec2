import type { ViewRow } from "../../db/queries/interactions/browsing.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import type { CustomerModel } from "../customers/customers.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { decodeCursor, type Page, pageOf, pageSize } from "../platform/page.ts";
import type { Directory } from "../programme/directory.ts";
import type { Reads } from "../reads/requestReads.ts";
import { isInteractionKey } from "./interactions.ts";

/** A view that the viewer may see. */
export interface BrowsingViewModel extends Pick<ViewRow, "kind" | "name" | "article"> {
  readonly at: Instant;
  readonly source: string;
}

export interface BrowsingDeps {
  readonly reads: Reads;
  readonly policy: ReadPolicy;
  readonly directory: Directory;
}

/** Finds what customers looked at, for those who may see what happened with them. */
export function createBrowsingLoaders({ reads, policy, directory }: BrowsingDeps) {
  return {
    pageOfCustomer: async (
      customer: CustomerModel,
      { first, after }: { readonly first: number; readonly after?: string | null | undefined },
    ): Promise<Page<BrowsingViewModel> | null> => {
      const { rootId, publicId } = customer.row;
      if (customer.isShell || !(await policy.interactions(rootId))) {
        return null;
      }
      const size = pageSize(first);
      const list = `browsing/${publicId}`;
      const cursor = decodeCursor(list, after, isInteractionKey);
      const rows = await reads.viewPage.load({
        rootId,
        // One more than the page: whether there is a next one.
        limit: size + 1,
        after:
          cursor === null
            ? null
            : { occurredAt: formatInstant(cursor[0] as Instant), id: BigInt(cursor[1]) },
      });
      const ids = new Map<BrowsingViewModel, bigint>();
      const shown = await Promise.all(
        rows.slice(0, size).map(async ({ id, kind, name, article, occurredAt, sourceId }) => {
          const { code: source } = await directory.sourceById(sourceId);
          const view = { kind, name, article, at: instantFromPg(occurredAt), source };
          ids.set(view, id);
          return view;
        }),
      );
      const keyOf = (view: BrowsingViewModel) => [view.at, String(ids.get(view))];
      return pageOf(list, shown, keyOf, rows.length > size, cursor !== null);
    },
  };
}
