import { createContext, useContext } from "react";
import type { TillCustomerQuery } from "../../__generated__/graphql.ts";
import type { Place, Presented } from "../sale/sale.ts";
import type { TillChange, TillState } from "../sale/state.ts";
import type { Wire } from "../wire/wire.ts";
import type { Examples } from "./examples.ts";
import type { Acts } from "./useActs.ts";

export type FoundCustomer = NonNullable<TillCustomerQuery["customer"]>;

/** What every card of the till works with. */
export interface Till {
  readonly wire: Wire;
  readonly place: Place;
  readonly state: TillState;
  readonly change: (change: TillChange) => void;
  readonly acts: Acts;
  readonly isOffline: boolean;
  /** Who was looked up; null for a guest, and for what is only kept. */
  readonly found: FoundCustomer | null;
  readonly present: (presented: Presented | null) => Promise<void>;
  /** Null outside of the demo. */
  readonly examples: Examples | null;
}

export const TillContext = createContext<Till | null>(null);

/** @throws Error outside of an open till */
export function useTill(): Till {
  const till = useContext(TillContext);
  if (till === null) {
    throw new Error("No till is open here.");
  }
  return till;
}
