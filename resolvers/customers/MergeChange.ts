import { encodeGlobalId } from "../../src/platform/globalId.ts";
import type { MergeChangeResolvers } from "../__generated__/types.ts";
import { streamFields } from "../stream/StreamChange.ts";

/** As `core/moves/regroup.ts` writes it: public ids. */
type Payload = Readonly<{ into: string; absorbed: readonly string[] }>;

export const MergeChange: MergeChangeResolvers = {
  ...streamFields,
  into: ({ change }) => encodeGlobalId("Customer", (change.payload as Payload).into),
  absorbed: ({ change }) =>
    (change.payload as Payload).absorbed.map((id) => encodeGlobalId("Customer", id)),
};
