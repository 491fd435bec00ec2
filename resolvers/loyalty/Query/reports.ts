import { requireScope } from "../../../src/access/authorise.ts";
import type { QueryResolvers } from "../../__generated__/types.ts";

export const liability: NonNullable<QueryResolvers["liability"]> = async (
  _root,
  { asOf },
  { viewer, loaders },
) => {
  requireScope(viewer, "programme:read");
  return { asOf, byMarket: await loaders.reports.liability(asOf) };
};

export const expiryForecast: NonNullable<QueryResolvers["expiryForecast"]> = async (
  _root,
  { days },
  { viewer, loaders },
) => {
  requireScope(viewer, "programme:read");
  return await loaders.reports.expiryForecast(days);
};

export const tierForecast: NonNullable<QueryResolvers["tierForecast"]> = async (
  _root,
  { days },
  { viewer, loaders },
) => {
  requireScope(viewer, "programme:read");
  return await loaders.reports.tierForecast(days);
};
