import type { Sql, Tx } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";
import type { DueRow } from "../core/jobsDue.ts";
import { isRoot } from "../verify/verifyGroups.ts";

export type RolloutRow = RowOf<
  "ruleset_rollout",
  | "version"
  | "status"
  | "afterId"
  | "done"
  | "total"
  | "tierChanges"
  | "startedAt"
  | "endedAt"
  | "pausedBy"
  | "pausedBecause"
>;

const COLUMNS = `version, status, after_id as "afterId", done, total, tier_changes as "tierChanges",
  started_at as "startedAt", ended_at as "endedAt", paused_by as "pausedBy", paused_because as "pausedBecause"`;

export async function findRollout(db: Sql | Tx, version: number): Promise<RolloutRow | undefined> {
  const [row] = await db<RolloutRow[]>`
    select ${db.unsafe(COLUMNS)} from ruleset_rollout where version = ${version}::int`;
  return row;
}

/** Whether this transaction has the turn; it ends with it. */
export async function takeRolloutTurn(tx: Tx): Promise<boolean> {
  const [row] = await tx<{ won: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtext('tributary.rollout')) as won`;
  return row?.won === true;
}

/**
 * Begins the rollouts of versions that have begun; the first version of all changes nothing for
 * anybody.
 */
export function beginRollouts(tx: Tx, now: string) {
  return tx<Pick<RolloutRow, "version" | "total">[]>`
    insert into ruleset_rollout (version, status, total, started_at)
    select v.version, 'RUNNING', (select count(*) from customer where root_id = id)::int, ${now}::text::timestamptz
      from ruleset_version v
     where v.active_from <= ${now}::text::timestamptz
       and v.active_from > (select min(active_from) from ruleset_version)
       and not exists (select from ruleset_rollout r where r.version = v.version)
    returning version, total`;
}

/** The oldest rollout that runs, locked: whoever pauses it waits for the step under way. */
export async function lockRunningRollout(tx: Tx): Promise<RolloutRow | undefined> {
  const [row] = await tx<RolloutRow[]>`
    select ${tx.unsafe(COLUMNS)} from ruleset_rollout where status = 'RUNNING'
     order by version limit 1 for no key update`;
  return row;
}

export async function lockRollout(tx: Tx, version: number): Promise<RolloutRow | undefined> {
  const [row] = await tx<RolloutRow[]>`
    select ${tx.unsafe(COLUMNS)} from ruleset_rollout where version = ${version}::int for no key update`;
  return row;
}

/** The next live customers in order of their ids, whether something is due for them or not. */
export function findCustomersAfter(tx: Tx, after: bigint, now: string, limit: number) {
  return tx<DueRow[]>`
    select c.id as root_id, coalesce(least(d.next_due_at, ${now}::text::timestamptz), ${now}::text::timestamptz)
        as next_due_at,
      coalesce(jsonb_array_length(c.tier_basis -> 'grants'), 0) as grants
    from (
      select id, tier_basis from customer
      where id > ${after.toString()}::text::bigint and ${isRoot(tx)} order by id limit ${limit}) as c
    left join lateral (select next_due_at from due where root_id = c.id limit 1) as d on true
    order by c.id`;
}

export function moveRollout(
  tx: Tx,
  {
    version,
    afterId,
    done,
    tierChanges,
  }: Pick<RolloutRow, "version" | "afterId" | "done" | "tierChanges">,
) {
  return tx`
    update ruleset_rollout set after_id = ${afterId.toString()}::text::bigint, done = done + ${done}::int,
      tier_changes = tier_changes + ${tierChanges}::int
    where version = ${version}::int`;
}

export function endRollout(tx: Tx, version: number, now: string) {
  return tx`
    update ruleset_rollout set status = 'DONE', ended_at = ${now}::text::timestamptz where version = ${version}::int`;
}

export function setRolloutPaused(
  tx: Tx,
  version: number,
  pause: { readonly by: string; readonly because: string } | null,
) {
  return tx`
    update ruleset_rollout set status = ${pause === null ? "RUNNING" : "PAUSED"}, paused_by = ${pause?.by ?? null},
      paused_because = ${pause?.because ?? null}
    where version = ${version}::int`;
}
