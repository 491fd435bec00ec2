import type { Sql } from "../../db/connection/client.ts";
import { readProcessCpuMs } from "../report/processFigures.ts";

/**
 * CPU milliseconds that the connections of one application have used so far. Unlike the clock it hardly sees who else
 * uses the machine. Null where the system does not tell (not Linux).
 */
export async function readServerCpuMs(sql: Sql, applicationName: string): Promise<number | null> {
  const rows = await sql<{ pid: number }[]>`
    select pid from pg_stat_activity where application_name = ${applicationName}`;
  let ms = 0;
  for (const { pid } of rows) {
    const own = readProcessCpuMs(pid);
    if (own === null) return null;
    ms += own;
  }
  return ms;
}
