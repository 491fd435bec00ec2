import {
  TillOperationDocument,
  TillRedeemDocument,
  type TillRefusalFragment,
  TillReverseDocument,
} from "../../__generated__/graphql.ts";
import type { Problem } from "../parts/refusals.ts";
import { businessDateOf, cartOf, keyOf, type Presented, type TakenCoupon } from "../sale/sale.ts";
import type { Till } from "./context.ts";
import type { Act, Asked } from "./useActs.ts";

interface UserError {
  readonly code: string;
  readonly message: string;
}

/** The weightiest of what stands against something; null where nothing does. */
export function firstProblem(
  refusals: readonly TillRefusalFragment[],
  userErrors: readonly UserError[],
): Problem | null {
  const [refusal] = refusals;
  const [error] = userErrors;
  const first = refusal ?? error;
  return first === undefined
    ? null
    : {
        code: first.code,
        message: first.message,
        needed: refusal?.needed ?? null,
        seen: refusal?.seen ?? null,
        retryAfterSeconds: null,
      };
}

/** What the server knows of a key. */
export async function operationOf({ wire }: Till, key: string) {
  return (await wire.ask(TillOperationDocument, { key })).operation ?? null;
}

/** Who was presented, in the form of a mutation's input. */
export function customerOf(presented: Presented | null) {
  return presented === null ? {} : { customer: presented.by };
}

/** A coupon of the basket is used up. Without a connection it is taken, and told afterwards. */
export function redeemStep(
  till: Till,
  wanted: Pick<TakenCoupon, "code" | "name" | "amount">,
  locale: string,
): Act {
  const { place, wire, change, state } = till;
  const { sale } = state;
  const atMs = Date.now();
  const day = businessDateOf(atMs, place.timeZone);
  const key = keyOf(
    place,
    sale,
    day,
    `coupon-${wanted.code.replaceAll(/[^\w]/g, "").toUpperCase()}`,
  );
  const taken = { ...wanted, key, isReversed: false };
  const cart = cartOf({ ...sale, coupons: [] }, place);
  let waited = {};
  const input = {
    idempotencyKey: key,
    ...{ code: wanted.code, till: place.till, businessDate: day, basket: sale.basket },
    amount: { amount: wanted.amount, currencyCode: place.currency },
    ...(cart === null ? {} : { cart }),
    ...customerOf(sale.presented),
  };
  return {
    name: "redeem",
    send: async () => {
      const variables = { input: { ...input, ...waited }, locale };
      const told = (await wire.ask(TillRedeemDocument, variables)).redeemCoupon;
      const redemption = told?.redemption ?? null;
      if (redemption !== null) {
        change({ kind: "couponTaken", coupon: { ...taken, redemption: redemption.id } });
      }
      return {
        problem: firstProblem(told?.refusals ?? [], told?.userErrors ?? []),
        isRepeat: redemption?.replayOfFirstAnswer ?? false,
      };
    },
    ask: async (): Promise<Asked> => {
      const operation = await operationOf(till, key);
      if (operation?.redemption != null) {
        change({ kind: "couponTaken", coupon: { ...taken, redemption: operation.redemption.id } });
      }
      return askedOf(operation?.status);
    },
    wait: () => {
      waited = { offline: true, occurredAt: new Date(atMs).toISOString() };
      change({ kind: "couponTaken", coupon: { ...taken, redemption: null } });
    },
  };
}

/** What an operation's status says; none: it has not counted. */
export function askedOf(status: string | undefined): Asked {
  return status === undefined ? "open" : status === "DONE" ? "counted" : "refused";
}

/** A coupon may be used once more. */
export function reverseStep(till: Till, coupon: TakenCoupon, reason: string): Act {
  const { place, wire, change } = till;
  const key = `${coupon.key}/back`;
  const done = () => change({ kind: "couponReversed", key: coupon.key });
  const input = {
    ...{ idempotencyKey: key, redemption: coupon.redemption ?? "", reason, till: place.till },
  };
  return {
    name: "reverse",
    send: async () => {
      const told = (await wire.ask(TillReverseDocument, { input })).reverseRedemption;
      const problem = firstProblem([], told?.userErrors ?? []);
      if (problem === null || problem.code === "ALREADY_REVERSED") {
        done();
      }
      return { problem, isRepeat: false };
    },
    ask: async () => {
      const asked = askedOf((await operationOf(till, key))?.status);
      if (asked === "counted") {
        done();
      }
      return asked;
    },
    wait: null,
  };
}
