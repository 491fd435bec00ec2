/** What a decision of kind SPLIT keeps of what went; ids as text. */
export interface SplitJson {
  /** Whose it was. */
  readonly leaf: string;
  readonly identifiers: readonly string[];
  readonly orders: readonly string[];
}

/** What went, as ids. */
export interface SplitParts {
  readonly leaf: bigint;
  readonly identifiers: readonly bigint[];
  readonly orders: readonly bigint[];
}

/** Reads the evidence of a SPLIT. */
export function splitPartsOf(evidence: object | null): SplitParts {
  const { leaf, identifiers, orders } = evidence as SplitJson;
  return {
    leaf: BigInt(leaf),
    identifiers: identifiers.map(BigInt),
    orders: orders.map(BigInt),
  };
}
