import type { SourceHourResolvers } from "../__generated__/types.ts";

export const SourceHour: SourceHourResolvers = { from: ({ hour }) => hour };
