import { spawn } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "../../db/embedded/embedded.ts";

/**
 * Nothing of a throw-away cluster need survive a crash: without fsync a run takes a third of the
 * time.
 */
const FAST_SETTINGS = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  shared_buffers: "128MB",
  max_connections: "200",
  autovacuum_naptime: "5s",
};

/** Where Linux keeps files in memory, and how much must be free there, bytes. */
const MEMORY = "/dev/shm";
const MEMORY_FREE_MIN = 6 * 1024 ** 3;

/** What a cluster of tests is started with. */
export interface TestClusterOptions {
  /** Part of the folder's name. */
  readonly name?: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** Where its folder is made; in memory where there is room. */
  readonly parent?: string;
}

/**
 * An embedded PostgreSQL in a new folder; `stop` ends it and removes the folder. The bench starts
 * its own on the disk, with settings of production.
 *
 * A watchdog does the same when the run itself is killed, even with -9: a shell that waits on a
 * pipe only this process holds open, so the end of this process, however it comes, is its signal.
 */
export async function startTestCluster({
  name = "cluster",
  settings = FAST_SETTINGS,
  parent = parentOfThrowAway(),
}: TestClusterOptions = {}): Promise<{ url: string; folder: string; stop: () => Promise<void> }> {
  const folder = makeTestFolder(name, parent);
  const watchdog = spawn(
    "/bin/sh",
    [
      "-c",
      'cat >/dev/null; pid=$(head -n 1 "$1/postgres/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" && sleep 1; rm -rf "$1"',
      "sh",
      folder,
    ],
    { detached: true, stdio: ["pipe", "ignore", "ignore"], cwd: "/" },
  );
  watchdog.unref();
  (watchdog.stdin as unknown as { unref(): void }).unref();
  try {
    const embedded = await startEmbedded({ dataDir: folder, settings });
    const stop = async () => {
      await embedded.stop();
      watchdog.kill("SIGKILL");
      rmSync(folder, { recursive: true, force: true });
    };
    return { url: embedded.url, folder, stop };
  } catch (error) {
    watchdog.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A new temporary folder that the user of the embedded server may pass through. */
export function makeTestFolder(name: string, parent = tmpdir()): string {
  const folder = mkdtempSync(join(parent, `tributary-${name}-`));
  chmodSync(folder, 0o711);
  return folder;
}

/**
 * A copy of the template is 900 files: 20 ms in memory and 400 on a disk (2 cores, ext4,
 * 2026-11-30), and a run makes many hundreds.
 */
function parentOfThrowAway(): string {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= MEMORY_FREE_MIN ? MEMORY : tmpdir();
  } catch {
    return tmpdir();
  }
}
