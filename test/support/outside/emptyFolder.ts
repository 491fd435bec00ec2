import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../../..");
/** Seconds until a command of a test that waits for ever is ended. */
const COMMAND_S_MAX = 400;

/** Who uses the folder: whoever runs the tests, or, when that is root, nobody in particular. */
export type User = "root" | "an ordinary user";

/** Root can be both; anybody else only themselves. */
export const USERS: readonly User[] =
  process.getuid?.() === 0 ? ["an ordinary user", "root"] : ["an ordinary user"];

/** A command that has ended. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that runs on. */
export interface RunsOn {
  /** Everything that it has said on its standard output so far. */
  readonly said: () => string;
  /** Waits until it and what it has started have ended, after SIGTERM to it alone or Ctrl-C. */
  readonly end: (how: "SIGTERM" | "Ctrl-C") => Promise<void>;
}

/**
 * An empty folder of somebody who has no clone: a home of their own, an npm cache that is empty, no
 * variable of ours, and Node 24.
 */
export interface EmptyFolder {
  readonly path: string;
  /** Variables that its commands are given; may be added to. */
  readonly env: Record<string, string>;
  /** What is pasted into a shell that stops at the first command that fails. */
  readonly paste: (lines: string) => Promise<Ended>;
  /** Starts a command; resolves when it has said what is looked for. */
  readonly start: (line: string, looksFor: RegExp) => Promise<RunsOn>;
  /** Ends what still runs, and removes the folder. */
  readonly remove: () => void;
}

/**
 * The package of this clone, made now (or given by `TRIBUTARY_TARBALL`): in turns, for all that
 * make it build in one folder.
 */
export function packTarball(target: string): string {
  const given = process.env["TRIBUTARY_TARBALL"];
  if (given !== undefined && given !== "") {
    return given;
  }
  const pack = ["npm", "pack", "--pack-destination", target, "--json"];
  const { status, stdout, stderr } = spawnSync("flock", [ROOT, ...pack], {
    ...{ cwd: ROOT, encoding: "utf8" },
  });
  if (status !== 0) {
    throw new Error(`npm pack failed: ${stderr}`);
  }
  const name = /"filename":\s*"([^"]+)"/.exec(stdout)?.[1] ?? "";
  return join(target, name);
}

export function makeEmptyFolder(user: User): EmptyFolder {
  const outer = mkdtempSync(join(tmpdir(), "tributary-empty-"));
  chmodSync(outer, 0o755);
  const [path, home, bin] = ["shop", "home", "bin"].map((name) => join(outer, name)) as [
    ...[string, string, string],
  ];
  for (const folder of [path, home, bin]) {
    mkdirSync(folder, { mode: 0o755 });
  }
  // The one that runs this may lie where only we may go.
  copyFileSync(process.execPath, join(bin, "node"));
  const isOther = user !== "root" && process.getuid?.() === 0;
  const asUser = isOther ? ["setpriv", ...idsOfNobody(path, home), "--"] : [];
  const env: Record<string, string> = {
    ...machineEnvironment(),
    ...{ PATH: `${bin}:${process.env["PATH"]}`, HOME: home, npm_config_cache: join(home, "npm") },
  };
  const running = new Set<ChildProcess>();
  const launch = (line: string) => {
    const [program = "", ...words] = [...asUser, "bash", "-c", line];
    const child = spawn(program, words, {
      ...{ cwd: path, env, detached: true },
      stdio: ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    child.once("exit", () => running.delete(child));
    const heard = { stdout: "", stderr: "" };
    child.stdout.on("data", (bytes) => {
      heard.stdout += bytes;
    });
    child.stderr.on("data", (bytes) => {
      heard.stderr += bytes;
    });
    return { child, heard };
  };
  const stop = (child: ChildProcess, signal: NodeJS.Signals) => {
    try {
      process.kill(-(child.pid as number), signal);
    } catch {
      // It has ended.
    }
  };
  return {
    ...{ path, env },
    paste: async (lines) => {
      const { child, heard } = launch(`set -euo pipefail\n${lines}`);
      const timer = setTimeout(() => stop(child, "SIGKILL"), COMMAND_S_MAX * 1_000);
      await once(child, "close");
      clearTimeout(timer);
      return { exitCode: child.exitCode, ...heard };
    },
    start: async (line, looksFor) => {
      // The shell gives its place to the command, so that a signal comes to that.
      const { child, heard } = launch(`exec ${line}`);
      const ended = once(child, "close").then(() => {
        throw new Error(`${line} ended: ${heard.stdout}${heard.stderr}`);
      });
      const said = (async () => {
        while (!looksFor.test(heard.stdout)) {
          await once(child.stdout, "data");
        }
      })();
      await Promise.race([said, ended]);
      ended.catch(() => {});
      return {
        said: () => heard.stdout,
        end: async (how) => {
          const gone = once(child, "close");
          if (how === "SIGTERM") {
            child.kill("SIGTERM");
          } else {
            // A terminal sends it to everything that was started there.
            stop(child, "SIGINT");
          }
          await gone;
        },
      };
    },
    remove: () => {
      for (const child of running) {
        stop(child, "SIGKILL");
      }
      rmSync(outer, { recursive: true, force: true });
    },
  };
}

/** What the machine says of itself (certificates, language), without what a run of tests adds. */
export function machineEnvironment(): Record<string, string> {
  const ofARun =
    /^(npm_|VITEST|TEST|TRIBUTARY_|NODE_ENV|NODE_OPTIONS|PORT$|DATABASE_URL|PG15_URL)/i;
  const kept = Object.entries(process.env).filter(([name]) => !ofARun.test(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, value ?? ""]));
}

/** Makes the folders theirs; what setpriv is told. */
function idsOfNobody(...folders: readonly string[]): readonly string[] {
  const [uid = 0, gid = 0] = ["-u", "-g"].map((what) =>
    Number(spawnSync("id", [what, "nobody"], { encoding: "utf8" }).stdout),
  );
  if (uid === 0) {
    throw new Error("there is no user nobody on this machine");
  }
  for (const folder of folders) {
    chownSync(folder, uid, gid);
  }
  return [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups"];
}
