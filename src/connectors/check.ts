/** One statement of the form "this equals that" in the report of an import. */
export interface Check {
  readonly name: string;
  readonly unit: string;
  readonly expected: bigint;
  readonly found: bigint;
  readonly ok: boolean;
}

/** Compares two figures that were come by on different ways. */
export function check(
  name: string,
  unit: string,
  expected: bigint | number,
  found: bigint | number,
): Check {
  const figures = { expected: BigInt(expected), found: BigInt(found) };
  return { name, unit, ...figures, ok: figures.expected === figures.found };
}
