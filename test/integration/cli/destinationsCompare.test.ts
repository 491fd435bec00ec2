import { execFile } from "node:child_process";
import { readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
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

test("a file with a fault is refused by the numbers of its lines, and nothing is written", {
  timeout: TIMEOUT_MS,
}, async () => {
  const records = await beside.right();
  const good = ndjsonOf(records);
  const [first = {}] = records;
  const cases: readonly [name: string, content: string | Buffer, said: string | RegExp][] = [
    ["no.ndjson", `${good}{"customer": "ada@exam`, "line 7: is no JSON."],
    ["twice.ndjson", good + ndjsonOf([first]), "line 7: names the customer of line 1 once more."],
    ["key.ndjson", `${good}{"tier":"GOLD"}\n`, "line 7: has no `customer`"],
    ["list.ndjson", `${good}{"customer":["a"]}\n`, "line 7: customer must be a text"],
    ["big.ndjson", `${good}{"customer":12345678901234567890}\n`, "line 7: customer must be"],
    ["type.ndjson", `{"customer":"a","tier":{"is":1}}\n${good}`, "line 1: tier must be a number"],
    ["bool.ndjson", `${good}{"customer":"a","balance":true}\n`, "line 7: balance must be a number"],
    ["nul.ndjson", `${good}{"customer":"a","tier":"\\u0000"}\n`, "line 7: tier must be"],
    ["half.ndjson", `${good}{"customer":"a","tier":"\\ud800"}\n`, "line 7: tier must be"],
    ["long.ndjson", `${good}{"customer":"${"x".repeat(10_000_000)}"}\n`, "line 7: is longer than"],
    ["empty.ndjson", "", "has no line that names a customer"],
    ["header.csv", "customer,tier\n", "has no line that names a customer"],
    ["other.csv", "user,tier\na,b\n", "line 2: has no `customer`"],
    [
      "latin.ndjson",
      Buffer.from(`${good}{"customer":"Jos\xe9"}\n`, "latin1"),
      "line 7: is not UTF-8",
    ],
    ["short.csv", "customer,tier,mail\na,b\n", "line 2: has 2 columns"],
    ["nobody.ndjson", '{"customer":"nobody@example.com"}\n', "No line names a customer"],
    ["many.ndjson", "x\n".repeat(1_000), /line 20: is no JSON\.\s*\(see [^\n]*\s*$/],
  ];
  for (const [name, content, said] of cases) {
    const run = await compare(["--feed", file(name, content)]);
    expect([run.exitCode, run.stdout, run.stderr], name).toEqual([
      ...[
        1,
        "",
        typeof said === "string" ? expect.stringContaining(said) : expect.stringMatching(said),
      ],
    ]);
    expect(run.stderr).not.toMatch(/@example|ada@exam|Jos/);
    expect(run.stderr).not.toContain("    at ");
  }
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
