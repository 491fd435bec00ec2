import type { Context } from "../../src/graph/context.ts";
import { CHANGE_TYPES, type StreamEvent } from "../../src/stream/change.ts";
import type { CustomerChangeResolvers, StreamChangeResolvers } from "../__generated__/types.ts";

const typeOf = ({ change }: StreamEvent) => CHANGE_TYPES[change.kind];

export const StreamChange: StreamChangeResolvers = { __resolveType: typeOf };
export const CustomerChange: CustomerChangeResolvers = { __resolveType: typeOf };

/** The fields of every type that implements StreamChange; `cursor` is the event's own. */
export const streamFields = {
  sequence: ({ change }: StreamEvent) => Number(change.seq),
  occurredAt: ({ change }: StreamEvent) => change.occurredAt,
  customer: ({ change }: StreamEvent, _args: unknown, { loaders }: Context) =>
    loaders.customers.ofChange(change.rootId),
};
