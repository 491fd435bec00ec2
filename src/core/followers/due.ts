import { deleteDue, upsertDue } from "../../../db/queries/core/effects.ts";
import { readDueOf } from "../../../db/queries/core/jobsDue.ts";
import { formatInstant } from "../../domain/time/formatInstant.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import { nextDueOfCustomer } from "../state.ts";
import { addRows } from "../store.ts";
import type { Follower } from "./follower.ts";

/** When time alone changes a customer next: what the due job looks for (contract 8.1). */
export const DUE: Follower<Instant> = {
  code: "due",

  /** It follows from the tier and the lots, which are loaded anyway. */
  load: () => (customer) => customer.dueBefore,

  afterMove: (_kept, customer) => nextDueOfCustomer(customer),

  store(tx, write, changes) {
    const due: { root_id: bigint; next_due_at: string }[] = [];
    const undue: bigint[] = [];
    for (const { rootId, now } of changes) {
      if (now === null) {
        undue.push(rootId);
      } else {
        due.push({ root_id: rootId, next_due_at: formatInstant(now) });
      }
    }
    addRows(tx, write, due, upsertDue);
    addRows(tx, write, undue, deleteDue);
  },

  async replay(tx, roots) {
    const rows = await readDueOf(tx, roots);
    return new Map(rows.map((row) => [row.root_id, instantFromPg(row.next_due_at)]));
  },
};
