import { readFileSync } from "node:fs";
import type { Sql } from "../db/client.ts";

/** What /proc counts in: USER_HZ, 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
/** Fields of /proc/PID/stat after the name in parentheses, from 0: utime and stime. */
const UTIME = 11;
const STIME = 12;

/** CPU milliseconds that these processes have used so far. Null where the system does not tell (not Linux). */
export function readProcessCpuMs(pids: readonly number[]): number | null {
  try {
    let ticks = 0;
    for (const pid of pids) {
      const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      ticks += Number(fields[UTIME]) + Number(fields[STIME]);
    }
    return (ticks * 1_000) / TICKS_PER_SECOND;
  } catch {
    return null;
  }
}

/**
 * CPU milliseconds that the connections of one application have used so far. Unlike the clock it hardly sees who else
 * uses the machine. Null where the system does not tell.
 */
export async function readServerCpuMs(sql: Sql, applicationName: string): Promise<number | null> {
  const rows = await sql<{ pid: number }[]>`
    select pid from pg_stat_activity where application_name = ${applicationName}`;
  return readProcessCpuMs(rows.map(({ pid }) => pid));
}
