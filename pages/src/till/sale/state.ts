import type { Receipt } from "./receipt.ts";
import {
  type Line,
  newSale,
  type Presented,
  type Sale,
  type SetAside,
  type TakenCoupon,
} from "./sale.ts";

/** Receipts that are kept for taking things back, the latest first. */
export const RECEIPTS_MAX = 20;

export interface TillState {
  readonly sale: Sale;
  readonly receipts: readonly Receipt[];
}

export type TillChange =
  | { readonly kind: "presented"; readonly presented: Presented | null }
  | { readonly kind: "lineAdded"; readonly line: Line }
  | { readonly kind: "lineRemoved"; readonly id: string }
  | { readonly kind: "couponTaken"; readonly coupon: TakenCoupon }
  | { readonly kind: "couponReversed"; readonly key: string }
  | { readonly kind: "pointsHeld"; readonly hold: SetAside | null; readonly basket: string }
  | { readonly kind: "pointsMoved"; readonly id: string; readonly state: SetAside["state"] }
  | { readonly kind: "cancelled"; readonly next: string }
  | { readonly kind: "closed"; readonly receipt: Receipt; readonly next: string }
  | {
      readonly kind: "told";
      readonly number: string;
      readonly told: Partial<Pick<Receipt, "state" | "message" | "points">>;
    };

/** What the till shows after something has happened. Told twice, it happened once. */
export function changeTill(state: TillState, change: TillChange): TillState {
  const inSale = (sale: Partial<Sale>) => ({ ...state, sale: { ...state.sale, ...sale } });
  const { sale, receipts } = state;
  switch (change.kind) {
    case "presented":
      return inSale({ presented: change.presented });
    case "lineAdded":
      return inSale({ lines: [...sale.lines, change.line] });
    case "lineRemoved":
      return inSale({ lines: sale.lines.filter(({ id }) => id !== change.id) });
    case "couponTaken":
      return takeCoupon(state, change.coupon);
    case "couponReversed":
      return everySale(state, (one) => ({
        ...one,
        coupons: one.coupons.map((coupon) =>
          coupon.key === change.key ? { ...coupon, isReversed: true } : coupon,
        ),
      }));
    case "pointsHeld":
      return sale.basket === change.basket ? inSale({ hold: change.hold }) : state;
    case "pointsMoved":
      return everySale(state, (one) =>
        one.hold?.id === change.id ? { ...one, hold: { ...one.hold, state: change.state } } : one,
      );
    case "cancelled":
      return { ...state, sale: newSale(change.next) };
    case "closed":
      return {
        sale: newSale(change.next),
        receipts: [change.receipt, ...receipts].slice(0, RECEIPTS_MAX),
      };
    case "told":
      return {
        ...state,
        receipts: receipts.map((one) =>
          one.number === change.number ? { ...one, ...change.told } : one,
        ),
      };
  }
}

/** In the basket, or in the receipt that it is of by now. */
function takeCoupon(state: TillState, coupon: TakenCoupon): TillState {
  const has = (sale: Sale) => sale.coupons.some(({ key }) => key === coupon.key);
  if (has(state.sale) || state.receipts.some(({ sale }) => has(sale))) {
    return everySale(state, (sale) => ({
      ...sale,
      coupons: sale.coupons.map((one) => (one.key === coupon.key ? { ...one, ...coupon } : one)),
    }));
  }
  return { ...state, sale: { ...state.sale, coupons: [...state.sale.coupons, coupon] } };
}

function everySale(state: TillState, map: (sale: Sale) => Sale): TillState {
  return {
    sale: map(state.sale),
    receipts: state.receipts.map((one) => ({ ...one, sale: map(one.sale) })),
  };
}
