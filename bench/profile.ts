import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startChild } from "./children.ts";
import { startCluster } from "./cluster.ts";
import { type CpuProfile, type SelfTime, selfTimes, selfTimesByFolder } from "./cpuProfile.ts";
import type { Door } from "./loadProcess.ts";
import { rateOf, send, warmUpPurchases, wholeCalls } from "./measure.ts";
import { parseOptions, USAGE, UsageError } from "./options.ts";
import { number, type Table, textTable } from "./report.ts";
import type { ReceiverInput, ReceiverSeen } from "./receiverProcess.ts";

/**
 * `node bench/profile.ts [--batch 500] [--seconds 5] [--writers 1] [--json FILE.cpuprofile]`: where the receiver's
 * process spends its time once it is warm. The profile is the one of --cpu-prof, started after the warm-up, so that
 * loading and compiling are not in it; with --json it is kept for Chrome's or an editor's viewer.
 *
 * With one writer the stages of a batch follow each other, and the second table says how long each takes, waiting for
 * the database included.
 */

const TOP = 40;
const CALLERS = 4;
const ROOT = `${join(import.meta.dirname, "..")}/`;

async function profile(args: readonly string[]): Promise<void> {
  const options = parseOptions(["write", ...args]);
  const batch = options.batches.at(-1) ?? 1;
  const cluster = await startCluster(options.customers);
  try {
    const url = await cluster.createCopy("bench_profile");
    const input = { url, writers: options.writers } satisfies ReceiverInput;
    const receiver = startChild("receiverProcess.ts", input);
    const load = startChild("loadProcess.ts", null);
    const door: Door = { kind: "receiver", port: await receiver.call<number>("port") };
    const plan = { batch, customers: options.customers, door, callers: CALLERS };
    const warmUp = 2 * warmUpPurchases(batch);
    const warm = await send(load, { ...plan, prefix: "warm", purchases: warmUp });
    await receiver.call("seen");
    await receiver.call("startProfile");
    const rate = rateOf(warm.purchases, warm.elapsedMs);
    const purchases = wholeCalls(rate * options.seconds, batch);
    const result = await send(load, { ...plan, prefix: "run", purchases });
    const taken = await receiver.call<CpuProfile>("stopProfile");
    const seen = await receiver.call<ReceiverSeen>("seen");
    await Promise.all([receiver.stop(), load.stop()]);
    if (options.jsonFile !== null) await writeFile(options.jsonFile, JSON.stringify(taken));

    const times = selfTimes(taken, ROOT);
    const perSecond = number(rateOf(result.purchases, result.elapsedMs));
    const cpuUs = number((seen.cpuMs * 1_000) / result.purchases);
    console.log(`batch ${batch}, ${options.writers} writers: ${perSecond}/s, ${cpuUs} us CPU a purchase\n`);
    console.log(textTable(timesTable(times.slice(0, TOP))), "\n");
    console.log(textTable(timesTable(selfTimesByFolder(times))), "\n");
    if (options.writers === 1) console.log(textTable(stagesTable(seen)));
  } finally {
    await cluster.stop();
  }
}

function timesTable(times: readonly SelfTime[]): Table {
  return {
    head: ["place", "function", "self ms", "share"],
    rows: times.map(({ name, place, ms, share }) => [
      place,
      name,
      number(ms),
      `${(share * 100).toFixed(1)} %`,
    ]),
  };
}

/** Each stage is the time up to it; `planned` holds the wait for work, too. */
function stagesTable({ stageMs, sizes }: ReceiverSeen): Table {
  return {
    head: ["up to", "ms a batch"],
    rows: Object.entries(stageMs).map(([stage, ms]) => [stage, number(ms / sizes.length)]),
  };
}

try {
  await profile(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : error);
  process.exitCode = 1;
}
