import { readCustomerFields } from "../../../db/queries/deliveries/customerFields.ts";
import { readComparableOf, readStanding } from "../../../db/queries/deliveries/readBack.ts";
import type { DestinationSecrets } from "../destinationSecrets.ts";
import type { ActiveDestination } from "../workerDeps.ts";
import { type CompareDeps, type Compared, compareCustomer } from "./compareCustomer.ts";
import { isSilent } from "./readBackRun.ts";

/** Why one customer cannot be compared now. */
export type NotComparable =
  /** Nothing was sent since the destination is read back. */
  | "NOTHING_SENT"
  /** Something waits, is told again, or is dead. */
  | "UNDER_WAY"
  /** What was sent last has not had its time to be stored. */
  | "SETTLING"
  | "NOT_READ_BACK"
  /** It is paused, rests, or answers nobody. */
  | "SILENT"
  | "NO_SECRET";

/** Compares one customer now, whether or not a run would; the result counts as any other. */
export async function checkCustomer(
  deps: CompareDeps & { readonly secrets: Pick<DestinationSecrets, "of"> },
  destination: ActiveDestination,
  rootId: bigint,
): Promise<Compared | { readonly kind: NotComparable }> {
  const { id, settings } = destination;
  const [first, ...others] = deps.secrets.of(id, settings);
  if (settings.readBack === undefined) {
    return { kind: "NOT_READ_BACK" };
  }
  if (isSilent(destination)) {
    return { kind: "SILENT" };
  }
  if (first === undefined) {
    return { kind: "NO_SECRET" };
  }
  const { settleSeconds } = settings.readBack;
  const of = { destinationId: id, rootId };
  const row = await readComparableOf(deps.sql, {
    ...{ ...of, settleSeconds },
    isShadow: destination.mode === "SHADOW",
  });
  if (row === null) {
    const { isKept, isAtRest } = await readStanding(deps.sql, of);
    return { kind: isKept ? (isAtRest ? "SETTLING" : "UNDER_WAY") : "NOTHING_SENT" };
  }
  const [customer = null] = await readCustomerFields(deps.sql, [rootId]);
  return await compareCustomer(deps, {
    ...{ destination, row, customer, secrets: [first, ...others] },
  });
}
