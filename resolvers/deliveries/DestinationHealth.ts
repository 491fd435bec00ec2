import type { DestinationHealthResolvers } from "../__generated__/types.ts";

export const DestinationHealth: DestinationHealthResolvers = {
  destination: ({ code }) => code,
  pending: ({ pending }, { lane }) => pending[lane],
  shadow: ({ code, mode }, _, { loaders }) =>
    mode === "LIVE" ? null : loaders.destinations.shadowReport(code, { from: null, to: null }),
  wrongValues: (health, _, { loaders }) => loaders.destinations.wrongValues(health),
  deadLetters: (health, { first }, { loaders }) => loaders.destinations.deadLetters(health, first),
};
