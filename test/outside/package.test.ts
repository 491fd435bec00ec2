import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { blockWith } from "../support/docs/blocks.ts";
import { until } from "../support/faults.ts";
import {
  type EmptyFolder,
  makeEmptyFolder,
  packTarball,
  type RunsOn,
  USERS,
} from "../support/outside/emptyFolder.ts";

/** As an importer names it. */
const PACKAGE = "tributary";
const GUIDE = "docs/guides/package.md";
const ROOT = join(import.meta.dirname, "../..");
/** With a build, a download of all dependencies, a cluster and a retailer to be made up. */
const PACKAGE_TIMEOUT_MS = 600_000;
/** Of which the screens are half, plain and by Brotli, and their pictures a seventh. */
const TARBALL_BYTES_MAX = 4_000_000;

const target = mkdtempSync(join(tmpdir(), "tributary-pack-"));
const folders: EmptyFolder[] = [];
/** Where it is installed, once it is. */
let installed = "";
let tarball = "";

beforeAll(() => {
  tarball = packTarball(target);
}, PACKAGE_TIMEOUT_MS);
afterAll(() => {
  for (const folder of folders) {
    folder.remove();
  }
  rmSync(target, { recursive: true });
});

test("the package is small, and holds what is run and what is read, and nothing of its making", () => {
  const { stdout } = spawnSync("tar", ["tzf", tarball], { encoding: "utf8" });
  const paths = stdout.trim().split("\n");
  const own = paths.filter((path) => !path.startsWith("package/node_modules/postgres/"));
  const top = new Set(own.map((path) => path.split("/")[1]));
  expect([...top].sort()).toEqual([
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "bin",
    "deploy",
    "dist",
    "docs",
    "examples",
    "package.json",
  ]);
  expect(own.filter((path) => /(?<!\.d)\.ts$|\.test\.|__tests__/.test(path))).toEqual([]);
  expect(paths).toContain("package/dist/db/migrations/0000_foundation.sql");
  expect(statSync(tarball).size).toBeLessThan(TARBALL_BYTES_MAX);
  process.stdout.write(`the package: ${statSync(tarball).size} bytes, ${paths.length} files\n`);
});

test.each(USERS)(
  "installed in an empty folder by %s, it answers the README's purchase",
  {
    timeout: PACKAGE_TIMEOUT_MS,
  },
  async (user) => {
    const folder = makeEmptyFolder(user);
    folders.push(folder);
    copyFileSync(tarball, join(folder.path, basename(tarball)));
    // Newer npm runs no script of a dependency unless it is told to: nothing here may need one.
    folder.env["npm_config_ignore_scripts"] = String(user === "root");
    const made = await folder.paste(blockWith(GUIDE, "sh", "npm install ./"));
    expect(made).toMatchObject({ exitCode: 0 });
    expect(made.stderr).not.toMatch(/tributary@/);
    installed = join(folder.path, "node_modules/tributary");
    const size = spawnSync("du", ["-sm", folder.path], { encoding: "utf8" }).stdout;
    process.stdout.write(`installed by ${user}: ${size.split("\t")[0]} MB\n`);

    folder.env["PORT"] = "0";
    // npx hands no signal on; who starts it for good uses what npx starts.
    const [line, how] =
      user === "root"
        ? (["node_modules/.bin/tributary start", "SIGTERM"] as const)
        : ([blockWith(GUIDE, "sh", "npx tributary start").trim(), "Ctrl-C"] as const);
    const server = await folder.start(line, /Ctrl-C stops everything/);
    expect(await firstPurchase(folder, server)).toEqual({
      result: JSON.parse(blockWith("README.md", "json", '"eventId":"readme-1"')),
      points: [{ wallet: "points", active: "300", pending: "0" }],
      orders: [{ status: "FULFILLED", total: { amount: "303.95", currencyCode: "GBP" } }],
    });
    const verified = await folder.paste("npx tributary verify");
    expect(verified).toMatchObject({ exitCode: 0 });

    const pidFile = join(folder.path, ".data/postgres/postmaster.pid");
    const [pid] = readFileSync(pidFile, "utf8").split("\n");
    await server.end(how);
    await until("the database has ended", () => !isRunning(Number(pid)));
    expect(server.said()).toContain("stopping");
  },
);

test("the driver that travels inside is the mended one, and keeps what its tests promise", {
  timeout: PACKAGE_TIMEOUT_MS,
}, () => {
  const driver = "node_modules/postgres/src";
  for (const name of ["connection.js", "index.js", "query.js"]) {
    const there = readFileSync(join(installed, driver, name), "utf8");
    expect(there).toBe(readFileSync(join(ROOT, driver, name), "utf8"));
  }
  const words = ["run", "--project", "integration", "test/integration/client.test.ts"];
  const { status, stdout, stderr } = spawnSync(join(ROOT, "node_modules/.bin/vitest"), words, {
    cwd: ROOT,
    encoding: "utf8",
    env: {
      ...process.env,
      DATABASE_URL: inject("adminUrl"),
      INSTALLED_CLIENT: join(installed, "dist/db/connection/client.js"),
    },
  });
  expect({ status, stdout, stderr }).toMatchObject({ status: 0 });
});

test("what starts a process of its own finds its program in the package", async () => {
  const { draftReader } = await import(join(installed, "dist/src/simulate/apart.js"));
  const { DEFAULT_RULESET_DOCUMENT } = await import(
    join(installed, "dist/src/domain/ruleset/defaultRuleset.js")
  );
  // Spaces make it long enough to be read apart.
  const text = JSON.stringify(DEFAULT_RULESET_DOCUMENT).padEnd(10_000);
  expect(await draftReader()(text)).toMatchObject({ ok: true });
});

test("an importer gets the server with its types, and the graph's whole SDL; nothing else", () => {
  const from = join(installed, "../..");
  const ask = (what: string) =>
    spawnSync(process.execPath, ["--input-type=module", "-e", what], {
      ...{ cwd: from, encoding: "utf8" },
    });
  const text = `import { readFileSync } from "node:fs"; import { fileURLToPath } from "node:url";
    import { buildSchema } from "graphql";
    const sdl = fileURLToPath(import.meta.resolve("${PACKAGE}/schema.graphql"));
    const { customer } = buildSchema(readFileSync(sdl, "utf8")).getQueryType().getFields();
    console.log(String(customer.type))`;
  expect(ask(text)).toMatchObject({ status: 0, stdout: "Customer\n" });
  expect(ask('import "tributary/dist/src/config.js"').stderr).toContain("PATH_NOT_EXPORTED");

  writeFileSync(join(from, "own.mts"), 'import { main } from "tributary";\nmain({ demo: 1 });\n');
  const words = ["--noEmit", "--module", "nodenext", "--ignoreConfig", "own.mts"];
  const checked = spawnSync(join(ROOT, "node_modules/.bin/tsc"), words, {
    ...{ cwd: from, encoding: "utf8" },
  });
  expect(checked.stdout).toMatch(/own\.mts\(2,\d+\): error TS2322: .*'boolean/);
  expect(checked.stdout.match(/error/g)).toHaveLength(1);
});

test("an older Node is told in one sentence what to do", () => {
  const older = 'Object.defineProperty(process, "versions", { value: { node: "20.1.0" } })';
  const bin = join(installed, "bin/tributary.mjs");
  const words = ["--import", `data:text/javascript,${older}`, bin, "start"];
  const { status, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
  expect(status).toBe(2);
  expect(stderr.trim().split("\n")).toEqual([
    expect.stringMatching(/needs Node 24 or newer.*npm install node@24$/),
  ]);
});

/** The README's first purchase and its question, pasted. */
async function firstPurchase(folder: EmptyFolder, server: RunsOn) {
  const url = /(http:\S+)\/graphql/.exec(server.said())?.[1] ?? "";
  // The README's line makes them in the shell it is pasted into, which is another one each time.
  const printed = await folder.paste("npx tributary tokens print agent");
  folder.env["AGENT"] = printed.stdout.trim();
  const page = await fetch(url, { headers: { accept: "text/html" } });
  expect(await page.text()).toContain('id="stories"');
  const paste = async (words: string) => {
    const block = blockWith("README.md", "sh", words);
    const done = await folder.paste(block.replaceAll("http://localhost:4000", url));
    return JSON.parse(done.stdout);
  };
  const result = await paste('"eventId":"readme-1"');
  const { data } = await paste("{ customer(by:");
  return {
    result,
    points: data.customer.loyalty.accounts,
    orders: data.customer.orders.nodes.map(({ status, total }: Record<string, unknown>) => ({
      ...{ status, total },
    })),
  };
}

function isRunning(pid: number): boolean {
  try {
    // A process that ended and that nobody has waited for is not running.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
