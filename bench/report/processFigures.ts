import { readFileSync } from "node:fs";

/** What /proc counts in: USER_HZ, 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;
/** Fields of /proc/PID/stat after the name in parentheses, from 0: utime and stime. */
const UTIME = 11;
const STIME = 12;
const KB_PER_MB = 1_024;

/** CPU milliseconds that a process has used so far; null where the system does not tell (not Linux). */
export function readProcessCpuMs(pid: number): number | null {
  const fields = readText(`/proc/${pid}/stat`)?.split(") ")[1]?.split(" ");
  if (fields === undefined) return null;
  return ((Number(fields[UTIME]) + Number(fields[STIME])) * 1_000) / TICKS_PER_SECOND;
}

/** Resident memory of a process, MB; null where the system does not tell. */
export function readMemoryMb(pid: number): number | null {
  const kb = /^VmRSS:\s+(\d+) kB$/m.exec(readText(`/proc/${pid}/status`) ?? "")?.[1];
  return kb === undefined ? null : Number(kb) / KB_PER_MB;
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
