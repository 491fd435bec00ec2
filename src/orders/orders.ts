import type { Sql } from "../../db/connection/client.ts";
import {
  type OrderFactsRow,
  type OrderRow,
  readOrderIdsByNumber,
} from "../../db/queries/orders/readOrders.ts";
import type { StoreRow } from "../../db/queries/programme/catalog.ts";
import { type Guard, isNothing } from "../access/guessLimit.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import { decodeFacts, decodePosted, type PostedState } from "../core/orderCodec.ts";
import type { CustomerModel } from "../customers/customers.ts";
import { deriveOrder } from "../domain/order/deriveOrder.ts";
import type { OrderView } from "../domain/order/facts.ts";
import { decidePoints } from "../domain/points/decidePoints.ts";
import type { PointsDecision } from "../domain/points/decision.ts";
import { decodeEarningBasis, type EarningBasis } from "../domain/points/earningBasis.ts";
import { earns } from "../domain/points/earns.ts";
import { lotTimes } from "../domain/points/lotTimes.ts";
import { parseReferences } from "../domain/purchase/references.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import { walletOf } from "../domain/ruleset/walletOf.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant, LocalDate } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { AppError } from "../errors.ts";
import { decodeGlobalId, encodeGlobalId } from "../platform/globalId.ts";
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

/** An order that the viewer may see: what lists show of it, and the way to the rest. */
export interface OrderModel {
  readonly kind: "Order";
  readonly id: string;
  readonly row: OrderRow;
  readonly currency: string;
  readonly placedAt: Instant;
  readonly store: StoreRow | null;
  readonly references: () => readonly ReferenceView[];
  /** Read when it is first asked for. */
  readonly details: () => Promise<OrderDetails>;
}

export interface ReferenceView {
  readonly source: string;
  readonly kind: string;
  readonly value: string;
}

/** The rest of an order, which is longer than the order and read only when it is asked for. */
export interface OrderDetails {
  /** Lines, tenders and states as a pure function of the facts. */
  readonly view: OrderView;
  /** What the ledger has got. */
  readonly posted: PostedState;
  /** A mark on the customer keeps it from earning. */
  readonly isMarked: boolean;
  /** What its points rest on beside the order. */
  readonly basis: EarningBasis | null;
}

/**
 * Why an order earns what it earns, worked out again with the same pure function that booked it.
 */
export interface PointsReasoning {
  readonly details: OrderDetails;
  readonly decision: PointsDecision | null;
  readonly ruleset: Ruleset;
}

export interface OrderDeps {
  readonly sql: Sql;
  readonly reads: Reads;
  readonly policy: ReadPolicy;
  readonly directory: Directory;
  readonly guard: Guard;
  readonly now: () => Instant;
}

export interface PageArguments {
  readonly first: number;
  readonly after?: string | null;
  readonly status?: readonly string[] | null;
}

/** Finds orders by every door. What the viewer may not see is null, as if it were not there. */
export function createOrderLoaders({ sql, reads, policy, directory, guard, now }: OrderDeps) {
  /** Orders are absorbed into older ones, so the chain has an end; both ids go on answering. */
  const surviving = async (row: OrderRow | null): Promise<OrderRow | null> => {
    let current = row;
    while (current !== null && current.absorbedInto !== null) {
      current = await reads.orderById.load(current.absorbedInto);
    }
    return current;
  };

  const modelOf = (row: OrderRow, id?: string): OrderModel => {
    const placedAt = instantFromPg(row.placedAt);
    let details: Promise<OrderDetails> | undefined;
    return {
      kind: "Order",
      id: id ?? encodeGlobalId("Order", row.publicId),
      row,
      // An order without any amount (a bare cancellation) has no currency of its own.
      currency: row.currency ?? directory.rulesetAt(placedAt).programme.currency,
      placedAt,
      store: directory.store(row.store),
      references: () => referencesOf(row.refs),
      details: () => {
        details ??= detailsOf(reads, row);
        return details;
      },
    };
  };

  const allowed = async (row: OrderRow | null, id?: string): Promise<OrderModel | null> => {
    const order = await surviving(row);
    if (order === null || !(await policy.order(order))) {
      return null;
    }
    return modelOf(order, id);
  };

  const byRowId = async (id: bigint): Promise<OrderModel | null> =>
    await allowed(await reads.orderById.load(id));

  const byNumber = async (
    number: Parameters<typeof readOrderIdsByNumber>[1],
  ): Promise<OrderModel | null> => await guard(() => findByNumber(number), isNothing);

  const findByNumber = async (
    number: Parameters<typeof readOrderIdsByNumber>[1],
  ): Promise<OrderModel | null> => {
    const ids = await readOrderIdsByNumber(sql, number);
    const orders = (await Promise.all(ids.map(byRowId))).filter((order) => order !== null);
    const found = new Map(orders.map((order) => [order.row.id, order]));
    if (found.size > 1) {
      throw new AppError(
        "AMBIGUOUS_REFERENCE",
        "Several orders have this number; name its source.",
        {
          details: {
            sources: [...new Set(orders.flatMap((order) => sourcesOf(order, number.value)))],
          },
        },
      );
    }
    return found.values().next().value ?? null;
  };

  return {
    byRowId,
    byNumber,

    byPublicId: async (publicId: string): Promise<OrderModel | null> =>
      // The id that was asked for is the id of the answer, also when the order lives on in another.
      await allowed(await reads.orderByPublicId.load(publicId), encodeGlobalId("Order", publicId)),

    byGlobalId: async (id: string): Promise<OrderModel | null> => {
      const decoded = decodeGlobalId(id);
      if (decoded?.type !== "Order") {
        return null;
      }
      return await allowed(await reads.orderByPublicId.load(decoded.key));
    },

    byReceipt: async (receipt: {
      readonly store: string;
      readonly till: string;
      readonly businessDate: LocalDate;
      readonly receiptNumber: string;
    }): Promise<OrderModel | null> => {
      for (const [name, text] of Object.entries(receipt)) {
        searchable(text, name);
      }
      const reference = receiptReference(receipt);
      return reference === null ? null : await byNumber({ ...reference, source: null });
    },

    pageOfCustomer: async (
      customer: CustomerModel,
      { first, after, status }: PageArguments,
    ): Promise<Page<OrderModel> | null> => {
      if (customer.isShell) {
        return null;
      }
      const size = pageSize(first);
      const list = `orders/${customer.row.publicId}`;
      const cursor = decodeCursor(list, after, isOrderKey);
      const rows = await reads.orderPage.load({
        rootId: customer.row.rootId,
        // One more than the page: whether there is a next one.
        limit: size + 1,
        after:
          cursor === null
            ? null
            : { placedAt: formatInstant(cursor[0] as Instant), id: BigInt(cursor[1]) },
        statuses: status ?? null,
      });
      // Whoever comes to one of them another way in this request (its handoff's order) has it
      // already.
      for (const row of rows) {
        reads.orderById.prime(row.id, row);
      }
      const nodes = rows.slice(0, size).map((row) => modelOf(row));
      const keyOf = ({ placedAt, row }: OrderModel) => [placedAt, row.id.toString()];
      return pageOf(list, nodes, keyOf, rows.length > size, cursor !== null);
    },

    /** When the last of its booked points can be spent; null when all can, or none are booked. */
    activatesAt: async (order: OrderModel): Promise<Instant | null> => {
      if (order.row.pointsActive === 0n) {
        return null;
      }
      const [{ posted }, ruleset] = await Promise.all([
        order.details(),
        directory.rulesetVersion(order.row.rulesetVersion),
      ]);
      let last = now();
      let isAhead = false;
      for (const { wallet, points, effectiveAt } of posted.posted.values()) {
        const { timeZone } = ruleset.programme;
        const { activatesAt } = lotTimes(walletOf(ruleset, wallet), effectiveAt, timeZone);
        if (points === 0n || activatesAt <= last) {
          continue;
        }
        last = activatesAt;
        isAhead = true;
      }
      return isAhead ? last : null;
    },

    reasoning: async (order: OrderModel): Promise<PointsReasoning> => {
      const { rootId, leafId, rulesetVersion } = order.row;
      const [details, ruleset, memberships] = await Promise.all([
        order.details(),
        directory.rulesetVersion(rulesetVersion),
        rootId === null ? [] : reads.memberships.load(rootId),
      ]);
      const { view } = details;
      const membership = memberships.find(
        (one) => one.leafId === leafId && one.programme === ruleset.programme.code,
      );
      const member = membership && {
        status: membership.status,
        enrolledAt: instantFromPg(membership.enrolledAt),
      };
      const outcome = decidePoints({
        view,
        ruleset,
        earns: earns(member, order.placedAt, ruleset),
        isMarked: details.isMarked,
        basis: details.basis,
      });
      return {
        details,
        decision: outcome.decision,
        ruleset,
      };
    },
  };
}

type StoredReference = readonly [source: string, kind: string, scope: string, value: string];

/** Whether it came with its facts: not out of a list. */
function isWhole(row: OrderRow): row is OrderRow & OrderFactsRow {
  return "facts" in row;
}

async function detailsOf(reads: Reads, row: OrderRow): Promise<OrderDetails> {
  const stored = isWhole(row) ? row : await reads.orderFacts.load(row.id);
  if (stored === null) {
    throw new Error(`order ${row.id} has no facts`);
  }
  return {
    view: deriveOrder(decodeFacts(stored.facts)),
    posted: decodePosted(stored.posted),
    basis: decodeEarningBasis(stored.earningBasis),
    isMarked: stored.customerMark !== null,
  };
}

function referencesOf(refs: unknown): readonly ReferenceView[] {
  const references = (refs as readonly StoredReference[]).map(([source, kind, _scope, value]) => ({
    source,
    kind,
    value,
  }));
  const textOf = ({ source, kind, value }: ReferenceView) => `${source}\u0000${kind}\u0000${value}`;
  return references.sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
}

function sourcesOf(order: OrderModel, value: string): string[] {
  return order.references().flatMap((one) => (one.value === value ? one.source : []));
}

/**
 * The key under which a till's receipt is stored; the same function makes it that parses events.
 */
function receiptReference(receipt: {
  readonly store: string;
  readonly till: string;
  readonly businessDate: LocalDate;
  readonly receiptNumber: string;
}) {
  try {
    const { store, till, businessDate, receiptNumber } = receipt;
    const place = { store, till, businessDate };
    const [reference] = parseReferences([{ kind: "receipt", value: receiptNumber }], "any", place);
    return reference ?? null;
  } catch {
    // What no event may carry, no order has.
    return null;
  }
}

function isOrderKey(key: SortKey): key is readonly [placedAt: number, id: string] {
  const [placedAt, id] = key;
  return key.length === 2 && typeof placedAt === "number" && /^[1-9][0-9]{0,17}$/.test(String(id));
}
