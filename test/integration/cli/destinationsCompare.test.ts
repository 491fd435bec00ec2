import { execFile } from "node:child_process";
import { appendFileSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findDestination } from "../../../src/deliveries/operate.ts";
import { makeTestFolder } from "../../support/cluster.ts";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import { besideFile, type FeedBench, ndjsonOf } from "../../support/deliveries/feedBench.ts";
import { settled } from "../../support/deliveries/readBackBench.ts";
import { runCliWith } from "../../support/runCli.ts";

const PROJECT = join(import.meta.dirname, "../../..");
const GUIDE = readFileSync(join(PROJECT, "docs/guides/systems-out.md"), "utf8");
const TRIBUTARY = `${process.execPath} ${join(PROJECT, "src/cli/main.ts")}`;
/** Many processes of their own. */
const TIMEOUT_MS = 180_000;

let bench: DeliveryBench;
let beside: FeedBench;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  bench = await startDeliveryBench();
  folder = makeTestFolder("compare");
  env = { SECRETS_KEY_FILE: join(tmpdir(), `tributary-test-${process.pid}-secrets-key`) };
  beside = await besideFile(bench, { code: "told", kind: "segment" });
});
afterAll(async () => {
  await bench?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A file of the other feed, as one argument. */
function file(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const compare = (args: readonly string[], input = "") =>
  runCliWith(bench.database.url, ["destinations", "compare", "told", ...args], { input, env });

async function comparedCount(): Promise<number> {
  const [row] = await bench.database.sql<{ count: number }[]>`
    select count(*)::int as count from shadow_compared`;
  return row?.count ?? 0;
}

/** The blocks of a language in the guide's section about files. */
function blocksOf(language: string): readonly string[] {
  const [, section = ""] = /### Compared with a file\n(.*?)\n### /s.exec(GUIDE) ?? [];
  const blocks = section.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "gs"));
  return [...blocks].map(([, block = ""]) => block);
}

async function paste(script: string) {
  const lines = `set -uo pipefail\n${script.replaceAll("npx tributary", TRIBUTARY)}`;
  const all = {
    ...process.env,
    ...{ ...env, DATABASE_URL: bench.database.url },
    PATH: `${dirname(process.execPath)}:${process.env["PATH"]}`,
  };
  return await new Promise<string>((resolve) => {
    execFile("bash", ["-c", lines], { env: all, cwd: folder }, (_, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
}

/** Files that cannot be used, and what is said of each. */
const FAULTS: readonly [what: string, content: (good: string) => string | Buffer, said: string][] =
  [
    ["no JSON", (good) => `${good}{"customer": "ada@exam`, "line 7: is no JSON."],
    [
      "a customer twice",
      (good) => good + good.split("\n")[0],
      "line 7: names the customer of line 1",
    ],
    ["no key", (good) => `${good}{"tier":"GOLD"}\n`, "line 7: has no `customer`"],
    ["a list as key", (good) => `${good}{"customer":["a"]}\n`, "line 7: customer must be a text"],
    ["a key that lost digits", (good) => `${good}{"customer":1e20}\n`, "line 7: customer must be"],
    [
      "an object",
      (good) => `{"customer":"a","tier":{"is":1}}\n${good}`,
      "line 1: tier must be a number",
    ],
    ["yes or no", (good) => `${good}{"customer":"a","balance":true}\n`, "line 7: balance must be"],
    ["NUL", (good) => `${good}{"customer":"a","tier":"\\u0000"}\n`, "line 7: tier must be"],
    [
      "half a character",
      (good) => `${good}{"customer":"a","tier":"\\ud800"}\n`,
      "line 7: tier must be",
    ],
    [
      "10 MB",
      (good) => `${good}{"customer":"${"x".repeat(10_000_000)}"}\n`,
      "line 7: is longer than",
    ],
    ["nothing", () => "", "has no line that names a customer"],
    ["a header alone", () => "customer,tier\n", "has no line that names a customer"],
    ["no column of the key", () => "user,tier\na,b\n", "line 2: has no `customer`"],
    ["a column less", () => "customer,tier,mail\na,b\n", "line 2: has 2 columns"],
    ["nobody", () => '{"customer":"nobody@example.com"}\n', "No line names a customer"],
    [
      "another charset",
      (good) => Buffer.from(`${good}{"customer":"Jos\xe9"}\n`, "latin1"),
      "line 7: is not UTF-8",
    ],
  ];

test.each(FAULTS)(
  "a file with %s is refused by the number of its line, and nothing is written",
  async (_, content, said) => {
    const answer = await beside.tell(content(ndjsonOf(await beside.right())));
    if (answer.ok) {
      throw new Error("it was compared");
    }
    const told = [
      answer.message,
      ...answer.faults.map(({ line, fault }) => `line ${line}: ${fault}`),
    ];
    expect(told.join("\n")).toContain(said);
    expect(told.join("\n")).not.toMatch(/@example|ada@exam|Jos/);
    expect(await comparedCount()).toBe(0);
  },
);

test("of a file with many faults the first twenty are told, with 1 and without a stack", {
  timeout: TIMEOUT_MS,
}, async () => {
  const run = await compare(["--feed", file("many.ndjson", "x\n".repeat(1_000))]);
  expect([run.exitCode, run.stdout]).toEqual([1, ""]);
  expect(run.stderr.match(/^ {2}line \d+: is no JSON\.$/gm)).toHaveLength(20);
  expect(run.stderr).toContain("error: The file cannot be used, and nothing was compared.");
  expect(run.stderr).not.toContain("    at ");
  expect(await comparedCount()).toBe(0);
});

test("what cannot be compared ends with 1 and says what to do", {
  timeout: TIMEOUT_MS,
}, async () => {
  const good = file("good.ndjson", ndjsonOf(await beside.right()));
  expect((await compare([])).stderr).toContain("--feed");
  expect((await compare(["--feed", join(folder, "none")])).stderr).toContain("no file that can be");
  expect((await compare(["--feed", folder])).stderr).toContain("no file that can be");
  expect((await compare(["--feed", "-"])).stderr).toContain("say --as-of");
  const ahead = await compare(["--feed", good, "--as-of", "2100-01-01T00:00:00Z"]);
  expect([ahead.exitCode, ahead.stderr]).toEqual([1, expect.stringContaining("lies ahead")]);
  const nobody = await runCliWith(
    bench.database.url,
    ["destinations", "compare", "nobody", "--feed", good],
    { env },
  );
  expect(nobody.stderr).toContain("no destination nobody");
  expect(await comparedCount()).toBe(0);
});

test("a file is compared as of when it was written, by any name of its key, and said in JSON too", {
  timeout: TIMEOUT_MS,
}, async () => {
  const records = await beside.right();
  const named = records.map(({ customer, ...others }) => ({
    userId: customer,
    ...others,
    plan: 1,
  }));
  const text = ndjsonOf([...named.slice(0, 5), { userId: "nobody@example.com", tier: "GOLD" }]);
  const path = file("told.ndjson", text);
  // Written before anything was settled: everybody was in flight.
  utimesSync(path, new Date(Date.now() - 3_600_000), new Date(Date.now() - 3_600_000));
  const early = await compare(["--feed", path, "--key", "userId"]);
  expect([early.exitCode, early.stdout]).toEqual([
    ...[1, expect.stringContaining("0 customers compared: 0 equal")],
  ]);
  expect(early.stdout).toContain("not compared: 5 in flight");
  writeFileSync(path, text);
  const run = await compare(["--feed", path, "--key", "userId"]);
  expect([run.exitCode, run.stderr]).toEqual([0, ""]);
  expect(run.stdout).toMatch(/^told, as of \S+Z: 6 lines\n {2}5 customers compared: 5 equal/);
  expect(run.stdout).toContain("1 lines name nobody of whom we would have told: 6\n");
  expect(run.stdout).toContain("not sent by us, and left out: plan (5 lines)");
  const json = await compare(["--feed", path, "--key", "userId", "--whole", "--json"]);
  expect(json.exitCode).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({
    ...{ destination: "told", isWhole: true, lines: 6, equal: 5, missing: 1, inFlight: 0 },
    ...{ unknown: { count: 1, lines: [6] }, unsent: [{ name: "plan", lines: 5 }], absent: [] },
  });
  const noFields = file("bare.csv", `customer\n${records[0]?.["customer"]}\n`);
  const bare = await compare(["--feed", noFields]);
  expect([bare.exitCode, bare.stdout]).toEqual([
    ...[1, expect.stringMatching(/no line has (?=.*tier)(?=.*balance)(?=.*mail)/)],
  ]);
});

test("a file that is written to while it is read is refused, and how far it is read is said", {
  timeout: TIMEOUT_MS,
}, async () => {
  const before = await comparedCount();
  const lines = Array.from({ length: 110_000 }, (_, at) => `{"customer":"n${at}@example.com"}\n`);
  const path = file("grows.ndjson", ndjsonOf(await beside.right()) + lines.join(""));
  let isGrown = false;
  const run = await runCliWith(
    bench.database.url,
    ["destinations", "compare", "told", "--feed", path],
    {
      env,
      killWhen: (stderr) => {
        if (!isGrown && stderr.includes("100000 lines read")) {
          isGrown = true;
          appendFileSync(path, '{"customer":"later@example.com"}\n');
        }
        return false;
      },
    },
  );
  expect(isGrown).toBe(true);
  expect([run.exitCode, run.stderr]).toEqual([
    ...[1, expect.stringContaining("it was written to meanwhile. Compare a copy of it.")],
  ]);
  expect(await comparedCount()).toBe(before);
});

test("the guide's lines compare a Segment with a file, and its verdict counts them", {
  timeout: TIMEOUT_MS,
}, async () => {
  const [yaml = ""] = blocksOf("yaml");
  const [added = "", compared = ""] = blocksOf("sh");
  file("fed.yaml", yaml);
  file("write-key", "write-key");
  const set = await paste(added);
  expect(set).toContain("fed");
  const { sql } = bench.database;
  const fed = await findDestination(sql, "fed");
  expect(fed).toMatchObject({ mode: "SHADOW" });
  const id = fed?.id ?? 0;
  const deliveries = await bench.open();
  await bench.buyer("ada", "600.00");
  await bench.buyer("bob", "10.00");
  await bench.fanOut();
  await bench.drained(id);
  await settled(bench, id);
  await settled(bench, id);
  await sql`
    update destination_mode set since = since - interval '8 days' where destination_id = ${id}`;
  const aMinuteAgo = new Date(Date.now() - 60_000);
  utimesSync(file("told.ndjson", blocksOf("json")[0] ?? ""), aMinuteAgo, aMinuteAgo);
  file("told.csv", blocksOf("csv")[0] ?? "");
  const told = await paste(compared);
  for (const line of blocksOf("text")[0]?.trimEnd().split("\n") ?? []) {
    expect(told).toContain(line);
  }
  expect(told.match(/2 customers compared: 2 equal/g)).toHaveLength(2);
  expect(told).toContain("fed  in shadow: no-go");
  expect(told).toContain("2 customers were compared; it takes 200.");
  await deliveries.close();
});
