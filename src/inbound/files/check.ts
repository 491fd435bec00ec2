import type { ImportedMoney } from "../../../db/queries/inbound/importOrders.ts";

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

/**
 * That the orders of an import come to what was sold less what came back: the orders' own amounts,
 * which the rules derive, against the amounts that were sent.
 */
export function moneyChecks(money: ImportedMoney, unit: string): Check[] {
  const { sales, soldMinor, backMinor, ordersMinor, different } = money;
  return [
    check(
      "sold less what came back = amount of the orders",
      unit,
      soldMinor - backMinor,
      ordersMinor,
    ),
    check("orders = orders whose own amount is that", "orders", sales, sales - different),
  ];
}
