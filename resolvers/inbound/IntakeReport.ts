import type { IntakeReportResolvers } from "../__generated__/types.ts";

export const IntakeReport: IntakeReportResolvers = {
  hours: (report, _args, { loaders }) => loaders.intake.hours(report),
  messages: (report, query, { loaders }) => loaders.intake.messages(report, query),
};
