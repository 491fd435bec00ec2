import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { writeDocs } from "./pages/docs.ts";

/**
 * `npm run build:pages`: the pages for people, from `pages/` and `docs/` into `dist/pages`, ready
 * to be served and packed. With `--if-stale` only when something of them has changed.
 */
const HOME = join(import.meta.dirname, "..");
const OUT = join(HOME, "dist/pages");
/** What the last build was made of. */
const STAMP = join(OUT, ".made-of");
/** What is sent compressed; anything shorter than that many bytes is not worth it. */
const PACKED = /\.(html|js|css|svg)$/;
const PACKED_BYTES_MIN = 1_024;

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => join(one.parentPath, one.name))
    .sort();
}

function digestOfSources(): string {
  const hash = createHash("sha256");
  const own = [import.meta.filename, join(HOME, "package-lock.json")];
  const folders = ["pages", "docs", "scripts/pages"].map((name) => join(HOME, name));
  for (const path of [...own, ...folders.flatMap(filesIn)]) {
    hash.update(relative(HOME, path)).update("\0").update(readFileSync(path)).update("\0");
  }
  return hash.digest("hex");
}

function compress(path: string): void {
  const plain = readFileSync(path);
  if (!PACKED.test(path) || plain.length < PACKED_BYTES_MIN) {
    return;
  }
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  writeFileSync(`${path}.br`, brotliCompressSync(plain, { params }));
}

const digest = digestOfSources();
const isCurrent = existsSync(STAMP) && readFileSync(STAMP, "utf8") === digest;
if (!isCurrent || !process.argv.includes("--if-stale")) {
  // Loaded only now: most starts have nothing to build.
  const { build } = await import("vite");
  await build({ configFile: join(HOME, "pages/vite.config.ts") });
  writeDocs({ docs: join(HOME, "docs"), template: join(OUT, "docs.html"), out: OUT });
  rmSync(join(OUT, "docs.html"));
  for (const path of filesIn(OUT)) {
    compress(path);
  }
  writeFileSync(STAMP, digest);
}
