import { join } from "node:path";
import { findFreePort } from "../../../scripts/faults/ports.ts";
import { type DemoAuth, openDemoAuth } from "../../../src/server/auth/demoAuth.ts";
import { type Program, startProgram } from "./program.ts";
import { untilIt } from "./wait.ts";

const MAIN = join(import.meta.dirname, "../../../src/main.ts");

/** A server as an operator runs it: a process of `src/main.ts`, in demo mode for its tokens. */
export interface ServerProcess {
  readonly url: string;
  readonly port: number;
  readonly demo: DemoAuth;
  /** Everything it wrote since it was started last. */
  said(): string;
  /** SIGTERM, and waits for its end. */
  stop(): Promise<void>;
  /** SIGKILL. @returns when it is gone */
  kill(): Promise<void>;
  /** SIGSTOP, and SIGCONT. */
  freeze(): void;
  wake(): void;
  /** Starts it anew at the same port; returns when it is ready. */
  start(): Promise<void>;
}

export interface ServerProcessOptions {
  /** For keys and nothing else; servers of one installation share it. */
  readonly dataDir: string;
  readonly env: Readonly<Record<string, string>>;
  readonly port?: number;
  /** False: whoever starts it looks whether it is ready. */
  readonly waits?: boolean;
}

export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
  const demo = await openDemoAuth(options.dataDir);
  const port = options.port ?? (await findFreePort());
  const url = `http://127.0.0.1:${port}`;
  let program: Program | undefined;
  const server: ServerProcess = {
    url,
    port,
    demo,
    said: () => program?.said() ?? "",
    stop: async () => await program?.stop(),
    kill: async () => await program?.kill(),
    freeze: () => void program?.child.kill("SIGSTOP"),
    wake: () => void program?.child.kill("SIGCONT"),
    start: async () => {
      program = await startProgram([process.execPath, MAIN], {
        port,
        env: {
          NODE_ENV: "test",
          TRIBUTARY_DATA_DIR: options.dataDir,
          PORT: String(port),
          LOG_LEVEL: "warn",
          ...options.env,
        },
      });
      if (options.waits !== false) {
        await untilIt(`the server is ready: ${program.said()}`, () => isReady(url));
      }
    },
  };
  await server.start();
  return server;
}

export async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/readyz`)).ok;
  } catch {
    return false;
  }
}
