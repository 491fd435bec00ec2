import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, readlinkSync, symlinkSync, unlinkSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

const LOCK_POLL_MS = 50;

/**
 * When a process started, in a form that differs for another process with the same id; null when no
 * such process runs. Process ids are reused (in containers the same ones come back at every start),
 * so an id alone does not tell who it is.
 */
export function startOfProcess(pid: number): string | null {
  if (existsSync("/proc/self/stat")) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // The name (field 2) may hold spaces and parentheses; state is field 3, start time field 22.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      const isZombie = fields[0] === "Z" || fields[0] === "X";
      return isZombie ? null : (fields[19] ?? null);
    } catch {
      return null;
    }
  }
  const ps = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
  const started = ps.stdout?.trim().replaceAll(/[^0-9A-Za-z]+/g, "_");
  return ps.status === 0 && started ? started : null;
}

/** The name of a running program ("postgres"), or null when no such process runs. */
export function nameOfProcess(pid: number): string | null {
  if (startOfProcess(pid) === null) {
    return null;
  }
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    const ps = spawnSync("ps", ["-o", "comm=", "-p", String(pid)], { encoding: "utf8" });
    return ps.stdout?.trim().split("/").at(-1) ?? null;
  }
}

/** Names this process, once: `pid.start.random`. */
export function makeToken(): string {
  return `${process.pid}.${startOfProcess(process.pid)}.${randomBytes(6).toString("hex")}`;
}

/** Whether the process that made the token still runs. */
export function isTokenAlive(token: string): boolean {
  const [pid, start] = token.split(".");
  return start !== undefined && startOfProcess(Number(pid)) === start;
}

/**
 * Takes a lock held by at most one live process, if it is free. It survives nothing: a holder that
 * was killed with -9 no longer counts, so no start is ever blocked by an old crash.
 *
 * The lock is a symbolic link whose target is the holder's token: made in one step together with
 * its content. A dead holder's lock is removed only under a second lock named after that holder,
 * so two processes that both saw it dead cannot remove each other's new one.
 *
 * @returns a function that gives it back, or null when somebody else holds it.
 */
export function tryLock(path: string): (() => void) | null {
  const token = makeToken();
  try {
    symlinkSync(token, path);
    return () => unlinkSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw error;
    }
  }
  const holder = readHolder(path);
  if (holder === null || isTokenAlive(holder)) {
    return null;
  }
  const releaseRemoval = tryLock(`${path}.${holder}`);
  if (releaseRemoval === null) {
    return null;
  }
  try {
    if (readHolder(path) === holder) {
      unlinkSync(path);
    }
  } finally {
    releaseRemoval();
  }
  return null;
}

function readHolder(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch {
    return null;
  }
}

/** Waits for the lock, runs, and gives it back whatever happens. */
export async function withLock<T>(path: string, run: () => Promise<T>): Promise<T> {
  let release = tryLock(path);
  while (release === null) {
    await delay(LOCK_POLL_MS);
    release = tryLock(path);
  }
  try {
    return await run();
  } finally {
    release();
  }
}
