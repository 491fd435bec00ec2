import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";

/** The longest that a process is waited for before the run is given up. */
const ANSWER_TIMEOUT_MS = 300_000;
const EXIT_TIMEOUT_MS = 15_000;

type Request = { readonly id: number; readonly name: string; readonly input: unknown };
type Answer = { readonly id: number; readonly output?: unknown; readonly error?: string };

/** What a process of the bench does on demand, by name. */
export type Handlers = Readonly<Record<string, (input: never) => unknown>>;

/** A process that this one started. */
export type Child = {
  readonly pid: number;
  /** Has it do something. @throws Error when it could not, or did not answer in time */
  call<Output>(name: string, input?: unknown): Promise<Output>;
  /** Ends it, at last by force, and returns when it is gone. */
  stop(): Promise<void>;
};

/**
 * Starts one of the processes beside this file, with `env` beside our own environment. It ends with this one, however that comes about: it watches the channel
 * between them.
 */
export function startChild(
  file: string,
  input: unknown,
  env: Readonly<Record<string, string>> = {},
): Child {
  const child = fork(join(import.meta.dirname, file), [JSON.stringify(input)], {
    serialization: "advanced",
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  const waiting = new Map<
    number,
    { done: (output: unknown) => void; failed: (e: Error) => void }
  >();
  let last = 0;
  child.on("message", (message) => {
    const { id, output, error } = message as Answer;
    const waiter = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) waiter?.done(output);
    else waiter?.failed(new Error(`${file}: ${error}`));
  });
  child.on("exit", (code, signal) => {
    for (const { failed } of waiting.values())
      failed(new Error(`${file} ended: ${signal ?? code}`));
    waiting.clear();
  });
  return {
    pid: child.pid ?? 0,
    call: <Output>(name: string, callInput?: unknown) =>
      new Promise<Output>((resolve, reject) => {
        last += 1;
        const id = last;
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new Error(`${file} did not answer "${name}" within ${ANSWER_TIMEOUT_MS} ms`));
        }, ANSWER_TIMEOUT_MS);
        waiting.set(id, {
          done: (output) => {
            clearTimeout(timer);
            resolve(output as Output);
          },
          failed: (error) => {
            clearTimeout(timer);
            reject(error);
          },
        });
        child.send({ id, name, input: callInput } satisfies Request);
      }),
    stop: () => stopProcess(child),
  };
}

/** Asks a process to end, waits, and ends it by force when it does not. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), EXIT_TIMEOUT_MS);
  await gone;
  clearTimeout(timer);
}

/** What this process was started with. */
export function inputOfChild<Input>(): Input {
  return JSON.parse(process.argv[2] ?? "null") as Input;
}

/** In a child: answers what the parent asks for, and ends with it. `close` runs before the end. */
export function serveParent(handlers: Handlers, close: () => Promise<void>): void {
  const end = () => {
    // The database has its own connections to notice: they must be gone before the process says it is.
    void close().finally(() => process.exit(0));
  };
  process.on("disconnect", end);
  process.on("SIGTERM", end);
  // Ctrl-C reaches every process of the terminal; the parent decides when this one ends.
  process.on("SIGINT", () => {});
  process.on("message", (message) => {
    const { id, name, input } = message as Request;
    void (async () => {
      try {
        const output = await (handlers[name] as (value: unknown) => unknown)(input);
        process.send?.({ id, output } satisfies Answer);
      } catch (error) {
        const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
        process.send?.({ id, error: text } satisfies Answer);
      }
    })();
  });
}
