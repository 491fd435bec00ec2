import { encodeGlobalId } from "../../src/platform/globalId.ts";
import type { TierGrantResolvers } from "../__generated__/types.ts";

export const TierGrant: TierGrantResolvers = {
  id: ({ id }) => encodeGlobalId("TierGrant", id.toString()),
};
