import { tellTimelineItem } from "../../src/sentences/timeline.ts";
import type { TimelineItemResolvers } from "../__generated__/types.ts";

export const TimelineItem: TimelineItemResolvers = {
  sentence: (item, { locale }) => tellTimelineItem(item, locale),
  node: async ({ kind, row }, _args, { loaders }) => {
    if (row.orderId !== null) {
      return await loaders.orders.byRowId(row.orderId);
    }
    const { publicId } = row.data;
    if (typeof publicId !== "string") {
      return null;
    }
    return kind === "COUPON"
      ? await loaders.coupons.byPublicId(publicId)
      : await loaders.interactions.byPublicId(publicId);
  },
};
