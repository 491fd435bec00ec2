import type { Tx } from "../../db/connection/client.ts";
import { correctEvents } from "../../db/queries/core/effects.ts";
import * as taking from "../../db/queries/core/takeKeys.ts";
import { findEvents, findIdentifiers, readClock } from "../../db/queries/core/writeState.ts";
import type { IdBlocks } from "../../db/statements/idBlocks.ts";
import { waitKey } from "../domain/purchase/holds.ts";
import { instantFromPg } from "../domain/time/parseInstant.ts";
import { StaleError } from "../platform/stale.ts";
import { eventRow, openIntakeRow } from "./eventRow.ts";
import type { Item } from "./item.ts";
import { identifierKey } from "./keys.ts";
import { type PurchaseAnswer, resultOf } from "./results.ts";

/**
 * Records an event that could not be applied, in a transaction of its own: HELD(INTERNAL), for an
 * operator. The event is kept whole and runs again when it is released; its neighbours are not
 * affected (contract 6.2).
 */
export async function recordInternal(
  tx: Tx,
  ids: IdBlocks,
  item: Item,
  cause: unknown,
): Promise<PurchaseAnswer> {
  const { event, intake, source } = item;
  if (event === null || source === null) {
    throw cause;
  }
  await ids.ensure(2 + event.identifiers.length);
  const [clock] = await readClock(tx);
  const now = instantFromPg((clock as { now: string }).now);
  await tx`begin`;
  try {
    if (intake !== null && !intake.stored) {
      await taking.insertIntakes(tx, [openIntakeRow(intake, ids.next(), now)]);
    }
    const keys = event.identifiers.map(({ kind, value }) => ({ kind, value }));
    if (keys.length > 0) {
      await taking.takeIdentifiers(
        tx,
        event.identifiers.map((identifier, at) => ({
          ...identifier,
          id: ids.next(),
          leaf_id: null,
          source_id: source.id,
          raw: item.raws[at] ?? null,
          last_seen_on: null,
        })),
      );
    }
    const rows = keys.length === 0 ? [] : await findIdentifiers(tx, keys);
    const idOf = new Map(rows.map((row) => [identifierKey(row), row.id]));
    const resolution = {
      kind: "HOLD" as const,
      reason: "INTERNAL" as const,
      waitKey: waitKey.operator,
      identifierIds: keys.map((key) => idOf.get(identifierKey(key)) as bigint),
    };
    const id = item.held?.id ?? ids.next();
    const row = eventRow(item, id, resolution, now);
    const taken = item.origin === "NEW" && (await taking.takeEvents(tx, [row])).count === 1;
    if (!taken) {
      await takeOver(tx, item, row);
    }
    await tx`commit`;
    if (intake !== null) {
      intake.stored = true;
    }
    return resultOf(item, row);
  } catch (error) {
    await tx`rollback`.catch(() => {});
    throw error;
  }
}

/**
 * The event has its row already: it is held, or was rejected and came corrected. Throws when it has
 * run elsewhere.
 */
async function takeOver(tx: Tx, item: Item, row: taking.TakenEventRow): Promise<void> {
  const [stored] = await findEvents(tx, [{ source_id: row.source_id, event_id: row.event_id }]);
  const [locked] = stored === undefined ? [] : await taking.lockEvents(tx, [stored.id]);
  if (locked === undefined || locked.outcome !== (item.origin === "NEW" ? "REJECTED" : "HELD")) {
    throw new StaleError("the event has run elsewhere");
  }
  await correctEvents(tx, [{ ...row, id: locked.id }]);
}
