import type { OrderView } from "../order/facts.ts";
import { FACTOR_ONE, prepareRuleset } from "../ruleset/prepareRuleset.ts";
import type { Ruleset } from "../ruleset/ruleset.ts";
import type { PointsDecision } from "./decision.ts";
import type { EarningBasis } from "./earningBasis.ts";
import { eligibleAmounts } from "./eligible.ts";
import { OrderConditions } from "./ruleAmounts.ts";

/** What one rule made of an order as it stands. */
export interface RuleExplanation {
  readonly rule: string;
  readonly wallet: string;
  /** Whether its conditions hold and something of the order counts. */
  readonly applies: boolean;
  /** Amounts by the factor they count with, minor units of the order's currency. */
  readonly counted: readonly { readonly factor: string; readonly amountMinor: bigint }[];
  readonly points: bigint;
  /** What limits left for it; null where it has none. */
  readonly room: bigint | null;
}

/** Factors have six decimals, of which the last ones are mostly 0. */
const FACTOR_DECIMALS = 6;

/**
 * Why each rule gave what it gave, worked out again with the same functions that booked it: of what
 * is kept, or of what is expected as long as nothing counts yet.
 */
export function explainRules(input: {
  readonly view: OrderView;
  readonly ruleset: Ruleset;
  readonly basis: EarningBasis | null;
  readonly decision: PointsDecision;
}): readonly RuleExplanation[] {
  const { view, ruleset, basis, decision } = input;
  const hasEarned = decision.earned.length > 0;
  const amounts = eligibleAmounts(
    view,
    ruleset,
    view.lines.map((line) => (hasEarned ? line.keptMinor : line.expectedMinor)),
  );
  const conditions = new OrderConditions(view, ruleset, basis);
  return prepareRuleset(ruleset).rules.map((prepared) => {
    const { code, wallet } = prepared.rule;
    const { byFactor } = conditions.amountsOf(prepared, amounts.earning, amounts.earningTotal);
    const rooms = [basis?.ruleRoom.get(code)?.now, basis?.walletRoom.get(wallet)?.now].filter(
      (room) => room !== undefined,
    );
    return {
      rule: code,
      wallet,
      applies: byFactor.size > 0,
      counted: [...byFactor].map(([factor, amountMinor]) => ({
        factor: factorText(factor),
        amountMinor,
      })),
      points: decision.earned.find(({ rule }) => rule === code)?.points ?? 0n,
      room: rooms.length === 0 ? null : rooms.reduce((a, b) => (a < b ? a : b)),
    };
  });
}

function factorText(factor: bigint): string {
  const fraction = (factor % FACTOR_ONE).toString().padStart(FACTOR_DECIMALS, "0");
  const text = `${factor / FACTOR_ONE}.${fraction}`;
  return text.replace(/\.?0+$/, "");
}
