import type { Tx } from "../../../db/connection/client.ts";
import type { ComparableRow } from "../../../db/queries/deliveries/readBack.ts";
import { putShadowCompared, readShadowStandings } from "../../../db/queries/deliveries/shadow.ts";
import type { WrongField } from "../../domain/delivery/sentFields.ts";
import { orderBandOf } from "../../domain/delivery/shadow.ts";

/** What comparing one customer came to. */
export type ComparedInShadow = Pick<ComparableRow, "rootId" | "outboxId"> & {
  readonly isFound: boolean;
  readonly checked: readonly string[];
  readonly wrong: readonly WrongField[];
};

/**
 * Writes down how what another feed wrote of customers compares with what we would have sent, with
 * what it is broken down by as of now. Under the lanes' locks.
 */
export async function writeShadowCompared(
  tx: Tx,
  {
    destinationId,
    at,
    compared,
  }: {
    readonly destinationId: number;
    /** As of when the other feed's word was; null: now. */
    readonly at: string | null;
    readonly compared: readonly ComparedInShadow[];
  },
): Promise<void> {
  const roots = compared.map(({ rootId }) => rootId);
  const standings = await readShadowStandings(tx, roots);
  const rows = compared.map(({ rootId, outboxId, isFound, checked, wrong }) => {
    const standing = standings.get(rootId);
    const { tier = null, currency = null, totalMinor = null, status = null } = standing ?? {};
    return {
      ...{ rootId, outboxId, isFound, checked: [...checked] },
      differences: wrong.map(({ field, sent, stored }) => {
        const kind = stored === null ? ("MISSING" as const) : ("DIFFERENT" as const);
        return { field, kind, ours: sent, theirs: stored };
      }),
      band: currency === null || totalMinor === null ? null : orderBandOf(totalMinor, currency),
      ...{ currency, status, tier },
    };
  });
  await putShadowCompared(tx, destinationId, at, rows);
}
