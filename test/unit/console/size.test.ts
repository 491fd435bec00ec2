import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build, type Rolldown } from "vite";
import { beforeAll, expect, test, vi } from "vitest";

/** What a browser loads before the console is there, as `gzip -9` sends it. */
const FIRST_LOAD_BYTES_MAX = 250_000;
/** The same of the till, which has no pages to load later. */
const TILL_BYTES_MAX = 225_000;

type Output = Rolldown.RolldownOutput["output"][number];

let output: readonly Output[];
beforeAll(async () => {
  // As it is shipped: React has other code for whoever develops.
  vi.stubEnv("NODE_ENV", "production");
  const built = (await build({
    configFile: join(import.meta.dirname, "../../../pages/vite.config.ts"),
    build: { write: false },
  })) as Rolldown.RolldownOutput;
  output = built.output;
  vi.unstubAllEnvs();
}, 120_000);

/** A script, what it imports before it runs, and the styles of all of them. */
function loadedWith(name: string, seen = new Set<string>()): ReadonlySet<string> {
  const file = output.find(({ fileName }) => fileName === name);
  if (seen.has(name) || file?.type !== "chunk") {
    return seen;
  }
  seen.add(name);
  for (const style of file.viteMetadata?.importedCss ?? []) {
    seen.add(style);
  }
  for (const imported of file.imports) {
    loadedWith(imported, seen);
  }
  return seen;
}

function bytesOf(name: string): number {
  const file = output.find(({ fileName }) => fileName === name);
  const text = file?.type === "chunk" ? file.code : (file?.source ?? "");
  return gzipSync(text, { level: 9 }).length;
}

test("the console is there after less than 250 KB", () => {
  const entry = output.find((file) => file.type === "chunk" && file.name === "console");
  const names = [...loadedWith(entry?.fileName ?? "")];
  const bytes = names.reduce((sum, name) => sum + bytesOf(name), 0);
  expect(names.some((name) => name.endsWith(".css"))).toBe(true);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThan(FIRST_LOAD_BYTES_MAX);
});

test("the till is there after less than 225 KB", () => {
  const entry = output.find((file) => file.type === "chunk" && file.name === "till");
  const names = [...loadedWith(entry?.fileName ?? "")];
  const bytes = names.reduce((sum, name) => sum + bytesOf(name), 0);
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThan(TILL_BYTES_MAX);
});

test("charts and signing in by a provider are loaded only where they are used", () => {
  const entry = output.find((file) => file.type === "chunk" && file.name === "console");
  const modules = [...loadedWith(entry?.fileName ?? "")].flatMap((name) => {
    const file = output.find(({ fileName }) => fileName === name);
    return file?.type === "chunk" ? file.moduleIds : [];
  });
  expect(modules.some((id) => id.includes("/@mantine/core/"))).toBe(true);
  expect(modules.filter((id) => /\/(recharts|oidc-client-ts)\//.test(id))).toEqual([]);
});
