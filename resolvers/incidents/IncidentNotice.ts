import { instantFromPg } from "../../src/domain/time/parseInstant.ts";
import type { IncidentNoticeResolvers } from "../__generated__/types.ts";

export const IncidentNotice: IncidentNoticeResolvers = {
  createdAt: ({ createdAt }) => instantFromPg(createdAt),
  sentAt: ({ sentAt }) => (sentAt === null ? null : instantFromPg(sentAt)),
  droppedAt: ({ droppedAt }) => (droppedAt === null ? null : instantFromPg(droppedAt)),
};
