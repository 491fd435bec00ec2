import type { InteractionRow } from "../../db/queries/interactions/readInteractions.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import type { CustomerModel } from "../customers/customers.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { encodeGlobalId } from "../platform/globalId.ts";
import { decodeCursor, type Page, pageOf, pageSize, type SortKey } from "../platform/page.ts";
import type { Directory } from "../programme/directory.ts";
import type { Reads } from "../reads/requestReads.ts";

/** An interaction that the viewer may see. */
export interface InteractionModel {
  readonly kind: "Interaction";
  readonly id: string;
  readonly row: InteractionRow;
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly source: string;
}

export interface InteractionDeps {
  readonly reads: Reads;
  readonly policy: ReadPolicy;
  readonly directory: Directory;
}

export interface PageArguments {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly openOnly?: boolean | null | undefined;
}

/** Finds interactions. What the viewer may not see is null, as if it were not there. */
export function createInteractionLoaders({ reads, policy, directory }: InteractionDeps) {
  return {
    byPublicId: async (publicId: string): Promise<InteractionModel | null> => {
      const row = await reads.interactionByPublicId.load(publicId);
      if (row === null || !(await policy.interactions(row.rootId))) {
        return null;
      }
      return await modelOf(row, directory);
    },

    /** What it was sent under: staff's word, not for the customer's own eyes. */
    campaignOf: ({ row }: InteractionModel): string | null =>
      policy.campaign() ? row.campaignCode : null,

    pageOfCustomer: async (
      customer: CustomerModel,
      { first, after, openOnly }: PageArguments,
    ): Promise<Page<InteractionModel> | null> => {
      const { rootId, publicId } = customer.row;
      if (customer.isShell || !(await policy.interactions(rootId))) {
        return null;
      }
      const size = pageSize(first);
      const list = `interactions/${publicId}`;
      const cursor = decodeCursor(list, after, isInteractionKey);
      const rows = await reads.interactionPage.load({
        rootId,
        // One more than the page: whether there is a next one.
        limit: size + 1,
        after:
          cursor === null
            ? null
            : { occurredAt: formatInstant(cursor[0] as Instant), id: BigInt(cursor[1]) },
        openOnly: openOnly ?? false,
      });
      const shown = rows.slice(0, size).map((row) => modelOf(row, directory));
      const keyOf = ({ at, row }: InteractionModel) => [at, row.id.toString()];
      return pageOf(list, await Promise.all(shown), keyOf, rows.length > size, cursor !== null);
    },
  };
}

async function modelOf(row: InteractionRow, directory: Directory): Promise<InteractionModel> {
  return {
    kind: "Interaction",
    id: encodeGlobalId("Interaction", row.publicId),
    row,
    at: instantFromPg(row.occurredAt),
    recordedAt: instantFromPg(row.recordedAt),
    source: (await directory.sourceById(row.sourceId)).code,
  };
}

/** Of lists that are sorted by time, then by id. */
export function isInteractionKey(key: SortKey): key is readonly [at: number, id: string] {
  const [at, id] = key;
  return key.length === 2 && typeof at === "number" && /^[1-9][0-9]{0,17}$/.test(String(id));
}
