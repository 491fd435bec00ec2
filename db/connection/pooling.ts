import type { Sql } from "./client.ts";
import { DatabaseUnusable } from "./errors.ts";

/**
 * Refuses a pooler that gives a session away after each transaction where sessions are needed:
 * limits of time would come and go with it, and prepared statements be missing. It is seen by two
 * connections that are the same session.
 *
 * @throws DatabaseUnusable that says what to set
 */
export async function assertKeepsSessions(sql: Sql): Promise<void> {
  const connections = [await sql.reserve(), await sql.reserve()];
  try {
    const pids: number[] = [];
    for (const connection of connections) {
      const [row] = await connection.unsafe<{ pid: number }[]>("select pg_backend_pid() as pid");
      pids.push(row?.pid ?? 0);
    }
    if (pids[0] === pids[1]) {
      throw new DatabaseUnusable(
        "DATABASE_URL leads through a pooler that gives sessions away between transactions. Let it keep them " +
          "(pool_mode = session), or set DATABASE_POOLING=transaction and DATABASE_DIRECT_URL " +
          "(docs/guides/operate.md).",
      );
    }
  } finally {
    for (const connection of connections) {
      connection.release();
    }
  }
}

/**
 * Refuses sessions, given by a pooler, in which a statement or a sleeping transaction may go on for
 * longer than `maxMs`: nothing of ours could end it.
 *
 * @throws DatabaseUnusable with the statement that sets it right
 */
export async function assertTimesOut(sql: Sql, maxMs: number): Promise<void> {
  const rows = await sql<{ name: string; ms: number; role: string }[]>`
    select name, setting::int as ms, current_user::text as role from pg_settings
    where name in ('statement_timeout', 'idle_in_transaction_session_timeout')`;
  const endless = rows.filter(({ ms }) => ms === 0 || ms > maxMs);
  if (endless.length > 0) {
    const statements = endless.map(
      ({ name, role }) => `alter role "${role}" set ${name} = ${maxMs};`,
    );
    throw new DatabaseUnusable(
      "DATABASE_URL leads through a pooler in transaction mode, where limits of time are its role's to bring. " +
        `Run this, and have the pooler connect anew: ${statements.join(" ")}`,
    );
  }
}
