import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GUARDED } from "../test/e2e/fieldPolicy.ts";
import { FOLLOWERS, POLICY } from "../test/e2e/policy.ts";
import { renderReference } from "./reference/render.ts";
import { renderSetupSchema } from "./reference/setupSchema.ts";

/**
 * Writes docs/reference from schema/ and what the tests of access hold, and the schema of set-up
 * files beside it; stale pages go.
 */
const SDL = join(import.meta.dirname, "../schema");
const PAGES = join(import.meta.dirname, "../docs/reference");

const files = readdirSync(SDL)
  .filter((name) => name.endsWith(".graphql"))
  .sort()
  .map((name) => ({
    name: name.replace(/\.graphql$/, ""),
    text: readFileSync(join(SDL, name), "utf8"),
  }));
const roles = Object.entries(POLICY).map(([field, policy]) => [field, policy.roles] as const);
const hidden = Object.entries(GUARDED).map(([field, { hiddenFrom }]) => [field, hiddenFrom]);
const pages = renderReference(files, {
  allowed: { ...Object.fromEntries(roles), ...FOLLOWERS },
  hidden: Object.fromEntries(hidden),
});

mkdirSync(PAGES, { recursive: true });
for (const name of readdirSync(PAGES)) {
  if (!pages.has(name.replace(/\.md$/, ""))) {
    rmSync(join(PAGES, name));
  }
}
for (const [name, text] of pages) {
  writeFileSync(join(PAGES, `${name}.md`), text);
}
writeFileSync(join(PAGES, "setup.schema.json"), renderSetupSchema());
