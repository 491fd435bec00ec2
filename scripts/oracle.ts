import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import type { Report } from "../test/oracle/run.ts";

/**
 * `npm run oracle`: random lives are told to a server, and every figure that the graph shows is
 * worked out a second time by test/oracle, from docs/programme.md alone. Exit code 1 when one
 * differs. It runs as a test, which brings its database.
 */

const ORDERS = 3_000;
const ORDERS_MAX = 1_000_000;
const SEED_MAX = 2 ** 31 - 1;
const TEST = "test/integration/oracle/lives.test.ts";

const program = new Command("oracle")
  .description("tell random lives to a server and compare the graph with the retail rules")
  .option("--orders <n>", "at least, over all settings", numberUpTo(ORDERS_MAX), ORDERS)
  .option("--seed <n>", "repeats the lives", numberUpTo(SEED_MAX), randomInt(SEED_MAX))
  .option("--json", "print one JSON object at the end")
  .parse();
const { orders, seed, json } = program.opts<{ orders: number; seed: number; json?: true }>();

console.error(`seed ${seed}, ${orders} orders`);
const folder = mkdtempSync(join(tmpdir(), "tributary-oracle-"));
const file = join(folder, "report.json");
try {
  const output = await runTest(file);
  if (!existsSync(file)) {
    throw new Error(`the run did not end:\n${output}`);
  }
  const report = JSON.parse(readFileSync(file, "utf8")) as Report;
  console.log(json === true ? JSON.stringify(report) : formatReport(report));
  process.exitCode = report.different.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** Shows its progress, and gives back what else it said. */
async function runTest(reportFile: string): Promise<string> {
  const child = spawn("vitest", ["run", "--project", "integration", TEST, "--reporter=dot"], {
    env: {
      ...process.env,
      ...{ TEST_SEED: String(seed), ORACLE_ORDERS: String(orders), ORACLE_REPORT: reportFile },
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout.on("data", (bytes: Buffer) => {
    output += bytes.toString();
  });
  child.stderr.on("data", (bytes: Buffer) => {
    const text = bytes.toString();
    output += text;
    for (const line of text.split("\n")) {
      if (/ orders, .* differ$/.test(line)) {
        console.error(line);
      }
    }
  });
  await new Promise((resolve, reject) => child.on("close", resolve).on("error", reject));
  return output;
}

function formatReport({ lives, events, figures, different, seen, ...report }: Report): string {
  const counts = `${report.orders} orders of ${lives} lives, told in ${events} steps: ${figures} figures compared, ${different.length} lives differ (seed ${report.seed})`;
  const told = different.map(({ setting, life, differences, smallest }) =>
    [
      `${life}, ${setting}`,
      ...differences.map((line) => `  ${line}`),
      ...(smallest ?? []).map((step) => `    ${JSON.stringify(step)}`),
    ].join("\n"),
  );
  const met = Object.entries(seen)
    .sort()
    .map(([what, times]) => `${what} ${times}`);
  return [...told, `met: ${met.join(", ")}`, counts].join("\n");
}

function numberUpTo(most: number) {
  return (text: string): number => {
    const value = Number(text);
    if (Number.isInteger(value) && value > 0 && value <= most) {
      return value;
    }
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${most}.`);
  };
}
