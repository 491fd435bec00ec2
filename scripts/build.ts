import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/**
 * `npm run build`: the product as JavaScript in dist/, which is what the package has (ADR-0036).
 * Node strips no types below node_modules. dist/ has the folders of the project, so what is read
 * beside a module is found by the same path.
 */
const ROOT = join(import.meta.dirname, "..");
const DIST = join(ROOT, "dist");

/** What is read at run time and no compiler carries over, by folder. */
const READ: readonly { readonly folder: string; readonly name: RegExp }[] = [
  { folder: "schema", name: /\.graphql$/ },
  { folder: "db/migrations", name: /(\.sql|_journal\.json)$/ },
  { folder: "src", name: /\.yaml$/ },
];

const run = (program: string, ...words: readonly string[]) => {
  const { status, error } = spawnSync(program, words, { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) {
    throw new Error(`${[program, ...words].join(" ")} failed`, { cause: error });
  }
};

// The pages are replaced by their own build, because servers of the clone use them meanwhile.
mkdirSync(DIST, { recursive: true });
for (const name of readdirSync(DIST).filter((one) => !one.includes("pages"))) {
  rmSync(join(DIST, name), { recursive: true });
}
run("tsc", "--project", "tsconfig.build.json");
// The compiler carries it over because it is imported; a second one would make dist/ a package.
rmSync(join(DIST, "package.json"));
for (const { folder, name } of READ) {
  for (const path of readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })) {
    if (name.test(path)) {
      const target = join(DIST, folder, path);
      mkdirSync(dirname(target), { recursive: true });
      cpSync(join(ROOT, folder, path), target);
    }
  }
}

run("npm", "run", "build:pages", "--", "--if-stale");

// One file of the whole graph, for generators of code.
const schema = readdirSync(join(DIST, "schema")).sort();
const texts = schema.map((name) => readFileSync(join(DIST, "schema", name), "utf8"));
writeFileSync(join(DIST, "schema.graphql"), texts.join("\n"));
console.log(`${relative(ROOT, DIST)}/ is built`);
