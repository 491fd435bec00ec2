import { currencyExponent } from "../domain/money/currency.ts";
import { formatMinor } from "../domain/money/decimal.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import type { KeptSimulation, Simulation } from "./simulation.ts";

const LABEL_WIDTH = 34;
const NUMBER_WIDTH = 16;
const MILLISECONDS = 1_000;

/** The simulation for people: tables of before and after, then the examples. */
export function formatSimulation(simulation: Simulation, draft: Ruleset): string {
  const { tiers, moves, wallets, rules, examples } = simulation;
  const row = (label: string, ...numbers: (string | number | bigint)[]) =>
    `  ${label.padEnd(LABEL_WIDTH)}${numbers
      .map((number) => (typeof number === "string" ? number : number.toLocaleString("en")))
      .map((text) => text.padStart(NUMBER_WIDTH))
      .join("")}`;
  const money = moneyOf(draft);
  const seconds = Math.max(simulation.milliseconds, 1) / MILLISECONDS;
  return [
    `As of ${simulation.asOf}: ${simulation.customers.toLocaleString("en")} customers, ` +
      `${simulation.purchases.toLocaleString("en")} purchases in ${seconds.toFixed(1)} s`,
    "",
    row("customers per tier", "before", "after"),
    ...tiers.map(({ tier, before, after }) => row(tier, before, after)),
    "",
    row("who moves", "customers"),
    ...(moves.length === 0 ? [row("nobody", "")] : []),
    ...moves.map(({ from, to, customers }) =>
      row(`${from ?? "none"} -> ${to ?? "none"}`, customers),
    ),
    "",
    row("points that customers hold", "before", "after", "worth before", "worth after"),
    ...wallets.map(({ wallet, before, after, worthBeforeMinor, worthAfterMinor }) =>
      row(wallet, before, after, money(worthBeforeMinor) ?? "-", money(worthAfterMinor) ?? "-"),
    ),
    "",
    row("points that a rule gave", "before", "after"),
    ...rules.map(({ rule, before, after }) => row(rule, before, after)),
    ...(examples.length === 0 ? [] : ["", "  for example"]),
    ...examples.flatMap(({ customer, from, to, because }) => [
      `  ${customer}: ${from ?? "none"} -> ${to ?? "none"}`,
      ...because.map((sentence) => `    ${sentence}`),
    ]),
    ...(simulation.notPlayed === 0
      ? []
      : [
          "",
          `  not played: ${simulation.notPlayed} customers, whose history the draft does not allow`,
          ...simulation.notPlayedBecause.map((reason) => `    ${reason}`),
        ]),
  ].join("\n");
}

/** The simulation for machines. */
export function simulationToJson(simulation: Simulation, draft: Ruleset): KeptSimulation {
  const { currency } = draft.programme;
  return JSON.parse(
    JSON.stringify({ ...simulation, currency }, (_key, value: unknown) =>
      typeof value === "bigint" ? value.toString() : value,
    ),
  );
}

function moneyOf({ programme }: Ruleset): (minor: bigint | null) => string | null {
  const exponent = currencyExponent(programme.currency) ?? 0;
  return (minor) => (minor === null ? null : `${formatMinor(minor, exponent)}`);
}
