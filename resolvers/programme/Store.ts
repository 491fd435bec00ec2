import { encodePartId } from "../../src/platform/globalId.ts";
import type { StoreResolvers } from "../__generated__/types.ts";

export const Store: StoreResolvers = {
  id: ({ code }) => encodePartId("Store", code),
};
