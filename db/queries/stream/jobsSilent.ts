import type { Sql } from "../../connection/client.ts";

/**
 * Ends sessions of ours that hold locks, and have waited within a statement for `silentMs` for what
 * their process sends next: prepared and not run, as a frozen one leaves it. PostgreSQL's limits
 * pass it over (ADR-0024). Sessions of other users are left alone unless we may end anybody's.
 *
 * @returns the names of the pools that they were of
 */
export async function endSilentSessions(sql: Sql, silentMs: number): Promise<string[]> {
  const rows = await sql<{ pool: string; isEnded: boolean }[]>`
    select application_name as pool, pg_terminate_backend(pid) as "isEnded"
    from pg_stat_activity a
    where datname = current_database() and application_name like 'tributary-%'
      and state = 'active' and wait_event = 'ClientRead'
      and query_start < clock_timestamp() - ${silentMs} * interval '1 millisecond'
      and (usename = current_user
        or exists (select from pg_roles where rolname = current_user and rolsuper))
      -- Not flattened: locks are listed for those sessions alone.
      and exists (select from pg_locks l
        where l.pid = a.pid and l.granted and l.locktype in ('transactionid', 'advisory') offset 0)`;
  return rows.flatMap(({ pool, isEnded }) => (isEnded ? [pool] : []));
}
