import type { IdentifierStatus, IdentifiersChangeResolvers } from "../__generated__/types.ts";
import { streamFields } from "../stream/StreamChange.ts";

/** As the commands on identifiers write it. */
type Payload = Readonly<{
  changes: readonly { readonly kind: string; readonly status: IdentifierStatus }[];
}>;

export const IdentifiersChange: IdentifiersChangeResolvers = {
  ...streamFields,
  changes: ({ change }) => (change.payload as Payload).changes,
};
