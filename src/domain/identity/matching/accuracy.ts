/** How well customers that result agree with who is who, pair by pair. */
export interface Accuracy {
  /** Of the pairs that were joined, the share that is one person. 1 where nothing was joined. */
  readonly precision: number;
  /** Of the pairs that are one person, the share that was joined. 1 where there is none. */
  readonly recall: number;
  readonly f1: number;
  /** Pairs of records that are one person. */
  readonly truePairs: number;
  /** Pairs of records that were joined. */
  readonly foundPairs: number;
  /** Of those, the ones that are one person. */
  readonly correctPairs: number;
}

/**
 * Pairwise precision, recall and F1. Records of which nobody knows who they are (`truth` null) are
 * left out.
 */
export function accuracyOf(
  records: readonly { readonly truth: string | null; readonly found: bigint }[],
): Accuracy {
  const known = records.filter(({ truth }) => truth !== null);
  const truePairs = pairsIn(known, ({ truth }) => truth as string);
  const foundPairs = pairsIn(known, ({ found }) => String(found));
  const correctPairs = pairsIn(known, ({ truth, found }) => `${found} ${truth}`);
  const precision = foundPairs === 0 ? 1 : correctPairs / foundPairs;
  const recall = truePairs === 0 ? 1 : correctPairs / truePairs;
  const f1 = precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
  return { precision, recall, f1, truePairs, foundPairs, correctPairs };
}

function pairsIn<Item>(items: readonly Item[], groupOf: (item: Item) => string): number {
  const sizes = new Map<string, number>();
  for (const item of items) {
    const group = groupOf(item);
    sizes.set(group, (sizes.get(group) ?? 0) + 1);
  }
  return [...sizes.values()].reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
}
