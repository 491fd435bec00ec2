import type { TimelineItemResolvers } from "./__generated__/types.ts";
import { tellTimelineItem } from "./sentences/timeline.ts";

export const TimelineItem: TimelineItemResolvers = {
  sentence: (item, { locale }) => tellTimelineItem(item, locale),
  node: ({ row }, _args, { loaders }) =>
    row.orderId === null ? null : loaders.orders.byRowId(row.orderId),
};
