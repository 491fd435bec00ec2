import type { Tx } from "../../connection/client.ts";
import type { SentRowOf, StoredRowOf } from "../../schema/rows.ts";
import { insertInto, updateBy } from "../../statements/rowSet.ts";
import { idList } from "../../statements/rows.ts";

/** What was decided about who is who, and whose leaves are whose (contract 2.2). */

const DECISION_COLUMNS = {
  kind: "text",
  survivor_id: "bigint",
  absorbed_id: "bigint",
  at: "timestamptz",
  actor: "text",
  reason: "text",
  evidence: "jsonb",
  revokes: "bigint",
  leaves: "bigint[]",
  standings: "jsonb",
} as const;

export type NewDecisionRow = SentRowOf<"identity_decision", keyof typeof DECISION_COLUMNS>;

export const insertDecisions = insertInto("identity_decision", DECISION_COLUMNS);

const ROOT_COLUMNS = { id: "bigint", root_id: "bigint" } as const;

/** A leaf and the customer whose it is from now on. */
export type RootChangeRow = SentRowOf<"customer", keyof typeof ROOT_COLUMNS>;

export const updateRoots = updateBy("customer", ["id"], ROOT_COLUMNS);

export type RootDecisionRow = StoredRowOf<
  "identity_decision",
  | "id"
  | "kind"
  | "survivor_id"
  | "absorbed_id"
  | "at"
  | "actor"
  | "reason"
  | "evidence"
  | "revokes"
  | "leaves"
  | "standings"
>;

/** Decisions that name one of the leaves and changed whose leaves they are, as they were made. */
export function readRootDecisions(tx: Tx, leaves: readonly bigint[]) {
  return tx<RootDecisionRow[]>`
    select id, kind, survivor_id, absorbed_id, at, actor, reason, evidence, revokes, leaves, standings
    from identity_decision
    where id = any(array(
        select id from identity_decision where survivor_id = any(${idList(leaves)}::bigint[])
        union
        select id from identity_decision where absorbed_id = any(${idList(leaves)}::bigint[])))
      and kind in ('MERGED', 'UNMERGED', 'SPLIT')
    order by at, id`;
}

/** Whose root each of these leaves has now; nothing is locked. */
export function readRootsOf(tx: Tx, leaves: readonly bigint[]) {
  return tx<StoredRowOf<"customer", "id" | "root_id">[]>`
    select id, root_id from customer where id = any(${idList(leaves)}::bigint[])`;
}

/** Whose row each of these grants hangs on. */
export function readGrantOwners(tx: Tx, grants: readonly bigint[]) {
  return tx<StoredRowOf<"tier_grant", "id" | "root_id">[]>`
    select id, root_id from tier_grant where id = any(${idList(grants)}::bigint[])`;
}
