import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { type Profiler, Session } from "node:inspector/promises";
import { join } from "node:path";

/** The longest that a process is waited for before the run is given up. */
const ANSWER_TIMEOUT_MS = 300_000;
const EXIT_TIMEOUT_MS = 15_000;
/** Microseconds between two samples. */
const PROFILE_INTERVAL_US = 200;

const BENCH = join(import.meta.dirname, "..");

interface Request {
  readonly name: string;
  readonly input: unknown;
}
interface Answer {
  readonly output?: unknown;
  readonly error?: string;
}

/** What a process of the bench does on demand, by name. */
type Handlers = Readonly<Record<string, (input: never) => unknown>>;

/** A process that this one started. */
export interface Child {
  /**
   * Has it do something, one thing at a time. @throws Error when it could not, or did not answer in
   * time
   */
  call<Output>(name: string, input?: unknown): Promise<Output>;
  /** Ends it, at last by force, and returns when it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts a file of the bench as a process, with `env` beside our own environment. It ends with this
 * one, however that comes about: it watches the channel between them.
 */
export function startChild(
  file: string,
  input: unknown,
  env: Readonly<Record<string, string>>,
): Child {
  const child = fork(join(BENCH, file), [JSON.stringify(input)], {
    serialization: "advanced",
    env: { ...process.env, ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  return talkTo(child, file);
}

/** The parent's end of the channel to a process that answers (`answerParent`). */
export function talkTo(child: ChildProcess, file: string): Child {
  const exited = once(child, "exit");
  return {
    call: async <Output>(name: string, input?: unknown) => {
      const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
      const ended = exited.then(([code, by]) => [{ error: `it ended: ${by ?? code}` }]);
      const answered = Promise.race([once(child, "message", { signal }), ended]);
      child.send({ name, input } satisfies Request);
      const [{ output, error }] = (await answered) as [Answer];
      if (error !== undefined) {
        throw new Error(`${file}, ${name}: ${error}`);
      }
      return output as Output;
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) {
        return;
      }
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), EXIT_TIMEOUT_MS);
      await exited;
      clearTimeout(timer);
    },
  };
}

/** What this process was started with. */
export function inputOfChild<Input>(): Input {
  return JSON.parse(process.argv[2] ?? "null") as Input;
}

/** In a child: answers what the parent asks for, and ends with it. `close` runs before the end. */
export function serveParent(handlers: Handlers, close: () => Promise<void> = async () => {}): void {
  answerParent(handlers);
  const end = () => {
    // The database has its own connections to notice: they must be gone before the process says it
    // is.
    void close().finally(() => process.exit(0));
  };
  process.on("disconnect", end);
  process.on("SIGTERM", end);
  // Ctrl-C reaches every process of the terminal; the parent decides when this one ends.
  process.on("SIGINT", () => {});
}

/** Answers what the parent asks for; of itself every process tells. */
export function answerParent(handlers: Handlers): void {
  const all: Handlers = { ...ABOUT_ITSELF, ...handlers };
  process.on("message", async (message) => {
    const { name, input } = message as Request;
    let answer: Answer;
    try {
      answer = { output: await (all[name] as (value: unknown) => unknown)(input) };
    } catch (error) {
      answer = { error: error instanceof Error ? String(error.stack) : String(error) };
    }
    process.send?.(answer);
  });
}

let session: Session | null = null;

const ABOUT_ITSELF: Handlers = {
  /** CPU milliseconds that it has used so far. */
  cpuMs: (): number => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  },
  /** Resident memory. */
  memoryMb: (): number => process.memoryUsage.rss() / 1024 ** 2,
  startProfile: async (): Promise<void> => {
    session = new Session();
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: PROFILE_INTERVAL_US });
    await session.post("Profiler.start");
  },
  stopProfile: async (): Promise<Profiler.Profile | undefined> => {
    const stopped = await session?.post("Profiler.stop");
    session?.disconnect();
    return stopped?.profile;
  },
};
