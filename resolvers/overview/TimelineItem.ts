import { tellTimelineItem } from "../../src/sentences/timeline.ts";
import type { TimelineItemResolvers } from "../__generated__/types.ts";

export const TimelineItem: TimelineItemResolvers = {
  kind: ({ row }) => row.kind,
  sentence: (item, { locale }) => tellTimelineItem(item, locale),
  node: async ({ row }, _args, { loaders }) => {
    if (row.orderId !== null) {
      return await loaders.orders.byRowId(row.orderId);
    }
    switch (row.kind) {
      case "COUPON":
        return await loaders.coupons.byPublicId(row.data.publicId);
      case "INTERACTION":
        return await loaders.interactions.byPublicId(row.data.publicId);
      default:
        return null;
    }
  },
};
