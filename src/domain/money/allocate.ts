/**
 * Splits `total` in proportion to `weights`, as integers, by the largest remainder.
 *
 * Guarantee: the parts sum exactly to `total`; each differs from its exact share by less than one;
 * equal remainders go to the earlier position, so the same input always splits alike; -total splits
 * as total does with the sign turned. A weight of zero gets zero, unless all are zero: then all
 * count alike.
 * Throws: RangeError for a negative weight, and for no weights unless the total is 0.
 */
export function allocateLargestRemainder(total: bigint, weights: readonly bigint[]): bigint[] {
  let weightSum = 0n;
  for (const weight of weights) {
    if (weight < 0n) {
      throw new RangeError("weights must not be negative");
    }
    weightSum += weight;
  }
  if (weights.length === 0) {
    if (total !== 0n) {
      throw new RangeError("nothing to allocate to");
    }
    return [];
  }
  if (weightSum === 0n) {
    return allocateLargestRemainder(
      total,
      weights.map(() => 1n),
    );
  }

  const sign = total < 0n ? -1n : 1n;
  const magnitude = total * sign;
  const shares = weights.map((weight, position) => {
    const scaled = magnitude * weight;
    return { position, part: scaled / weightSum, remainder: scaled % weightSum };
  });
  let left = magnitude - shares.reduce((sum, share) => sum + share.part, 0n);
  const parts = shares.map((share) => share.part * sign);
  // Less is left than there are remainders above zero, so no zero weight is ever reached.
  const byRemainder = shares.sort((a, b) =>
    a.remainder === b.remainder ? a.position - b.position : a.remainder > b.remainder ? -1 : 1,
  );
  for (const { position, part } of byRemainder) {
    if (left === 0n) {
      break;
    }
    parts[position] = (part + 1n) * sign;
    left -= 1n;
  }
  return parts;
}
