import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseUnusable } from "../connection/errors.ts";

/**
 * The system user the server runs as when we are root: PostgreSQL refuses to run as root itself.
 */
const SERVER_USER = "postgres";

/** How the server's programs are started. */
export interface ServerUser {
  /** Set when we are root: the server's files must belong to it. */
  readonly owner: { readonly uid: number; readonly gid: number } | null;
  /** Words before the program; empty when it is started directly. */
  readonly prefix: readonly string[];
}

/**
 * Decides as whom the server runs: as ourselves, or as user `postgres` (made when missing) for
 * root.
 *
 * Root often works in /root, which no other user may enter, yet the programs (node_modules) or the
 * data lie below it. There the server keeps one capability, to pass through folders (it is given
 * the right to read, nothing to write); where the system does not allow that, the error says what
 * to do.
 *
 * @param paths absolute, existing: what the server must be able to reach
 */
export function decideServerUser(paths: readonly string[]): ServerUser {
  if (process.getuid?.() !== 0) {
    return { owner: null, prefix: [] };
  }
  const owner = findOrCreateUser();
  const closed = paths.flatMap((path) => closedFolders(path, owner))[0];
  if (closed === undefined) {
    return { owner, prefix: [] };
  }

  const prefix = [
    "setpriv",
    `--reuid=${owner.uid}`,
    `--regid=${owner.gid}`,
    "--clear-groups",
    "--inh-caps=+dac_read_search",
    "--ambient-caps=+dac_read_search",
    "--",
  ];
  const probe = spawnSync("setpriv", [...prefix.slice(1), "test", "-r", paths[0] ?? closed]);
  if (probe.status === 0) {
    return { owner, prefix };
  }
  throw new DatabaseUnusable(
    `The embedded PostgreSQL runs as user ${SERVER_USER} (it refuses to run as root), and that user may not enter ${closed}. ` +
      "Do one of these: run as an ordinary user; put the project and TRIBUTARY_DATA_DIR in folders " +
      `everybody may pass through, such as /srv/tributary and /var/lib/tributary; chmod o+x ${closed}; ` +
      "or set DATABASE_URL to a PostgreSQL 15 or newer.",
  );
}

function findOrCreateUser(): { uid: number; gid: number } {
  const found = findUser();
  if (found !== null) {
    return found;
  }
  const made = spawnSync("useradd", ["--system", "--user-group", "--no-create-home", SERVER_USER], {
    encoding: "utf8",
  });
  const created = findUser();
  if (created !== null) {
    return created;
  }
  throw new DatabaseUnusable(
    `The embedded PostgreSQL cannot run as root, and no user ${SERVER_USER} could be made for it ` +
      `(${made.stderr?.trim() || made.error?.message || "useradd failed"}). Create that user, run as an ordinary user, or set DATABASE_URL.`,
  );
}

function findUser(): { uid: number; gid: number } | null {
  const uid = spawnSync("id", ["-u", SERVER_USER], { encoding: "utf8" });
  const gid = spawnSync("id", ["-g", SERVER_USER], { encoding: "utf8" });
  if (uid.status !== 0 || gid.status !== 0) {
    return null;
  }
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** The folders above a path that the user may not pass through. */
function closedFolders(path: string, user: { uid: number; gid: number }): string[] {
  const closed: string[] = [];
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid, gid } = statSync(folder);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) {
      closed.push(folder);
    }
    if (folder === dirname(folder)) {
      return closed;
    }
  }
}
