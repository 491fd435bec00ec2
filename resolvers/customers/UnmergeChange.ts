import { encodeGlobalId } from "../../src/platform/globalId.ts";
import type { UnmergeChangeResolvers } from "../__generated__/types.ts";
import { streamFields } from "../stream/StreamChange.ts";

/** As `core/moves/regroup.ts` writes it: public ids. */
type Payload = Readonly<{ from: string; separated: readonly string[] }>;

export const UnmergeChange: UnmergeChangeResolvers = {
  ...streamFields,
  from: ({ change }) => encodeGlobalId("Customer", (change.payload as Payload).from),
  separated: ({ change }) =>
    (change.payload as Payload).separated.map((id) => encodeGlobalId("Customer", id)),
};
