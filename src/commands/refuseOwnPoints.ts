import { readIsStaff } from "../../db/queries/loyalty/grants.ts";
import type { Viewer } from "../domain/access/viewer.ts";
import { requireScope } from "./authorise.ts";
import type { CustomerChange } from "./changeCustomer.ts";
import { refuseOwn } from "./ownRecord.ts";

/**
 * Nobody credits their own record (programme 5), and that of somebody who works here takes a supervisor.
 *
 * @throws AppError FORBIDDEN
 */
export async function refuseOwnPoints(change: CustomerChange, viewer: Viewer): Promise<void> {
  await refuseOwn(change.tx, viewer, change.customer.rootId);
  if (await readIsStaff(change.tx, change.customer.leaves)) {
    requireScope(viewer, "points:adjust-open");
  }
}
