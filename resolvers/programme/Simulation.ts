import { moneyOf } from "../../src/platform/money.ts";
import type { MoveModel } from "../../src/programme/rulesets.ts";
import type { SimulatedMoveResolvers, SimulationResolvers } from "../__generated__/types.ts";

export const Simulation: SimulationResolvers = {
  progress: ({ status, done, total }) => (status === "DONE" ? 1 : total === 0 ? 0 : done / total),
  tiers: (simulation) => [...(simulation.result?.tiers ?? [])],
  movers: (simulation) => (simulation.result?.moves ?? []).map((move) => ({ ...move, simulation })),
  liabilityChange: (simulation) => {
    const kept = simulation.result;
    const priced = kept?.wallets.filter((wallet) => wallet.worthAfterMinor !== null) ?? [];
    if (kept === null || priced.length === 0) {
      return null;
    }
    const change = priced.reduce(
      (sum, { worthBeforeMinor, worthAfterMinor }) =>
        sum + BigInt(worthAfterMinor ?? 0) - BigInt(worthBeforeMinor ?? 0),
      0n,
    );
    return moneyOf(change, kept.currency);
  },
  costPerRule: (simulation) => {
    const kept = simulation.result;
    return (kept?.rules ?? []).map(({ rule, before, after, worthMinor }) => ({
      rule,
      before: BigInt(before),
      points: BigInt(after),
      worth:
        worthMinor === null || kept === null ? null : moneyOf(BigInt(worthMinor), kept.currency),
    }));
  },
  purchases: (simulation) => simulation.result?.purchases ?? 0,
  notPlayed: (simulation) => simulation.result?.notPlayed ?? 0,
};

const examplesOf = ({ from, to, simulation }: MoveModel) =>
  (simulation.result?.examples ?? []).filter((one) => one.from === from && one.to === to);

export const SimulatedMove: SimulatedMoveResolvers = {
  from: ({ from, simulation }, _args, { loaders }) =>
    loaders.rulesets.tierOfVersion(from, simulation.version),
  to: ({ to, simulation }, _args, { loaders }) =>
    loaders.rulesets.tierOfVersion(to, simulation.version),
  sample: (move, _args, { loaders }) =>
    loaders.customers.samples(examplesOf(move).map(({ customer }) => customer)),
  because: (move) => examplesOf(move).flatMap(({ because }) => because),
};
