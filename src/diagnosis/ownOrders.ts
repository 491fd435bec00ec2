import type { Sql, Tx } from "../../db/connection/client.ts";
import { readOrdersToBridge } from "../../db/queries/days/bridge.ts";
import { readOrderIdsOfRoot } from "../../db/queries/diagnosis/diagnosis.ts";
import { bridgeOrders } from "../days/bridge.ts";
import { momentsOf } from "../domain/bridge/moments.ts";
import type { KnownOrder } from "../domain/diagnosis/judge.ts";
import type { Ruleset } from "../domain/ruleset/ruleset.ts";
import type { Instant } from "../domain/time/instant.ts";
import { ORDERS_PER_CUSTOMER } from "./diagnose.ts";

/**
 * A customer's last orders that were handed over, as the messages about them say, the latest first:
 * what is known of the ERP where nobody asks it.
 */
export async function ownOrders(
  db: Sql | Tx,
  rootId: bigint,
  rulesetAt: (instant: Instant) => Ruleset,
): Promise<readonly KnownOrder[]> {
  const rows = await readOrdersToBridge(
    db,
    await readOrderIdsOfRoot(db, rootId, ORDERS_PER_CUSTOMER),
  );
  const bridged = await bridgeOrders({ db, rulesetAt }, rows);
  return bridged
    .flatMap(({ row, messages, bridge }): KnownOrder[] => {
      const { placedAt, handedOverAt } = momentsOf(messages);
      const [source, , , number] = row.refs[0] ?? [];
      return bridge === null || handedOverAt === null || number === undefined
        ? []
        : [
            {
              ...{ number, source: source ?? null, placedAt, fulfilledAt: handedOverAt },
              ...{ amountMinor: bridge.toldMinor, currency: bridge.currency },
            },
          ];
    })
    .sort((a, b) => b.fulfilledAt - a.fulfilledAt);
}
