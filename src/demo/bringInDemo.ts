import type { Sql } from "../../db/connection/client.ts";
import type { Catalog } from "../core/catalog.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import type { Instant } from "../domain/time/instant.ts";
import { recordInteractions } from "../interactions/recordInteractions.ts";
import type { Logger } from "../platform/logger.ts";
import type { Receiver } from "../purchases/receive/receiver.ts";
import { loadDemo } from "./loadDemo.ts";

/** Fills an empty database with the demo, through the ways in. */
export async function bringInDemo(deps: {
  readonly writes: Sql;
  readonly receiver: Receiver;
  readonly commandDeps: CommandDeps;
  readonly catalog: Catalog;
  readonly log: Logger;
  readonly now: () => Instant;
}): Promise<void> {
  const { isNew, refused, unrecorded, ...counts } = await loadDemo({
    sql: deps.writes,
    receive: deps.receiver.receivePurchases,
    record: (request) => recordInteractions(deps.commandDeps, request),
    catalog: deps.catalog,
    now: deps.now(),
  });
  if (isNew) {
    deps.log.info(counts, "demo data loaded");
  }
  if (refused.length + unrecorded.length > 0) {
    const counted = { refused: refused.length, unrecorded: unrecorded.length };
    deps.log.warn(counted, "demo events were refused");
  }
}
