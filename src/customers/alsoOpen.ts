import { type AlsoOpenView, othersOf } from "../access/presence.ts";
import type { ReadPolicy } from "../access/readPolicy.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import type { Reads } from "../reads/requestReads.ts";
import type { CustomerModel } from "./customers.ts";

/** Who else of the staff has a customer open just now: null for whoever may not see it. */
export function createAlsoOpenLoader({
  reads,
  policy,
  viewer,
}: {
  readonly reads: Pick<Reads, "presences">;
  readonly policy: ReadPolicy;
  readonly viewer: Viewer;
}) {
  return {
    ofCustomer: async ({ isShell, row }: CustomerModel): Promise<AlsoOpenView | null> =>
      isShell || !policy.presence()
        ? null
        : othersOf(await reads.presences.load(row.rootId), viewer.principal),
  };
}
