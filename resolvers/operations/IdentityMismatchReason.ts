import type { IdentityMismatchReasonResolvers } from "../__generated__/types.ts";

export const IdentityMismatchReason: IdentityMismatchReasonResolvers = {
  sample: (group, { first }, { loaders }) => loaders.identityMismatch.sampleOf(group, first),
};
