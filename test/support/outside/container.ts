import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Image } from "./dockerfile.ts";
import { machineEnvironment } from "./emptyFolder.ts";
import { untilIt } from "./wait.ts";

/**
 * What Docker makes of an image, as far as a kernel can without it: this machine's Debian with a
 * layer above it in which the last stage's lines are run, then, read-only but for /tmp and /data,
 * its command as its user and as process 1. It shares the network and the memory with this machine.
 */
export interface Container {
  /** Everything it has written. */
  said(): string;
  /** As the image's health check is run: its exit code. */
  checkHealth(): number | null;
  /** Runs the image's entry with other words, as `docker compose run` does. */
  run(words: readonly string[], env?: Readonly<Record<string, string>>): string;
  /** Ids of process 1 and its user, as it sees itself. */
  identity(): { readonly pid: string; readonly uid: string };
  /** SIGTERM to process 1, as `docker stop`; its exit code. */
  stop(): Promise<number | null>;
  remove(): void;
}

export interface ContainerOptions {
  /** What `COPY --from=build` copies. */
  readonly tarball: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Whether this machine lets us: root, with the right to mount. */
export function canContain(): boolean {
  const probe = spawnSync("unshare", ["--mount", "--pid", "--fork", "true"]);
  return process.getuid?.() === 0 && probe.status === 0;
}

/** Runs the lines of the image and starts it. @throws Error with what a line said that failed */
export async function startContainer(image: Image, options: ContainerOptions): Promise<Container> {
  const outer = mkdtempSync(join(tmpdir(), "tributary-container-"));
  for (const name of ["upper", "work", "root", "data"]) {
    mkdirSync(join(outer, name), { mode: 0o755 });
  }
  const script = join(outer, "contain.sh");
  writeFileSync(script, scriptOf(image, options, outer));
  const child = spawn("unshare", ["--mount", "bash", script], {
    ...{ cwd: "/", env: machineEnvironment(), detached: true },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (bytes) => {
      said += bytes;
    });
  }
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  let first: number | null = null;
  await untilIt("the container has a process 1", () => {
    if (ended()) {
      throw new Error(`the lines of the Dockerfile failed:\n${said}`);
    }
    first = said.includes(READY) ? firstOf(child) : null;
    return first !== null;
  });
  const enter = (command: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    spawnSync(
      "nsenter",
      [
        `--target=${first}`,
        "--mount",
        "--pid",
        "--root",
        "--",
        ...entry(image, options, env),
      ].concat(command),
      { encoding: "utf8" },
    );
  return {
    said: () => said,
    checkHealth: () => enter(image.healthCheck).status,
    run: (words, env) => {
      const { status, stdout, stderr } = enter([...image.command.slice(0, -1), ...words], env);
      if (status !== 0) {
        throw new Error(`${words.join(" ")}: ${stderr}${stdout}`);
      }
      return stdout;
    },
    identity: () => {
      const status = readFileSync(`/proc/${first}/status`, "utf8");
      const words = (name: string) => new RegExp(`^${name}:(.*)$`, "m").exec(status)?.[1] ?? "";
      const [uid = ""] = words("Uid").trim().split(/\s+/);
      return { pid: words("NSpid").trim().split(/\s+/).at(-1) ?? "", uid };
    },
    stop: async () => {
      const gone = once(child, "exit");
      process.kill(first as number, "SIGTERM");
      await gone;
      return child.exitCode;
    },
    remove: () => {
      if (!ended()) {
        process.kill(-(child.pid as number), "SIGKILL");
      }
      rmSync(outer, { recursive: true, force: true });
    },
  };
}

const PATH = "/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
const READY = "the image is made";

/** The only child of `unshare --fork`. */
function firstOf(child: ChildProcess): number | null {
  const path = `/proc/${child.pid}/task/${child.pid}/children`;
  const [found] = readFileSync(path, "utf8").trim().split(" ").filter(Boolean);
  return found === undefined ? null : Number(found);
}

const quote = (word: string) => `'${word.replaceAll("'", "'\\''")}'`;

/** The words before a command inside: its user, its variables and nothing else. */
function entry(
  image: Image,
  { env }: ContainerOptions,
  more: Readonly<Record<string, string>> = {},
): readonly string[] {
  const all = { PATH, HOME: `/home/${image.user}`, ...image.env, ...env, ...more };
  const identity = [`--reuid=${image.user}`, `--regid=${image.user}`, "--clear-groups"];
  const variables = Object.entries(all).map(([name, value]) => `${name}=${value}`);
  return ["setpriv", ...identity, "--no-new-privs", "--", "env", "-i", ...variables];
}

function scriptOf(image: Image, options: ContainerOptions, outer: string): string {
  const root = `${outer}/root`;
  const inside = (line: string) => `chroot ${root} bash -c ${quote(line)}`;
  const lines = image.last.flatMap(({ name, words }) => {
    if (name === "WORKDIR") {
      return [`mkdir -p ${root}${words}`];
    }
    if (name === "COPY") {
      const [from, , to, ...rest] = words.split(" ");
      if (from !== "--from=build" || to === undefined || rest.length > 0) {
        throw new Error(`nobody copies ${words}`);
      }
      return [`cp ${quote(options.tarball)} ${root}${to}`];
    }
    return name === "RUN" ? [inside(`cd ${image.folder} && ${words}`)] : [];
  });
  return [
    "set -euo pipefail",
    `export PATH=${PATH} HOME=/root`,
    `mount -t overlay overlay -o lowerdir=/,upperdir=${outer}/upper,workdir=${outer}/work ${root}`,
    `mount --rbind /dev ${root}/dev`,
    `mount -t tmpfs tmpfs ${root}/tmp && chmod 1777 ${root}/tmp`,
    // The image's root has no files yet, and this machine's npm may be at work in its own.
    `mount -t tmpfs tmpfs ${root}/root`,
    // The image's own Node and its user, which this machine does not have.
    `mkdir -p ${root}/usr/local/bin && cp ${quote(process.execPath)} ${root}/usr/local/bin/node`,
    inside("id node || useradd --create-home node"),
    ...lines,
    // A volume that is new gets what the image has there, and its owner.
    `chown --reference=${root}/data ${outer}/data && chmod --reference=${root}/data ${outer}/data`,
    `mount --bind ${outer}/data ${root}/data`,
    `mount -o remount,ro ${root}`,
    `mount -t tmpfs tmpfs ${root}/tmp && chmod 1777 ${root}/tmp`,
    `echo ${quote(READY)}`,
    `exec unshare --pid --fork --kill-child --mount-proc=${root}/proc chroot ${root} ${[
      ...entry(image, options),
      ...image.command,
    ]
      .map(quote)
      .join(" ")}`,
  ].join("\n");
}
