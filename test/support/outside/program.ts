import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { untilIt } from "./wait.ts";

/** A program of others that a test has started. */
export interface Program {
  readonly child: ChildProcess;
  /** Everything it wrote. */
  said(): string;
  /** SIGTERM, and SIGKILL when it does not listen. */
  stop(): Promise<void>;
  /** SIGKILL. @returns when it is gone */
  kill(): Promise<void>;
}

export interface ProgramOptions {
  /** Resolves when it takes connections here. */
  readonly port: number;
  readonly env?: Readonly<Record<string, string>>;
  /** The user it runs as where we are root. */
  readonly user?: string;
}

const STOP_MS = 10_000;

/** The words before a program: as that user, and killed when this process ends in whatever way. */
export function asUser(user: string | undefined): string[] {
  const isRoot = process.getuid?.() === 0;
  const identity =
    user === undefined || !isRoot ? [] : [`--reuid=${user}`, `--regid=${user}`, "--clear-groups"];
  return ["setpriv", ...identity, "--pdeathsig", "KILL", "--"];
}

/** Starts it and waits for its port. @throws Error with what it said when it ends before */
export async function startProgram(
  command: readonly string[],
  { port, env = {}, user }: ProgramOptions,
): Promise<Program> {
  const [program = "", ...args] = [...asUser(user), ...command];
  const child = spawn(program, args, {
    cwd: "/",
    env: { PATH: `${process.env["PATH"]}:/usr/sbin:/usr/bin`, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      said += chunk;
    });
  }
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null;
  const stop = async () => {
    if (hasEnded()) {
      return;
    }
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_MS);
    await gone;
    clearTimeout(timer);
  };
  try {
    await untilIt(`${command[0]} listens on ${port}`, async () => {
      if (hasEnded()) {
        throw new Error(`${command.join(" ")} has ended:\n${said}`);
      }
      return await takesConnections(port);
    });
  } catch (error) {
    await stop();
    throw error;
  }
  const kill = async () => {
    const gone = once(child, "exit");
    child.kill("SIGKILL");
    await gone;
  };
  return { child, said: () => said, stop, kill };
}

/** Runs it to its end. @throws Error with what it said when it fails */
export function runProgram(command: readonly string[], options: Partial<ProgramOptions> = {}) {
  const [program = "", ...args] = [...asUser(options.user), ...command];
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: "/",
    env: { PATH: `${process.env["PATH"]}:/usr/sbin:/usr/bin`, ...options.env },
    encoding: "utf8",
    maxBuffer: 100_000_000,
  });
  if (status !== 0) {
    throw new Error(`${command.join(" ")}: ${error?.message ?? ""}${stderr}${stdout}`);
  }
  return stdout;
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => setTimeout(() => resolve(false), 20));
  });
}
