import type { Sql } from "../../db/connection/client.ts";
import {
  readHolder,
  readLatestBuyers,
  readPublicIds,
} from "../../db/queries/diagnosis/diagnosis.ts";
import { maskIdentifier } from "../access/mask.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import type { KnownOrder } from "../domain/diagnosis/judge.ts";
import type { Instant } from "../domain/time/instant.ts";
import { AppError } from "../errors.ts";
import { encodeGlobalId } from "../platform/globalId.ts";
import type { Directory } from "../programme/directory.ts";
import {
  type DiagnosedCustomer,
  type DiagnosedOrder,
  diagnose,
  ORDERS_PER_CUSTOMER,
  type ShownTo,
} from "./diagnose.ts";
import type { ErpCustomer } from "./erpOrders.ts";
import { ownOrders } from "./ownOrders.ts";

/** Customers of one run. */
export const CUSTOMERS_MAX = 50;
/** The newest messages among which customers are looked for. */
const MESSAGES_SCANNED = 20_000;

/** What the graph is given of a customer's diagnosis. */
export type DiagnosisModel = DiagnosedCustomer & { readonly rootId: bigint };
export type DiagnosedOrderModel = DiagnosedOrder;

/** Diagnoses of customers. Callers have checked the scope. */
export function createDiagnosisLoader({
  sql,
  policy,
  directory,
  shownTo,
  now,
}: {
  readonly sql: Sql;
  readonly policy: Pick<ReadPolicy, "order">;
  readonly directory: Directory;
  readonly shownTo: (customer: string) => ShownTo;
  readonly now: () => Instant;
}) {
  const deps = { db: sql, directory, shownTo, now };
  const rulesetAt = (instant: Instant) => directory.rulesetAt(instant);

  /** Null: there is nobody, or the viewer may not see the orders. */
  const ofRoot = async (
    rootId: bigint,
    orders: readonly KnownOrder[] | null,
  ): Promise<DiagnosisModel | null> => {
    const publicId = (await readPublicIds(sql, [rootId])).get(rootId);
    if (publicId === undefined || !(await policy.order({ rootId }))) {
      return null;
    }
    const known = orders ?? (await ownOrders(sql, rootId, rulesetAt));
    const label = encodeGlobalId("Customer", publicId);
    const found = await diagnose(deps, {
      ...{ customer: { rootId, publicId }, label, orders: known },
    });
    return { ...found, rootId };
  };

  return {
    /** @throws AppError BAD_USER_INPUT */
    ofCustomer: async (
      rootId: bigint,
      orders: readonly KnownOrder[] | null,
    ): Promise<DiagnosisModel | null> => {
      if (orders !== null && orders.length > ORDERS_PER_CUSTOMER) {
        const message = `orders may be ${ORDERS_PER_CUSTOMER} at most; these are ${orders.length}.`;
        throw new AppError("BAD_USER_INPUT", message, { details: { argument: "orders" } });
      }
      return await ofRoot(rootId, orders);
    },

    /** As the ERP knows them; those whom nobody here is known as are told by their masked key. */
    ofErp: async (customers: readonly ErpCustomer[]): Promise<readonly DiagnosedCustomer[]> => {
      const told: DiagnosedCustomer[] = [];
      for (const { key, orders } of customers.slice(0, CUSTOMERS_MAX)) {
        const rootId = await readHolder(sql, key);
        const own = rootId === null ? null : await ofRoot(rootId, orders);
        const label = `${key.kind}:${maskIdentifier(key.kind, key.value).display}`;
        told.push(own ?? (await diagnose(deps, { customer: null, label, orders })));
      }
      return told;
    },

    /** Those who bought last, by the messages about their own orders. */
    ofLatest: async (
      count: number,
      sourceId: number | null,
    ): Promise<readonly DiagnosedCustomer[]> => {
      const limit = Math.min(count, CUSTOMERS_MAX);
      const rows = await readLatestBuyers(sql, { sourceId, limit, scan: MESSAGES_SCANNED });
      const told: DiagnosedCustomer[] = [];
      for (const { rootId } of rows) {
        const own = await ofRoot(rootId, null);
        if (own !== null) {
          told.push(own);
        }
      }
      return told;
    },
  };
}
