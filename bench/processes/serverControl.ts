import { type Profiler, Session } from "node:inspector/promises";

/**
 * Loaded into the server before its own code, so that the bench may ask it what it spends. When the bench is gone,
 * however that came about, so is the server.
 */

/** Microseconds between two samples. */
const PROFILE_INTERVAL_US = 200;

/** What the bench may ask for: CPU milliseconds used so far; a profile, and its end. */
export type ServerQuestion = "cpu" | "startProfile" | "stopProfile";
export type ServerAnswer = {
  readonly cpuMs: number;
  readonly profile?: Profiler.Profile | undefined;
};

let session: Session | null = null;

async function answer(question: ServerQuestion): Promise<ServerAnswer> {
  let profile: Profiler.Profile | undefined;
  if (question === "startProfile") {
    session = new Session();
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.setSamplingInterval", { interval: PROFILE_INTERVAL_US });
    await session.post("Profiler.start");
  } else if (question === "stopProfile") {
    profile = (await session?.post("Profiler.stop"))?.profile;
    session?.disconnect();
  }
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1_000, profile };
}

process.on("message", (question: ServerQuestion) => {
  void answer(question).then((answered) => process.send?.(answered));
});
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
// The channel alone must not keep the server from ending by itself; listening to it holds it again.
process.channel?.unref();
