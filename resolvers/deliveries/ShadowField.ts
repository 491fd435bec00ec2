import type { ShadowFieldResolvers } from "../__generated__/types.ts";

export const ShadowField: ShadowFieldResolvers = {
  sample: (field, _, { loaders }) => loaders.destinations.shadowSample(field),
  equal: ({ compared, different, missing }) => compared - different - missing,
};
