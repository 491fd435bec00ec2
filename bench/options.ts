import { parseArgs } from "node:util";

/** What can be measured; `all` is every one of them. */
export const CASES = ["write", "single", "hot", "redeem", "push", "read", "programme"] as const;
export type Case = (typeof CASES)[number];

/** What a run was asked for. */
export type BenchOptions = {
  readonly cases: readonly Case[];
  /** Absent: the project's own docs/benchmarks.json, and docs/benchmarks.md beside it. */
  readonly jsonFile: string | null;
  /** Measured time of one line of a table, without warming up. */
  readonly seconds: number;
  readonly customers: number;
  /** Batch sizes of `write`. */
  readonly batches: readonly number[];
  readonly writers: number;
  /** What `profile.ts` looks into: the receiver alone, or the server behind one of its doors. */
  readonly door: ProfiledDoor;
  /** Customers of the large database that `read` compares with a small one; null: not compared. */
  readonly flat: number | null;
};

export const PROFILED_DOORS = ["receiver", "graphql", "ndjson"] as const;
export type ProfiledDoor = (typeof PROFILED_DOORS)[number];

/** Events in one call: the most that a door takes. */
const BATCH_MAX = 500;
const SECONDS_MAX = 300;
const CUSTOMERS_MIN = 2_000;
const CUSTOMERS_MAX = 5_000_000;
const WRITERS_MAX = 16;

/** How to call it. */
export const USAGE = `npm run bench [-- write|single|hot|redeem|push|read|programme|all] [options]
  --json FILE       write the figures there and leave docs/benchmarks.* alone
  --seconds N       measured time per line (default 12)
  --customers N     customers in the database (default 100000)
  --batch N[,N...]  batch sizes of "write" (default 1,20,500)
  --writers N       writers of the receiver (default 2, as the server's)
  --door NAME       profile.ts only: receiver (default), graphql or ndjson
  --flat N          "read" also on 10000 and on N customers, side by side (1000000 takes minutes to seed)`;

/** The command line was wrong; the message says how. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Reads the command line. @throws UsageError */
export function parseOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parse(args);
  const names = positionals.length === 0 ? ["all"] : positionals;
  for (const name of names) {
    if (name !== "all" && !CASES.some((one) => one === name)) {
      throw new UsageError(`"${name}" is none of ${CASES.join(", ")}, all.`);
    }
  }
  return {
    cases: CASES.filter((one) => names.includes("all") || names.includes(one)),
    jsonFile: values.json ?? null,
    seconds: integerOf("seconds", values.seconds, 1, SECONDS_MAX),
    customers: integerOf("customers", values.customers, CUSTOMERS_MIN, CUSTOMERS_MAX),
    batches: values.batch.split(",").map((text) => integerOf("batch", text, 1, BATCH_MAX)),
    flat:
      values.flat === undefined
        ? null
        : integerOf("flat", values.flat, CUSTOMERS_MIN, CUSTOMERS_MAX),
    writers: integerOf("writers", values.writers, 1, WRITERS_MAX),
    door: doorOf(values.door),
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
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function doorOf(text: string): ProfiledDoor {
  const door = PROFILED_DOORS.find((one) => one === text);
  if (door !== undefined) return door;
  throw new UsageError(`--door must be one of ${PROFILED_DOORS.join(", ")}, not "${text}".`);
}

function integerOf(name: string, text: string, min: number, max: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return value;
  throw new UsageError(`--${name} must be a whole number from ${min} to ${max}, not "${text}".`);
}
