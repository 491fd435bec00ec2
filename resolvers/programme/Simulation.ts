import { moneyOf } from "../../src/platform/money.ts";
import type { SimulationModel } from "../../src/programme/rulesets.ts";
import type { SimulatedMoveResolvers, SimulationResolvers } from "../__generated__/types.ts";

/** What simulate/format.ts keeps of a simulation, as far as it is shown here. */
interface Kept {
  readonly purchases: number;
  readonly notPlayed: number;
  readonly currency: string;
  readonly tiers: readonly {
    readonly tier: string;
    readonly before: number;
    readonly after: number;
  }[];
  readonly moves: readonly { from: string | null; to: string | null; customers: number }[];
  readonly wallets: readonly { worthBeforeMinor: string | null; worthAfterMinor: string | null }[];
  readonly rules: readonly {
    readonly rule: string;
    readonly before: string;
    readonly after: string;
    readonly worthMinor: string | null;
  }[];
  readonly examples: readonly {
    readonly customer: string;
    readonly from: string | null;
    readonly to: string | null;
    readonly because: readonly string[];
  }[];
}

const keptOf = ({ result }: SimulationModel): Kept | null => result as Kept | null;

export type MoveModel = Kept["moves"][number] & {
  readonly simulation: SimulationModel;
};

export const Simulation: SimulationResolvers = {
  progress: ({ status, done, total }) => (status === "DONE" ? 1 : total === 0 ? 0 : done / total),
  tiers: (simulation) => [...(keptOf(simulation)?.tiers ?? [])],
  movers: (simulation) =>
    (keptOf(simulation)?.moves ?? []).map((move) => ({ ...move, simulation })),
  liabilityChange: (simulation) => {
    const kept = keptOf(simulation);
    const priced = kept?.wallets.filter((wallet) => wallet.worthAfterMinor !== null) ?? [];
    if (kept === null || priced.length === 0) return null;
    const change = priced.reduce(
      (sum, { worthBeforeMinor, worthAfterMinor }) =>
        sum + BigInt(worthAfterMinor ?? 0) - BigInt(worthBeforeMinor ?? 0),
      0n,
    );
    return moneyOf(change, kept.currency);
  },
  costPerRule: (simulation) => {
    const kept = keptOf(simulation);
    return (kept?.rules ?? []).map(({ rule, before, after, worthMinor }) => ({
      rule,
      before: BigInt(before),
      points: BigInt(after),
      worth:
        worthMinor === null || kept === null ? null : moneyOf(BigInt(worthMinor), kept.currency),
    }));
  },
  purchases: (simulation) => keptOf(simulation)?.purchases ?? 0,
  notPlayed: (simulation) => keptOf(simulation)?.notPlayed ?? 0,
};

const examplesOf = ({ from, to, simulation }: MoveModel) =>
  (keptOf(simulation)?.examples ?? []).filter((one) => one.from === from && one.to === to);

export const SimulatedMove: SimulatedMoveResolvers = {
  from: ({ from, simulation }, _args, { loaders }) =>
    loaders.rulesets.tierOfVersion(from, simulation.version),
  to: ({ to, simulation }, _args, { loaders }) =>
    loaders.rulesets.tierOfVersion(to, simulation.version),
  sample: (move, _args, { loaders }) =>
    loaders.customers.samples(examplesOf(move).map(({ customer }) => customer)),
  because: (move) => examplesOf(move).flatMap(({ because }) => because),
};
