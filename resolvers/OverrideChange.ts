import type { ToldOverride } from "../src/loaders/loyalty.ts";
import type { StreamEvent } from "../src/push/change.ts";
import type { Context } from "../src/server/context.ts";
import type { OverrideChangeResolvers } from "./__generated__/types.ts";
import { streamFields } from "./StreamChange.ts";

const shown = ({ change }: StreamEvent, { loaders }: Context) =>
  loaders.loyalty.toldOverride(change.payload as ToldOverride, change.occurredAt);

export const OverrideChange: OverrideChangeResolvers = {
  ...streamFields,
  mode: (event, _args, context) => shown(event, context)?.mode ?? null,
  tier: (event, _args, context) => shown(event, context)?.tier ?? null,
  until: (event, _args, context) => shown(event, context)?.until ?? null,
};
