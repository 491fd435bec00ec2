import type { Tx } from "../../../db/connection/client.ts";
import type { ComparableRow } from "../../../db/queries/deliveries/readBack.ts";
import { putShadowCompared, readShadowStanding } from "../../../db/queries/deliveries/shadow.ts";
import type { WrongField } from "../../domain/delivery/sentFields.ts";
import { orderBandOf } from "../../domain/delivery/shadow.ts";

/**
 * Writes down how what another feed wrote of a customer compares with what we would have sent,
 * with what it is broken down by as of now. Under the lane's lock.
 */
export async function writeShadowCompared(
  tx: Tx,
  {
    destinationId,
    row: { rootId, outboxId },
    isFound,
    checked,
    wrong,
  }: {
    readonly destinationId: number;
    readonly row: Pick<ComparableRow, "rootId" | "outboxId">;
    readonly isFound: boolean;
    readonly checked: readonly string[];
    readonly wrong: readonly WrongField[];
  },
): Promise<void> {
  const { tier, currency, totalMinor, status } = await readShadowStanding(tx, rootId);
  const band = currency === null || totalMinor === null ? null : orderBandOf(totalMinor, currency);
  await putShadowCompared(tx, {
    ...{ destinationId, rootId, outboxId, isFound, checked: [...checked] },
    differences: wrong.map(({ field, sent, stored }) => ({
      ...{ field, kind: stored === null ? "MISSING" : "DIFFERENT", ours: sent, theirs: stored },
    })),
    ...{ currency, band, status, tier },
  });
}
