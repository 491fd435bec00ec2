import { readIsStaff } from "../../db/queries/loyalty/grants.ts";
import { requireScope } from "../access/authorise.ts";
import { refuseOwn } from "../access/ownRecord.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import type { CustomerChange } from "./changeCustomer.ts";

/**
 * Nobody credits their own record (programme 5), and that of somebody who works here takes a
 * supervisor.
 *
 * @throws AppError FORBIDDEN
 */
export async function refuseOwnPoints(change: CustomerChange, viewer: Viewer): Promise<void> {
  await refuseOwn(change.tx, viewer, change.customer.rootId);
  if (await readIsStaff(change.tx, change.customer.leaves)) {
    requireScope(viewer, "points:adjust-open");
  }
}
