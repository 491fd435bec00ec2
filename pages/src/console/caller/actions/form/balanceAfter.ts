const WHOLE = /^[+-]?\d{1,18}$/;

/** Points as somebody types them: spaces and a sign are allowed; null for anything else, and 0. */
export function pointsOf(typed: string): bigint | null {
  const text = typed.replaceAll(/[\s\u202f]/g, "").replace("−", "-");
  if (!WHOLE.test(text)) {
    return null;
  }
  const points = BigInt(text.replace("+", ""));
  return points === 0n ? null : points;
}

/**
 * What can be used after a correction, and whether there is enough to take. What was owed is paid
 * first.
 */
export function balanceAfter(
  { active, negative }: { readonly active: string; readonly negative: string },
  points: bigint,
): { readonly active: string; readonly isEnough: boolean } {
  const sum = BigInt(active) - BigInt(negative) + points;
  return {
    active: String(sum > 0n ? sum : 0n),
    isEnough: points > 0n || BigInt(active) >= -points,
  };
}
