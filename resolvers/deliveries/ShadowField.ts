import type { ShadowFieldResolvers } from "../__generated__/types.ts";

export const ShadowField: ShadowFieldResolvers = {
  equal: ({ compared, different, missing }) => compared - different - missing,
};
