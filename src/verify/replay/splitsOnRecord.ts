import type { RootDecisionRow } from "../../../db/queries/core/decisions.ts";
import { splitPartsOf } from "../../domain/identity/splitJson.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";

interface Split {
  readonly at: Instant;
  readonly from: bigint;
  readonly made: bigint;
  readonly identifiers: ReadonlySet<bigint>;
  readonly orders: ReadonlySet<bigint>;
}

/**
 * Which leaf had an identifier or an order before a split gave it to another one (contract 2.4), by
 * the decisions on record.
 */
export class SplitsOnRecord {
  /** The latest first. */
  readonly #splits: readonly Split[];

  constructor(decisions: readonly RootDecisionRow[]) {
    this.#splits = decisions
      .filter(({ kind }) => kind === "SPLIT")
      .map((row) => {
        const { leaf, identifiers, orders } = splitPartsOf(row.evidence);
        return {
          ...{ at: instantFromPg(row.at), from: leaf, made: row.absorbed_id },
          ...{ identifiers: new Set(identifiers), orders: new Set(orders) },
        };
      })
      .toReversed();
  }

  /** The leaf that an order of a leaf of today had at a moment. */
  leafOfOrder(orderId: bigint, leaf: bigint, at: Instant): bigint {
    return this.#splits.reduce(
      (known, { at: since, from, made, orders }) =>
        known === made && at < since && orders.has(orderId) ? from : known,
      leaf,
    );
  }

  /** All leaves that ever had an identifier which one has today, that one first. */
  holdersOf(identifierId: bigint, leaf: bigint): readonly bigint[] {
    const holders = [leaf];
    for (const { from, made, identifiers } of this.#splits) {
      if (holders.at(-1) === made && identifiers.has(identifierId)) {
        holders.push(from);
      }
    }
    return holders;
  }
}
