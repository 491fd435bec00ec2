import type { Sql } from "../../connection/client.ts";
import type { RowOf } from "../../schema/rows.ts";

export interface SimulationRow
  extends RowOf<
    "ruleset_simulation",
    "version" | "revision" | "done" | "total" | "result" | "error"
  > {
  /** LOST: running, by a process that is gone. */
  readonly status: RowOf<"ruleset_simulation", "status">["status"] | "LOST";
}

/** Seconds without progress after which a simulation was lost with its process. */
const LOST_AFTER_S = 60;

export async function findSimulation(
  sql: Sql,
  version: number,
): Promise<SimulationRow | undefined> {
  const [row] = await sql<SimulationRow[]>`
    select version, revision, done, total, result, error,
           case when status = 'RUNNING' and updated_at < clock_timestamp() - make_interval(secs => ${LOST_AFTER_S}::int)
                then 'LOST' else status end as status
      from ruleset_simulation where version = ${version}::int`;
  return row;
}

/** Begins a simulation unless one of this version runs. @returns whether it is ours to run */
export async function beginSimulation(
  sql: Sql,
  { version, revision, actor }: { version: number; revision: number; actor: string },
): Promise<boolean> {
  const rows = await sql`
    insert into ruleset_simulation (version, revision, status, started_by)
    values (${version}::int, ${revision}::int, 'RUNNING', ${actor})
    on conflict (version) do update set revision = excluded.revision, status = 'RUNNING', done = 0, total = 0,
      result = null, error = null, started_by = excluded.started_by, updated_at = clock_timestamp()
    where ruleset_simulation.status <> 'RUNNING'
      or ruleset_simulation.updated_at < clock_timestamp() - make_interval(secs => ${LOST_AFTER_S}::int)
    returning version`;
  return rows.length > 0;
}

export function noteSimulation(sql: Sql, version: number, done: number, total: number) {
  return sql`
    update ruleset_simulation set done = ${done}::int, total = ${total}::int, updated_at = clock_timestamp()
    where version = ${version}::int and status = 'RUNNING'`;
}

export function endSimulation(
  sql: Sql,
  version: number,
  end: { readonly result: unknown } | { readonly error: string },
) {
  const isDone = "result" in end;
  return sql`
    update ruleset_simulation
    set status = ${isDone ? "DONE" : "FAILED"}, updated_at = clock_timestamp(),
      result = ${isDone ? JSON.stringify(end.result) : null}::text::jsonb, error = ${isDone ? null : end.error}
    where version = ${version}::int and status = 'RUNNING'`;
}
