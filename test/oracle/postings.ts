import { dayOf } from "./days.ts";
import { max, sum } from "./numbers.ts";
import type { Ruleset } from "./types.ts";

/** What the ledger is told of an order after each word (programme 1.29). */

/** What stands of one rule. */
export type Posted = { points: bigint; qualifying: bigint; perLine: readonly bigint[] } & {
  readonly lineIds: readonly string[];
  readonly wallet: string;
  readonly effectiveAt: bigint;
};

/**
 * Per rule what is reversed and what is earned, in the order of the rules; those that give nothing
 * any more come last.
 */
export function changesOf(
  posted: ReadonlyMap<string, Posted>,
  target: ReadonlyMap<string, Posted>,
  { earning, programme }: Ruleset,
) {
  const rules = earning.map(({ code }) => code);
  const codes = [
    ...rules.filter((code) => target.has(code)),
    ...rules.filter((code) => !target.has(code) && posted.has(code)),
  ];
  const day = (one: Posted) => `${one.wallet} ${dayOf(one.effectiveAt, programme.timeZone)}`;
  return codes.map((code) => {
    const old = posted.get(code);
    const fresh = target.get(code);
    const isSame = old !== undefined && fresh !== undefined && day(old) === day(fresh);
    const moved = isSame && old.points === fresh.points ? movedBetweenLines(old, fresh) : 0n;
    const reverse = isSame ? max(moved, old.points - fresh.points) : (old?.points ?? 0n);
    const more = isSame ? max(moved, fresh.points - old.points) : (fresh?.points ?? 0n);
    return { code, old, fresh, reverse, more };
  });
}

/** What lines lost to others, where the points of the whole stay the same. */
function movedBetweenLines(old: Posted, fresh: Posted): bigint {
  return sum(
    old.lineIds.map((id, at) => {
      const now = fresh.perLine[fresh.lineIds.indexOf(id)] ?? 0n;
      return max(0n, (old.perLine[at] ?? 0n) - now);
    }),
  );
}
