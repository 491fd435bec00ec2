import type { CustomerModel } from "../customers/customers.ts";
import { ownNumberOf } from "../domain/order/ownNumber.ts";
import { findProblems, type Problem } from "../domain/problems/findProblems.ts";
import { waitKey } from "../domain/purchase/holds.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import { type Instant, MICROS_PER_DAY } from "../domain/time/instant.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import type { createInteractionLoaders } from "../interactions/interactions.ts";
import type { createLoyaltyLoaders } from "../loyalty/loyalty.ts";
import type { createHandoffLoaders } from "../operations/handoffs.ts";
import type { HopView } from "../operations/hops.ts";
import type { createOrderLoaders, OrderModel } from "../orders/orders.ts";
import type { Directory } from "../programme/directory.ts";
import type { Reads } from "../reads/requestReads.ts";

/** Latest orders looked at. */
const ORDERS_MAX = 20;
/** Open complaints and cases looked at. */
const CASES_MAX = 20;
/** Days for which a missing hop of a purchase is this customer's problem, and not history. */
const HANDOFF_DAYS_MAX = 7;

/** A problem with what its sentence needs. */
export interface ProblemModel {
  readonly problem: Problem | { readonly code: "HANDOFF_LATE"; readonly since: Instant };
  readonly order: OrderModel | null;
  /** The order's, as the customer knows it. */
  readonly number: string | null;
  readonly hop: HopView | null;
  readonly ruleset: Ruleset | null;
  readonly now: Instant;
}

export interface ProblemDeps {
  readonly reads: Reads;
  readonly orders: ReturnType<typeof createOrderLoaders>;
  readonly loyalty: ReturnType<typeof createLoyaltyLoaders>;
  readonly handoffs: ReturnType<typeof createHandoffLoaders>;
  readonly interactions: ReturnType<typeof createInteractionLoaders>;
  readonly directory: Directory;
  readonly now: () => Instant;
}

/**
 * What stands in a customer's way: the latest orders, what waits for one, balances, and
 * purchases of which somebody else has not heard.
 */
export function createProblemLoader({
  reads,
  orders,
  loyalty,
  handoffs,
  interactions,
  directory,
  now,
}: ProblemDeps) {
  const numberOf = async (order: OrderModel | null): Promise<string | null> =>
    order === null
      ? null
      : ownNumberOf(order.references(), (await directory.sourceById(order.row.sourceId)).code);

  return {
    ofCustomer: async (customer: CustomerModel): Promise<readonly ProblemModel[] | null> => {
      if (customer.isShell) {
        return null;
      }
      const at = now();
      const [page, membership, leaves, open] = await Promise.all([
        orders.pageOfCustomer(customer, { first: ORDERS_MAX }),
        loyalty.ofCustomer(customer, null),
        reads.leaves.load(customer.row.rootId),
        interactions.pageOfCustomer(customer, { first: CASES_MAX, openOnly: true }),
      ]);
      const models = page?.nodes ?? [];
      const held = await Promise.all(
        leaves.map(({ leafId }) => reads.heldByWaitKey.load(waitKey.sale(leafId))),
      );
      const found = findProblems({
        orders: await Promise.all(
          models.map(async (order) => ({
            id: order.row.id,
            view: (await order.details()).view,
            pendingPoints: order.row.pointsPending,
            isReturnAlone: order.references().every(({ kind }) => kind === "return"),
          })),
        ),
        accounts: membership?.accounts ?? [],
        heldReturns: held.flat().map(({ recordedAt }) => instantFromPg(recordedAt)),
        openCases: (open?.nodes ?? []).map(({ at: openedAt, row }) => ({
          at: openedAt,
          kind: row.kind,
          caseNumber: row.caseNumber,
        })),
        evaluatedAt: instantFromPg(customer.row.evaluatedAt),
        now: at,
      });
      const byId = new Map(models.map((order) => [order.row.id, order]));
      const ruleset = membership?.ruleset ?? null;
      const problems: ProblemModel[] = await Promise.all(
        found.map(async (problem) => {
          const order = "orderId" in problem ? (byId.get(problem.orderId) ?? null) : null;
          const number = await numberOf(order);
          return { problem, order, number, hop: null, ruleset, now: at };
        }),
      );
      const recent = models.filter(
        ({ placedAt }) => at - placedAt <= HANDOFF_DAYS_MAX * MICROS_PER_DAY,
      );
      const ways = await Promise.all(recent.map((order) => handoffs.ofOrder(order)));
      for (const [index, order] of recent.entries()) {
        // What came late has come: that is for operations. Only what has not can still be chased.
        const hop = ways[index]?.hops.find(({ state }) => state === "MISSING");
        if (hop === undefined) {
          continue;
        }
        const problem = { code: "HANDOFF_LATE", since: order.placedAt } as const;
        problems.push({ problem, order, number: await numberOf(order), hop, ruleset, now: at });
      }
      return problems.sort((a, b) => a.problem.since - b.problem.since);
    },
  };
}
