import type { Sql } from "../../db/connection/client.ts";
import { readViewPages, type ViewPageKey } from "../../db/queries/interactions/browsing.ts";
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
    viewPage: manyByArguments(
      "viewPage",
      (keys: readonly ViewPageKey[]) => readViewPages(sql, keys),
      ({ rootId, limit, after }) => `${rootId} ${limit} ${after?.occurredAt} ${after?.id}`,
    ),
  };
}
