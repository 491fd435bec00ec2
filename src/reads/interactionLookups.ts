import type { Sql } from "../../db/connection/client.ts";
import {
  type InteractionPageKey,
  readInteractionPages,
  readInteractionsByPublicIds,
} from "../../db/queries/interactions/readInteractions.ts";
import { manyByArguments, oneByKey } from "../platform/reads/batch.ts";

export function interactionLookups(sql: Sql) {
  return {
    interactionByPublicId: oneByKey(
      "interactionByPublicId",
      (ids: readonly string[]) => readInteractionsByPublicIds(sql, ids),
      (row) => row.publicId,
    ),
    interactionPage: manyByArguments(
      "interactionPage",
      (keys: readonly InteractionPageKey[]) => readInteractionPages(sql, keys),
      ({ rootId, limit, after, openOnly }) =>
        `${rootId} ${limit} ${after?.occurredAt} ${after?.id} ${openOnly}`,
    ),
  };
}
