import { describe, expect, test } from "vitest";
import { danglingCitations, danglingOfProject, readPages } from "../support/citationRules.ts";
import { problemsOfProject, problemsOfText, readSources } from "../support/tidyRules.ts";

/**
 * Files that may be longer than the limit, each with the reason. The list only shrinks: an
 * entry that is no longer needed fails the test.
 */
const LONG_FILES: Readonly<Record<string, string>> = {};

const sources = readSources();

test("every file of the project keeps the house rules", () => {
  expect(problemsOfProject(sources, LONG_FILES)).toEqual([]);
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
    ["db/queries/customers.ts", 'import { receive } from "../../src/handoff/receive.ts";'],
    ["db/queries/customers.ts", 'import { customer } from "../schema/customer.ts";'],
    ["db/connection/client.ts", 'import { drizzle } from "drizzle-orm/postgres-js";'],
    ["src/loyalty/override.ts", 'import { server } from "../server/http.ts";'],
    ["src/customers/customers.ts", 'import { start } from "../main.ts";'],
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
    expect(problemsOfProject([{ path: "src/a.ts", text: "" }], { "src/a.ts": "because" })).toEqual([
      "src/a.ts: no longer needs its place among the long files",
    ]);
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
