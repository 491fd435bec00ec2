import * as alike from "../../db/queries/identity/alike.ts";
import { keepProvenOf } from "../../db/queries/identity/proven.ts";
import { takeLane } from "../../db/queries/identity/records.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { providerKey } from "../domain/identity/providerKey.ts";
import { transact } from "../platform/transact.ts";

/** Identifiers of one run; the next run takes more. */
export const KEYED_MAX = 500;

/**
 * Compares e-mail addresses and telephone numbers that somebody got since with everybody else's, by
 * what reaches the same mailbox or telephone. Where another customer has such a one, an edge is
 * left that is decided like those of purchases (decideLinks.ts): for somebody to look at. Where a
 * record of a source has proven it, one that is proof.
 *
 * @returns identifiers that were compared
 */
export async function findAlike({ sql, catalog }: Pick<CommandDeps, "sql" | "catalog">) {
  return await transact(sql, async (tx) => {
    if (!(await alike.takeKeyLane(tx))) {
      return 0;
    }
    const rows = await alike.takeUnkeyed(tx, KEYED_MAX);
    const keyed = rows.map(({ id, kind, value, source_id: source }) => {
      const code = source === null ? null : catalog.sourceById(source).code;
      const region = catalog.defaultRegion(code);
      return { id, link_key: (value === null ? null : providerKey(kind, value, region)) ?? "" };
    });
    if (keyed.length > 0) {
      await alike.setLinkKeys(tx, keyed);
    }
    if (keyed.length > 0) {
      // Records are taken in under the lane: either they see the identifier, or this sees them.
      await takeLane(tx);
      await keepProvenOf(
        tx,
        keyed.map(({ id }) => id),
      );
    }
    const shared = keyed.filter((row) => row.link_key !== "");
    if (shared.length > 0) {
      await alike.insertAlikeEdges(tx, shared);
    }
    return rows.length;
  });
}
