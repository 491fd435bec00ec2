import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

/** A version of the rules as it is stored. */
export interface RulesetRow
  extends RowOf<
    "ruleset_version",
    | "version"
    | "document"
    | "activeFrom"
    | "activatedBy"
    | "approvedBy"
    | "createdBy"
    | "updatedBy"
    | "writers"
    | "revision"
    | "createdAt"
  > {
  /** One that was discarded is read by nobody. */
  readonly status: Exclude<RowOf<"ruleset_version", "status">["status"], "DISCARDED">;
}

const COLUMNS = `version, status, document, active_from as "activeFrom", activated_by as "activatedBy",
  approved_by as "approvedBy", created_by as "createdBy", updated_by as "updatedBy", writers, revision,
  created_at as "createdAt"`;

/** The latest versions first; no drafts that were thrown away. */
export function listRulesets(db: Sql | Tx, limit: number) {
  return db<RulesetRow[]>`
    select ${db.unsafe(COLUMNS)} from ruleset_version where status <> 'DISCARDED'
    order by version desc limit ${limit}::int`;
}

/** The version that begins last of all that were put into force. */
export async function findLastBegun(tx: Tx): Promise<RulesetRow | undefined> {
  const [row] = await tx<RulesetRow[]>`
    select ${tx.unsafe(COLUMNS)} from ruleset_version where active_from is not null
    order by active_from desc limit 1`;
  return row;
}

export async function findRuleset(db: Sql | Tx, version: number): Promise<RulesetRow | undefined> {
  const [row] = await db<RulesetRow[]>`
    select ${db.unsafe(COLUMNS)} from ruleset_version
    where version = ${version}::int and status <> 'DISCARDED'`;
  return row;
}

/** Makes everybody who changes versions wait for each other until COMMIT. */
export function lockRulesets(tx: Tx) {
  return tx`select pg_advisory_xact_lock(hashtext('tributary.setup'))`;
}

/** The number that a new draft gets. @returns one above the highest */
export async function nextVersion(tx: Tx): Promise<number> {
  const [row] = await tx<{ next: number }[]>`
    select coalesce(max(version), 0) + 1 as next from ruleset_version`;
  return row?.next ?? 1;
}

export function insertDraft(tx: Tx, version: number, document: object, actor: string) {
  return tx`
    insert into ruleset_version (version, status, document, created_by, updated_by, writers)
    values (${version}::int, 'DRAFT', ${JSON.stringify(document)}::text::jsonb, ${actor}, ${actor},
      array[${actor}::text])`;
}

/** Whoever looked at the draft before has not looked at this. */
export function changeDraft(tx: Tx, version: number, document: object, actor: string) {
  return tx`
    update ruleset_version set document = ${JSON.stringify(document)}::text::jsonb, updated_by = ${actor},
      writers = case when ${actor}::text = any(writers) then writers else writers || ${actor}::text end,
      approved_by = null, revision = revision + 1
    where version = ${version}::int and status = 'DRAFT'`;
}

export function approveDraft(tx: Tx, version: number, actor: string) {
  return tx`
    update ruleset_version set approved_by = ${actor} where version = ${version}::int and status = 'DRAFT'`;
}

export function activateDraft(tx: Tx, version: number, from: string, actor: string) {
  return tx`
    update ruleset_version
    set status = 'ACTIVE', active_from = ${from}::text::timestamptz, activated_by = ${actor}
    where version = ${version}::int and status = 'DRAFT'`;
}

/** Its number stays taken: whoever has looked at this draft must not approve another one by it. */
export function discardDraft(tx: Tx, version: number) {
  return tx`
    update ruleset_version set status = 'DISCARDED', document = '{}', approved_by = null
    where version = ${version}::int and status = 'DRAFT'`;
}
