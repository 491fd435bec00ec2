import { spawn } from "node:child_process";
import { once } from "node:events";

const CLI = new URL("../../src/cli/main.ts", import.meta.url).pathname;

export interface CliRun {
  /** Null when it was killed. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A command as a user calls it, in a process of its own. `killWhen` is asked about all of stderr so
 * far.
 */
export async function runCli(
  databaseUrl: string,
  args: readonly string[],
  killWhen: (stderr: string) => boolean = () => false,
  env: Readonly<Record<string, string>> = {},
): Promise<CliRun> {
  return await runCliWith(databaseUrl, args, { killWhen, env });
}

/** The same, with what stands on its standard input. */
export async function runCliWith(
  databaseUrl: string,
  args: readonly string[],
  {
    killWhen = () => false,
    env = {},
    input = "",
  }: {
    readonly killWhen?: (stderr: string) => boolean;
    readonly env?: Readonly<Record<string, string>>;
    readonly input?: string;
  },
): Promise<CliRun> {
  const child = spawn(process.execPath, [CLI, ...args], {
    env: { ...process.env, ...env, DATABASE_URL: databaseUrl },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.end(input);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
    if (killWhen(stderr)) {
      child.kill("SIGKILL");
    }
  });
  await once(child, "close");
  return { exitCode: child.exitCode, stdout, stderr };
}
