import type { Context } from "../../src/graph/context.ts";
import type { ToldOverride } from "../../src/loyalty/loyalty.ts";
import type { StreamEvent } from "../../src/stream/change.ts";
import type { OverrideChangeResolvers } from "../__generated__/types.ts";
import { streamFields } from "../stream/StreamChange.ts";

const shown = ({ change }: StreamEvent, { loaders }: Context) =>
  loaders.loyalty.toldOverride(change.payload as ToldOverride, change.occurredAt);

export const OverrideChange: OverrideChangeResolvers = {
  ...streamFields,
  mode: (event, _args, context) => shown(event, context)?.mode ?? null,
  tier: (event, _args, context) => shown(event, context)?.tier ?? null,
  until: (event, _args, context) => shown(event, context)?.until ?? null,
};
