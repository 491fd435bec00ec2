import { parseArgs } from "node:util";
import type { BenchOptions } from "./bench.ts";
import { CASES } from "./cases.ts";

const PROFILED_DOORS = ["receiver", "graphql", "ndjson"] as const;

/** Least and most; of a batch the most that a door takes. */
const LIMITS = {
  seconds: [1, 300],
  customers: [2_000, 5_000_000],
  flat: [2_000, 5_000_000],
  batch: [1, 500],
  writers: [1, 16],
} as const;

const NAMES = CASES.map(({ name }) => name);

const USAGE = `npm run bench [-- ${NAMES.join("|")}|all] [options]
  --json FILE       write the figures there and leave docs/benchmarks.* alone
  --seconds N       measured time per line (default 12)
  --customers N     customers in the database (default 100000)
  --batch N[,N...]  batch sizes of "write" (default 1,20,500)
  --writers N       writers of the receiver (default 2, as the server's)
  --door NAME       profile.ts only: receiver (default), graphql or ndjson
  --flat N          "read" also on 10000 and on N customers, side by side (1000000 takes minutes to seed)
  --help            show this`;

/**
 * The command line was wrong, and the message says how; without a message its usage was asked for.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";

  /** Says how to call it; the process fails with 2 unless that was all that was asked. */
  tell(): void {
    if (this.message === "") {
      console.log(USAGE);
    } else {
      console.error(`${this.message}\n\n${USAGE}`);
      process.exitCode = 2;
    }
  }
}

/** Reads the command line. @throws UsageError */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parse(args);
  if (values.help) {
    throw new UsageError();
  }
  const names = positionals.length === 0 ? ["all"] : positionals;
  const unknown = names.find((name) => name !== "all" && !NAMES.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(
      `"${unknown}" cannot be measured: name any of ${NAMES.join(", ")}, or all.`,
    );
  }
  const door = PROFILED_DOORS.find((one) => one === values.door);
  if (door === undefined) {
    throw new UsageError(
      `--door must be one of ${PROFILED_DOORS.join(", ")}, not "${values.door}".`,
    );
  }
  const { json, seconds, customers, batch, writers, flat } = values;
  return {
    cases: NAMES.filter((name) => names.includes("all") || names.includes(name)),
    jsonFile: json ?? null,
    seconds: integerOf("seconds", seconds),
    customers: integerOf("customers", customers),
    batches: batch.split(",").map((text) => integerOf("batch", text)),
    writers: integerOf("writers", writers),
    door,
    flat: flat === undefined ? null : integerOf("flat", flat),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: "string" },
        seconds: { type: "string", default: "12" },
        customers: { type: "string", default: "100000" },
        batch: { type: "string", default: "1,20,500" },
        writers: { type: "string", default: "2" },
        door: { type: "string", default: "receiver" },
        flat: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function integerOf(name: keyof typeof LIMITS, text: string): number {
  const [min, max] = LIMITS[name];
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) {
    return value;
  }
  throw new UsageError(`--${name} must be a whole number from ${min} to ${max}, not "${text}".`);
}
