import type { TierForecastResolvers } from "../__generated__/types.ts";

export const TierForecast: TierForecastResolvers = {
  sample: (day, _args, { loaders }) => loaders.reports.sampleOf(day),
};
