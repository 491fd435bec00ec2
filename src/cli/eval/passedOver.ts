import type { Sql } from "../../../db/connection/client.ts";
import { countCommonKeys, readJoins } from "../../../db/queries/identity/records.ts";
import { BLOCK_RECORDS_MAX, standInKeyOf } from "../../domain/identity/matching/blocks.ts";
import type { MatchModel } from "../../domain/identity/matching/model.ts";
import { COMPONENT_LEAVES_MAX } from "../../domain/identity/matching/partition.ts";

/** What was not looked at, or not decided, because there was too much of it. */
export interface PassedOver {
  /** Groups that hang together, of more than COMPONENT_LEAVES_MAX, and the records in them. */
  readonly tooLarge: number;
  readonly tooLargeRecords: number;
  /** Keys that more than BLOCK_RECORDS_MAX records that differ share, and that find nobody. */
  readonly commonKeys: number;
}

export async function readPassedOver(
  sql: Sql,
  { thresholds }: Pick<MatchModel, "thresholds">,
): Promise<PassedOver> {
  const groups = new Map<bigint, Set<bigint>>();
  for (const { a, b } of await readJoins(sql, thresholds.merge)) {
    const one = groups.get(a) ?? new Set([a]);
    const other = groups.get(b) ?? new Set([b]);
    const [large, small] = one.size < other.size ? [other, one] : [one, other];
    for (const leaf of small) {
      large.add(leaf);
    }
    for (const leaf of [a, ...small]) {
      groups.set(leaf, large);
    }
    groups.set(b, large);
  }
  const sizes = [...new Set(groups.values())].map(({ size }) => size);
  const tooLarge = sizes.filter((size) => size > COMPONENT_LEAVES_MAX);
  const [common] = await countCommonKeys(sql, BLOCK_RECORDS_MAX, standInKeyOf(0n));
  return {
    tooLarge: tooLarge.length,
    tooLargeRecords: tooLarge.reduce((sum, size) => sum + size, 0),
    commonKeys: common?.keys ?? 0,
  };
}
