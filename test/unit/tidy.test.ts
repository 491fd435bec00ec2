import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { circlesOf, readRows } from "../support/rules/architectureRules.ts";
import { danglingCitations, danglingOfProject, readPages } from "../support/rules/citationRules.ts";
import { longLinesOfCode, longLinesOfPage, proseOf } from "../support/rules/lineRules.ts";
import { snakeOutsideRows } from "../support/rules/nameRules.ts";
import { isProduct, ROOT, readSources } from "../support/rules/sources.ts";
import { problemsOfProject, problemsOfText } from "../support/rules/tidyRules.ts";

/**
 * Files that may be longer than the limit, each with the reason. The list only shrinks: an
 * entry that is no longer needed fails the test.
 */
const LONG_FILES: Readonly<Record<string, string>> = {};

/** Folders with more files than the limit, each with the reason. The list only shrinks. */
const CROWDED: Readonly<Record<string, string>> = {};

const sources = readSources();

test("every file of the project keeps the house rules", () => {
  expect(problemsOfProject(sources, { longFiles: LONG_FILES, crowded: CROWDED })).toEqual([]);
});

test("every file that biome.json lets have a longer function still has one", () => {
  const { linter, overrides } = JSON.parse(readFileSync(join(ROOT, "biome.json"), "utf8"));
  const allowed: string[] = overrides[1].includes;
  const { noExcessiveLinesPerFunction } = linter.rules.complexity;
  const folder = mkdtempSync(join(tmpdir(), "tributary-tidy-"));
  const rules = { recommended: false, complexity: { noExcessiveLinesPerFunction } };
  writeFileSync(join(folder, "biome.json"), JSON.stringify({ linter: { rules } }));
  const args = ["lint", `--config-path=${folder}`, "--reporter=json", ...allowed];
  const { stdout } = spawnSync(join(ROOT, "node_modules/.bin/biome"), args, { cwd: ROOT });
  rmSync(folder, { recursive: true });
  const { diagnostics } = JSON.parse(stdout.toString());
  const long = (diagnostics as { location: { path: string } }[]).map(
    ({ location }) => location.path,
  );
  expect(allowed.filter((path) => !long.includes(path))).toEqual([]);
});

test("no line of code, comment or prose is longer than two of them side by side have room for", () => {
  expect([
    ...sources.flatMap(({ path, text }) => longLinesOfCode(path, text)),
    ...proseOf(readPages()).flatMap(({ path, text }) => longLinesOfPage(path, text)),
  ]).toEqual([]);
});

test("only rows have names as they are stored", () => {
  const product = sources.filter(({ path }) => isProduct(path));
  expect(product.flatMap(({ path, text }) => snakeOutsideRows(path, text))).toEqual([]);
  const shape = (name: string) => `export interface ${name} {\n  readonly leaf_id: bigint;\n}\n`;
  expect(snakeOutsideRows("src/x.ts", shape("OrderView"))).toHaveLength(1);
  expect(snakeOutsideRows("src/x.ts", shape("OrderRow"))).toEqual([]);
});

describe("a long line", () => {
  const long = "word ".repeat(21);
  test.each([
    ["a comment", `// ${long}`],
    ["a docstring", `/**\n * ${long}\n */`],
    ["code beside a text", `const text = "x"; ${"call(); ".repeat(12)}`],
    ["a comment behind code", `const a = 1; // ${long}`],
    ["code behind an apostrophe in a comment", `// it's\nconst text = ${"a + ".repeat(25)}b;`],
  ])("is seen in %s", (_what, text) => {
    expect(longLinesOfCode("src/x.ts", text)).toHaveLength(1);
  });

  test.each([
    ["a text", `test("${long}", () => {`],
    ["a statement in SQL", `await sql\`\n  select ${long}\n\`;`],
    ["a pattern", `const pattern = /${"[a-z]+".repeat(18)}/u;`],
  ])("is nobody's to break in %s", (_what, text) => {
    expect(longLinesOfCode("src/x.ts", text)).toEqual([]);
  });

  test.each([
    ["prose", long, 1],
    ["a list", `- ${long}`, 1],
    ["a table", `| ${long} |`, 0],
    ["code", `\`\`\`sh\n${long}\n\`\`\``, 0],
    ["prose behind code", `\`\`\`sh\nls\n\`\`\`\n${long}`, 1],
    ["a link", `[here](https://example.com/${"a".repeat(100)}) it is`, 0],
  ])("of %s", (_what, text, times) => {
    expect(longLinesOfPage("docs/x.md", text)).toHaveLength(times);
  });
});

test("every citation leads to what is there", () => {
  expect(danglingOfProject()).toEqual([]);
});

describe("the house rules see what they forbid", () => {
  test.each([
    ["src/domain/tier/decide.ts", 'import { connect } from "../../../db/connection/client.ts";'],
    ["src/domain/tier/decide.ts", 'import { readFileSync } from "node:fs";'],
    ["src/domain/tier/decide.ts", 'import postgres from "postgres";'],
    ["src/domain/tier/decide.ts", 'export { x } from "../../commands/x.ts";'],
    ["src/domain/tier/decide.ts", "const now = Date.now();"],
    ["src/domain/tier/decide.ts", "const now = new Date();"],
    ["src/domain/tier/decide.ts", "const now = Temporal.Now.instant();"],
    ["src/domain/tier/decide.ts", "const chance = Math.random();"],
    ["src/domain/tier/decide.ts", "const id = randomUUID();"],
    [
      "resolvers/customers/Customer.ts",
      'import { findCustomer } from "../../db/queries/customers.ts";',
    ],
    [
      "resolvers/customers/Query/customer.ts",
      'const late = await import("../../../db/connection/client.ts");',
    ],
    ["src/server/http.ts", 'import { findCustomer } from "../../db/queries/customers.ts";'],
    ["db/queries/customers.ts", 'import { receive } from "../../src/purchases/receive.ts";'],
    ["db/queries/customers.ts", 'import { customer } from "../schema/customer.ts";'],
    ["db/connection/client.ts", 'import { drizzle } from "drizzle-orm/postgres-js";'],
    ["src/loyalty/override.ts", 'import { server } from "../server/http.ts";'],
    ["src/customers/customers.ts", 'import { start } from "../main.ts";'],
    ["src/core/state.ts", 'import { createReceiver } from "../purchases/receive/receiver.ts";'],
    ["src/orders/orders.ts", 'import type { LoyaltyModel } from "../loyalty/loyalty.ts";'],
    ["src/sentences/tier.ts", 'import { connect } from "../../db/connection/client.ts";'],
    ["src/newcomers/a.ts", "const a = 1;"],
    ["src/server/http.ts", "const port = process.env.PORT;"],
    ["src/server/http.ts", 'console.log("listening");'],
    ["src/server/http.ts", "const value = input as any;"],
    ["src/server/http.ts", "// TO" + "DO later"],
    ["test/unit/x.test.ts", "// FIX" + "ME"],
    ["src/server/long.ts", "\n".repeat(401)],
  ])("in %s: %s", (path, text) => {
    expect(problemsOfText(path, text, {})).toHaveLength(1);
  });

  test("an exception that is no longer needed", () => {
    const small = { path: "test/a.ts", text: "" };
    expect(
      problemsOfProject([small], {
        longFiles: { "test/a.ts": "because" },
        crowded: { test: "because" },
      }),
    ).toEqual([
      "test/a.ts: no longer needs its place among the long files",
      "test: no longer needs its place among the crowded folders",
    ]);
  });

  test("a folder with more files than one can look through", () => {
    const files = Array.from({ length: 26 }, (_, at) => ({ path: `test/x/${at}.ts`, text: "" }));
    expect(problemsOfProject(files)).toEqual(["test/x: 26 files, 25 at most"]);
    expect(problemsOfProject(files.slice(1))).toEqual([]);
  });

  test("a circle of files, of types too", () => {
    const importing = (path: string, target: string) => ({
      path,
      text: `import type { X } from "./${target}.ts";`,
    });
    const files = [
      importing("test/x/a.ts", "b"),
      importing("test/x/b.ts", "c"),
      importing("test/x/c.ts", "a"),
      importing("test/x/d.ts", "a"),
    ];
    expect(problemsOfProject(files)).toEqual(["a circle: test/x/a.ts, test/x/b.ts, test/x/c.ts"]);
    expect(
      circlesOf(
        new Map([
          ["a", ["b"]],
          ["b", []],
        ]),
      ),
    ).toEqual([]);
  });

  test("a row of ARCHITECTURE.md that names what is not there", () => {
    const page = "## Where things are\n\n| folder | what | nor |\n| --- | --- | --- |\n";
    expect(() => readRows(`${page}| \`src/gone/\` | nothing | |\n`)).toThrow(
      "src/gone/ is not there",
    );
    expect(() => readRows(page)).toThrow("no table of folders");
  });
});

describe("the house rules let through what is allowed", () => {
  test.each([
    ["src/domain/tier/decide.ts", 'import { add } from "../money/add.ts";'],
    ["src/domain/tier/decide.ts", 'import { z } from "zod";'],
    ["src/domain/tier/decide.ts", "// Date.now() is not for us."],
    ["db/queries/outbox.ts", 'import type { OUTBOX_KINDS } from "../schema/outbox.ts";'],
    ["db/schema/customer.ts", 'import { pgTable } from "drizzle-orm/pg-core";'],
    ["src/domain/time/instant.ts", "const at = new Date(millis);"],
    [
      "resolvers/customers/Customer.ts",
      'import type { CustomerRow } from "../../db/queries/customers.ts";',
    ],
    ["src/main.ts", 'import { connect } from "../db/connection/client.ts"; console.log("x");'],
    ["src/loyalty/override.ts", 'import { lockCustomer } from "../../db/queries/customers.ts";'],
    ["src/config.ts", "const env = process.env;"],
  ])("in %s: %s", (path, text) => {
    expect(problemsOfText(path, text, {})).toEqual([]);
  });
});

describe("a citation", () => {
  const pages = readPages();

  test.each([
    ["src/a.ts", "/** Never twice (contract 5.99). */"],
    ["src/a.ts", "/** Never twice (programme 1.14, 1.99). */"],
    ["src/a.ts", "/**\n * Never twice, see contract\n * 5.99.\n */"],
    ["docs/a.md", "Figures are in [programme.md](programme.md) (programme 9.1 to 1.15)."],
    ["docs/a.md", "Contract 5.99 is not there."],
    ["schema/a.graphql", '"Never twice (contract 5.99)."'],
    ["src/a.ts", "// Why: ADR-0999."],
    ["src/a.ts", "// As docs/nowhere.md has it."],
    ["src/a.ts", "// As graph/purchase-event.graphql has it."],
    ["src/a.ts", "// State is read after the lock (CONTRACT 5.3)."],
    ["src/a.ts", "/** DESIGN: who may import whom. */"],
    ["docs/a.md", "Points follow PROGRAMME 1."],
    ["src/a.ts", "// First in, first out (HANDOFF 2)."],
    ["src/a.ts", "// Never twice (docs/contract.md 5.3)."],
    ["docs/a.md", "All of it is [here](gone/)."],
    ["docs/a.md", "All of it is [here](contract.md#no-such-heading)."],
    ["docs/a.md", "# Here\n\nAll of it is [there](#there)."],
    ["schema/a.graphql", '"All of it is [here](../gone/)."'],
  ])("in %s leads nowhere: %s", (path, text) => {
    expect(danglingCitations({ path, text }, [...pages, { path, text }])).toHaveLength(1);
  });

  test.each([
    [
      "src/a.ts",
      "/** Never twice (contract 5.3, programme 1.14, 1.15 and 2.2 to 2.4; ADR-0001). */",
    ],
    ["src/a.ts", "const PROGRAMME_NOTE = server.graphql(contract);"],
    ["src/a.ts", "// As schema/purchase.graphql and src/purchases/HANDOFF.md have it."],
    [
      "docs/a.md",
      "# Here it is: `all`\n\n[Here](#here-it-is-all), [there](adr/), [far](https://a.b/c).",
    ],
    ["docs/a.md", "[State](contract.md#53-read-after-the-lock)."],
  ])("in %s is followed: %s", (path, text) => {
    expect(danglingCitations({ path, text }, [...pages, { path, text }])).toEqual([]);
  });
});
