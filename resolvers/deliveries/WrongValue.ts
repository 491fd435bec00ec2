import { instantFromPg } from "../../src/domain/time/parseInstant.ts";
import { encodeGlobalId } from "../../src/platform/globalId.ts";
import type { WrongValueResolvers } from "../__generated__/types.ts";

export const WrongValue: WrongValueResolvers = {
  customerId: ({ customerId }) => encodeGlobalId("Customer", customerId),
  foundAt: ({ foundAt }) => instantFromPg(foundAt),
  repairedAt: ({ repairedAt }) => (repairedAt === null ? null : instantFromPg(repairedAt)),
};
