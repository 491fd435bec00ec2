import { encodeGlobalId } from "../../src/platform/globalId.ts";
import type { ReadBackDifferenceResolvers } from "../__generated__/types.ts";

export const ReadBackDifference: ReadBackDifferenceResolvers = {
  sample: ({ values }) => [
    ...new Set(values.map(({ customerId }) => encodeGlobalId("Customer", customerId))),
  ],
};
