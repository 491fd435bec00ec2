import { parseInstant } from "../../src/domain/time/parseInstant.ts";
import type { StreamEvent } from "../../src/stream/change.ts";
import type { TierChangeKind, TierChangeResolvers } from "../__generated__/types.ts";
import { streamFields } from "../stream/StreamChange.ts";

const textOf = ({ change }: StreamEvent, name: string) => String(change.payload[name]);

export const TierChange: TierChangeResolvers = {
  ...streamFields,
  kind: (event) => textOf(event, "kind") as TierChangeKind,
  from: (event, _args, { loaders }) =>
    loaders.loyalty.tierAt(textOf(event, "from"), event.change.occurredAt),
  to: (event, _args, { loaders }) =>
    loaders.loyalty.tierAt(textOf(event, "to"), event.change.occurredAt),
  cause: (event) => textOf(event, "cause"),
  until: (event) => parseInstant(textOf(event, "until")),
};
