import type { Sql } from "../../db/connection/client.ts";
import {
  type OrderPageKey,
  type OrderRow,
  readFactsOfOrders,
  readOpenOrdersOfRoots,
  readOrderPages,
  readOrdersByIds,
  readOrdersByPublicIds,
} from "../../db/queries/orders/readOrders.ts";
import { manyByArguments, manyByKey, oneByKey } from "../platform/reads/batch.ts";

export function orderLookups(sql: Sql) {
  return {
    openOrders: manyByKey(
      "openOrders",
      (roots: readonly bigint[]) => readOpenOrdersOfRoots(sql, roots),
      (row) => row.rootId,
    ),
    orderById: oneByKey<bigint, OrderRow>(
      "orderById",
      (ids) => readOrdersByIds(sql, ids),
      (row) => row.id,
    ),
    orderByPublicId: oneByKey<string, OrderRow>(
      "orderByPublicId",
      (ids) => readOrdersByPublicIds(sql, ids),
      (row) => row.publicId,
    ),
    orderPage: manyByArguments(
      "orderPage",
      (keys: readonly OrderPageKey[]) => readOrderPages(sql, keys),
      orderPageKey,
    ),
    orderFacts: oneByKey(
      "orderFacts",
      (ids: readonly bigint[]) => readFactsOfOrders(sql, ids),
      (row) => row.id,
    ),
  };
}

function orderPageKey({ rootId, limit, after, statuses }: OrderPageKey): string {
  return JSON.stringify([
    rootId.toString(),
    limit,
    after?.placedAt,
    after?.id.toString(),
    statuses,
  ]);
}
