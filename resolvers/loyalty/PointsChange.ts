import type { PointsChangeResolvers } from "../__generated__/types.ts";
import { streamFields } from "../stream/StreamChange.ts";

/** As core/effects.ts writes it. */
type Payload = Readonly<{
  orders: readonly string[];
  accounts: readonly {
    readonly wallet: string;
    readonly active: string;
    readonly pending: string;
  }[];
}>;

export const PointsChange: PointsChangeResolvers = {
  ...streamFields,
  accounts: ({ change }) =>
    (change.payload as Payload).accounts.map(({ wallet, active, pending }) => ({
      wallet,
      active: BigInt(active),
      pending: BigInt(pending),
    })),
  orders: async ({ change }, _args, { loaders }) => {
    const { orders } = change.payload as Payload;
    const found = await Promise.all(orders.map((id) => loaders.orders.byPublicId(id)));
    return found.filter((order) => order !== null);
  },
};
