import type { Sql } from "../../db/connection/client.ts";
import {
  findHeldByNumber,
  findIdentifiersByValue,
  findOrdersByNumber,
} from "../../db/queries/customers/readLookup.ts";
import type { Guard } from "../access/guessLimit.ts";
import { maskIdentifier } from "../access/mask.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import type { CouponModel, createCouponLoaders } from "../coupons/coupons.ts";
import type { CustomerModel, createCustomerLoaders } from "../customers/customers.ts";
import { foldCode, isGeneratedCode } from "../domain/coupon/code.ts";
import { notInUse } from "../domain/identity/inUse.ts";
import { phoneSpellings } from "../domain/identity/nationalNumber.ts";
import { normaliseIdentifier } from "../domain/identity/normaliseIdentifier.ts";
import { AppError } from "../errors.ts";
import type { HandoffModel } from "../operations/handoffModel.ts";
import type { createHandoffLoaders } from "../operations/handoffs.ts";
import type { createOrderLoaders, OrderModel } from "../orders/orders.ts";
import { searchable } from "../platform/page.ts";
import type { Directory } from "../programme/directory.ts";

/** Hits of one look-up. */
const LOOKUP_HITS_MAX = 20;

/** Kinds whose spelling differs from the text as it was typed. */
const SPELLED_KINDS = ["email", "phone", "loyalty", "shop"];

/** What a text turned out to be. */
export interface LookupHitModel {
  readonly kind: string;
  readonly display: string;
  readonly customer: CustomerModel | null;
  readonly order: OrderModel | null;
  readonly coupon: CouponModel | null;
  /** The held event that names the number. */
  readonly handoff: HandoffModel | null;
}

export interface LookupDeps {
  readonly sql: Sql;
  readonly policy: ReadPolicy;
  readonly guard: Guard;
  readonly directory: Pick<Directory, "defaultRegion">;
  readonly customers: ReturnType<typeof createCustomerLoaders>;
  readonly orders: ReturnType<typeof createOrderLoaders>;
  readonly handoffs: Pick<ReturnType<typeof createHandoffLoaders>, "heldById">;
  readonly coupons: Pick<ReturnType<typeof createCouponLoaders>, "byKey">;
}

/** Finds what a whole text may name; what is found passes the policies of its own loaders. */
export function createLookupLoader(deps: LookupDeps) {
  const { sql, policy, guard, directory, customers, orders, handoffs, coupons } = deps;
  const maskedByRoot = async (rootId: bigint | null): Promise<CustomerModel | null> => {
    const customer = await customers.byRoot(rootId);
    return customer && { ...customer, visibility: "MASKED" };
  };

  const byCode = async (key: string): Promise<readonly LookupHitModel[]> => {
    const coupon = await coupons.byKey(key);
    if (coupon === null) {
      return [];
    }
    const customer = await maskedByRoot(coupon.row.rootId);
    const hit = { kind: "coupon", display: coupon.row.code, customer, coupon };
    return [{ ...hit, order: null, handoff: null }];
  };

  /** Asked last: what is held is of no order and, most often, of nobody yet. */
  const byHeldNumber = async (typed: string, first: number): Promise<readonly LookupHitModel[]> => {
    const found = await findHeldByNumber(sql, typed, first);
    const hits = await Promise.all(
      found.map(async ({ id, kind }) => {
        const handoff = await handoffs.heldById(id);
        const nobody = { customer: null, order: null, coupon: null };
        return handoff && { kind, display: typed, ...nobody, handoff };
      }),
    );
    return hits.filter((hit) => hit !== null);
  };

  const search = async (
    typed: string,
    code: string | null,
    first: number,
  ): Promise<readonly LookupHitModel[]> => {
    const [identifiers, numbers] = await Promise.all([
      findIdentifiersByValue(sql, spellingsOf(typed, directory.defaultRegion()), first),
      findOrdersByNumber(sql, typed, first),
    ]);
    if (identifiers.length === 0 && numbers.length === 0) {
      const coupons = code === null ? [] : await byCode(code);
      return coupons.length > 0 ? coupons : await byHeldNumber(typed, first);
    }
    const hits = await Promise.all([
      ...identifiers.map(async ({ kind, value, status, rootId }) => {
        if (notInUse(status, "LOOK", policy.oldIdentifiers()) !== null) {
          return null;
        }
        const customer = await maskedByRoot(rootId);
        const { display } = maskIdentifier(kind, value, "MASKED");
        return customer && { kind, display, customer, order: null, coupon: null, handoff: null };
      }),
      ...numbers.map(async ({ kind, orderId }) => {
        const order = await orders.byRowId(orderId);
        if (order === null) {
          return null;
        }
        const customer = await maskedByRoot(order.row.rootId);
        return { kind, display: typed, customer, order, coupon: null, handoff: null };
      }),
    ]);
    return distinct(hits.filter((hit) => hit !== null)).slice(0, first);
  };

  return {
    /**
     * @throws AppError BAD_USER_INPUT for an empty or impossible text, or `first` outside 1 to
     *   LOOKUP_HITS_MAX; RATE_LIMITED
     */
    byText: async (text: string, first: number): Promise<readonly LookupHitModel[]> => {
      if (first < 1 || first > LOOKUP_HITS_MAX) {
        throw badArgument("first", `first must be 1 to ${LOOKUP_HITS_MAX}.`);
      }
      const typed = searchable(text, "text").trim();
      if (typed === "") {
        throw badArgument("text", "text is empty.");
      }
      const key = foldCode(typed);
      // Only a text that looks like a code of ours is tried as one.
      const code = key !== null && isGeneratedCode(key) ? key : null;
      const find = () => search(typed, code, first);
      return await guard(find, ({ length }) => length === 0, { isStrong: code !== null });
    },
  };
}

/**
 * A card and a loyalty number of the same person are one answer; so are two numbers of one order.
 */
function distinct(hits: readonly LookupHitModel[]): readonly LookupHitModel[] {
  const seen = new Map<string, LookupHitModel>();
  for (const hit of hits) {
    const key = `${hit.kind} ${hit.order?.row.id ?? hit.customer?.row.rootId}`;
    if (!seen.has(key)) {
      seen.set(key, hit);
    }
  }
  return [...seen.values()];
}

/** The text in every spelling in which an identifier could be stored. */
function spellingsOf(text: string, region: string | null): readonly string[] {
  const spelled = SPELLED_KINDS.flatMap((kind) => {
    const normalised = normaliseIdentifier(kind, text);
    return normalised.ok ? [normalised.value] : [];
  });
  return [...new Set([...spelled, ...phoneSpellings(text, region)])];
}

function badArgument(argument: string, message: string): AppError {
  return new AppError("BAD_USER_INPUT", message, { details: { argument } });
}
