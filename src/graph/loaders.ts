import type { Sql } from "../../db/connection/client.ts";
import type { Guard, Guesses } from "../access/guessLimit.ts";
import { isRecorded, type Openings } from "../access/openings.ts";
import { readPolicyOf } from "../access/readPolicy.ts";
import {
  type CampaignModel,
  type CouponModel,
  createCouponLoaders,
  type RedemptionModel,
} from "../coupons/coupons.ts";
import { createAlsoOpenLoader } from "../customers/alsoOpen.ts";
import { type CustomerModel, createCustomerLoaders } from "../customers/customers.ts";
import { createOpeningLoaders } from "../customers/openingPages.ts";
import { createStaffOpeningLoader } from "../customers/staffOpenings.ts";
import { createBridgeLoader } from "../days/bridgeLoader.ts";
import { createDayLoaders } from "../days/dayLoaders.ts";
import { createDestinationLoaders } from "../deliveries/destinationLoaders.ts";
import { createDiagnosisLoader } from "../diagnosis/diagnosisLoader.ts";
import { scopesOf, type Viewer } from "../domain/access/viewer.ts";
import type { Instant } from "../domain/time/instant.ts";
import { createGoodwillLoaders } from "../goodwill/goodwill.ts";
import { createCandidateLoaders } from "../identity/candidates.ts";
import { createIdentityGraphLoader } from "../identity/identityGraph.ts";
import { createIncidentLoaders, type IncidentModel } from "../incidents/incidentLoaders.ts";
import { createBrowsingLoaders } from "../interactions/browsing.ts";
import { createInteractionLoaders, type InteractionModel } from "../interactions/interactions.ts";
import { createAccountLoaders } from "../loyalty/accounts.ts";
import { createExplainLoaders } from "../loyalty/explain.ts";
import { createLoyaltyLoaders } from "../loyalty/loyalty.ts";
import { createReportLoaders } from "../loyalty/reports.ts";
import { createStatementLoaders } from "../loyalty/statements.ts";
import { createTierHistoryLoaders } from "../loyalty/tierHistory.ts";
import { createIntakeLoader } from "../messages/intakeReport.ts";
import { createMappingLoader } from "../messages/saved/savedMappings.ts";
import type { HandoffModel } from "../operations/handoffModel.ts";
import { createHandoffLoaders } from "../operations/handoffs.ts";
import { createIdentityMismatchLoader } from "../operations/identityMismatch.ts";
import { createOperationLoaders } from "../operations/operations.ts";
import { createOrderLoaders, type OrderModel } from "../orders/orders.ts";
import { createLookupLoader } from "../overview/lookup.ts";
import { createProblemLoader } from "../overview/problems.ts";
import { createTimelineLoader } from "../overview/timeline.ts";
import { decodeGlobalId } from "../platform/globalId.ts";
import type { Caller } from "../platform/reads/batcher.ts";
import type { Directory } from "../programme/directory.ts";
import { createProgrammeReads } from "../programme/programmeReads.ts";
import { createRulesetLoaders } from "../programme/rulesets.ts";
import { createSetupLoaders } from "../programme/setup.ts";
import type { Lookups } from "../reads/lookups.ts";
import { createReads } from "../reads/requestReads.ts";
import { createSourceHealthLoader } from "../sources/sourceHealth.ts";

export interface LoaderDeps {
  /** The read pool. */
  readonly sql: Sql;
  /** For what adds the whole programme up and may take longer; the read pool when left out. */
  readonly reports?: Sql;
  /** Shared by all requests of the process. */
  readonly lookups: Lookups;
  readonly directory: Directory;
  readonly viewer: Viewer;
  readonly clock: () => Instant;
  /** The process's, shared with the commands. */
  readonly guesses: Guesses;
  /** Puts on record whom staff open; scripts leave it out. */
  readonly openings?: Openings;
  /** Who the reads are for; nobody in particular when left out. */
  readonly caller?: Caller;
}

export type NodeModel =
  | CustomerModel
  | OrderModel
  | HandoffModel
  | InteractionModel
  | CouponModel
  | RedemptionModel
  | CampaignModel
  | IncidentModel;

/** Everything that resolvers read with. */
export type Loaders = ReturnType<typeof createLoaders>;

/**
 * The reads of one request for one viewer: batched, remembered, and given out only after the policy
 * has been asked. Rows may come with a batch that several requests share; what was found is never
 * shared between viewers, and never kept beyond the request.
 */
export function createLoaders(deps: LoaderDeps) {
  const { sql, lookups, directory, viewer, clock, guesses, openings, caller } = deps;
  const reads = createReads(lookups, caller);
  const policy = readPolicyOf(viewer, async () => {
    const publicId = viewer.customerId;
    return publicId === null
      ? null
      : ((await reads.customerByPublicId.load(publicId))?.rootId ?? null);
  });
  const guard: Guard = (run, isMiss, options) => guesses.guard(viewer, run, isMiss, options);
  const onOpened = (rootId: bigint) => {
    if (isRecorded(viewer)) {
      openings?.note(viewer, rootId, clock());
    }
  };
  const customers = createCustomerLoaders({
    ...{ reads, policy, directory, guard, onOpened, now: clock },
  });
  const orders = createOrderLoaders({ sql, reads, policy, directory, guard, now: clock });
  const interactions = createInteractionLoaders({ reads, policy, directory });
  const handoffs = createHandoffLoaders({ sql, reads, policy, directory, now: clock });
  const loyalty = createLoyaltyLoaders({ reads, policy, directory, now: clock });
  const coupons = createCouponLoaders({
    ...{ reads, policy, directory, guard, now: clock },
    loyaltyOf: async (rootId) => {
      const customer = await customers.unopened(rootId);
      return customer && (await loyalty.ofCustomer(customer, null));
    },
  });
  const accounts = createAccountLoaders(reads, policy);
  let incidents: ReturnType<typeof createIncidentLoaders> | undefined;
  return {
    customers,
    orders,
    loyalty,
    handoffs,
    interactions,
    coupons,
    accounts,

    // Few requests ask for these, and they remember nothing themselves.
    get tierHistory() {
      return createTierHistoryLoaders({ reads, policy, directory, orders });
    },
    get browsing() {
      return createBrowsingLoaders({ reads, policy, directory });
    },
    get problems() {
      const deps = { reads, orders, loyalty, handoffs, interactions, directory };
      return createProblemLoader({ ...deps, now: clock });
    },
    get timeline() {
      return createTimelineLoader({ reads, policy, directory, viewer, now: clock });
    },
    get candidates() {
      const { byRoot: opened, glimpse } = customers;
      return createCandidateLoaders({ sql, policy, opened, glimpse });
    },
    get goodwill() {
      return createGoodwillLoaders({ sql, policy, directory, viewer, loyalty, now: clock });
    },
    get identityGraph() {
      return createIdentityGraphLoader({ sql, policy, contactsOf: customers.contactsByLeaf });
    },
    get staffOpenings() {
      return createStaffOpeningLoader(sql);
    },
    get alsoOpen() {
      return createAlsoOpenLoader({ reads, policy, viewer });
    },
    get openings() {
      return createOpeningLoaders({ sql, policy });
    },
    get lookup() {
      return createLookupLoader({
        sql,
        policy,
        guard,
        directory,
        customers,
        orders,
        handoffs,
        coupons,
      });
    },
    get operations() {
      return createOperationLoaders({ sql, viewer, guard });
    },
    get explain() {
      const { tierHistory } = this;
      return createExplainLoaders({
        ...{ sql, reads, policy, directory, orders, tierHistory, now: clock },
      });
    },
    get reports() {
      const { samples } = customers;
      return createReportLoaders({
        sql: deps.reports ?? sql,
        viewer,
        directory,
        now: clock,
        samples,
      });
    },
    get identityMismatch() {
      return createIdentityMismatchLoader({ sql: deps.reports ?? sql, directory, handoffs });
    },
    get intake() {
      return createIntakeLoader({ sql: deps.reports ?? sql, directory });
    },
    get destinations() {
      return createDestinationLoaders({ sql: deps.reports ?? sql, now: clock });
    },
    get incidents() {
      incidents ??= createIncidentLoaders({ sql, reads, policy, now: clock });
      return incidents;
    },
    get mappings() {
      return createMappingLoader({ sql, directory });
    },
    get sourceHealth() {
      return createSourceHealthLoader({ sql: deps.reports ?? sql, directory, now: clock });
    },
    get days() {
      return createDayLoaders({ sql, viewer, directory, now: clock });
    },
    get diagnosis() {
      // What the shop shows is asked as the customer, by the policies that hold for customers.
      const shownTo = (customerId: string) => {
        const own = createLoaders({ ...deps, viewer: asCustomer(customerId) }).orders;
        return async (publicId: string) => {
          const order = await own.byPublicId(publicId);
          return order === null
            ? null
            : { amountMinor: order.row.totalMinor, points: order.row.pointsActive };
        };
      };
      const pool = deps.reports ?? sql;
      return createDiagnosisLoader({ sql: pool, policy, directory, shownTo, now: clock });
    },
    get bridge() {
      return createBridgeLoader({ sql: deps.reports ?? sql, directory, orders, now: clock });
    },
    get statements() {
      return createStatementLoaders({ reads, policy, directory, orders, accounts });
    },
    get rulesets() {
      return createRulesetLoaders({ sql, viewer, directory });
    },
    get programme() {
      return createProgrammeReads({ directory, viewer, now: clock });
    },
    get setup() {
      return createSetupLoaders({ sql, viewer });
    },

    /** The thing with this id, by the same policies as every other way to it. */
    async node(id: string): Promise<NodeModel | null> {
      const decoded = decodeGlobalId(id);
      switch (decoded?.type) {
        case "Customer":
          return await customers.byPublicId(decoded.key);
        case "Order":
          return await orders.byPublicId(decoded.key);
        case "Handoff":
          return await handoffs.byRowId(BigInt(decoded.key));
        case "Coupon":
          return await coupons.byPublicId(decoded.key);
        case "Redemption":
          return await coupons.redemption(decoded.key);
        case "Campaign":
          return await coupons.campaign(decoded.key);
        case "Incident":
          return await this.incidents.byPublicId(decoded.key);
        case "Interaction":
          return await interactions.byPublicId(decoded.key);
        case "Contact":
        case "GoodwillGift":
        case "MatchCandidate":
        case "PointsHold":
        case "TierGrant":
        case undefined:
          return null;
      }
    },

    /**
     * The same for what is put on record whatever was guessed before: misses count and nothing is
     * refused. Only for what the caller is not told of.
     */
    get ofFacts(): Pick<Loaders, "customers" | "orders" | "coupons"> {
      return createLoaders({ ...deps, guesses: guesses.counting ?? guesses });
    },

    /** Forgets what was read: after a mutation, so that its answer shows what it did. */
    clear: (): void => reads.clear(),
  };
}

function asCustomer(customerId: string): Viewer {
  const role = "storefront" as const;
  const unbound = { store: null, sources: null };
  return { principal: "diagnosis", role, scopes: scopesOf(role), customerId, ...unbound };
}
