import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { basename, join, relative } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { PACKED_BYTES_MIN } from "../src/server/pages/pageFiles.ts";
import { writeDocs } from "./pages/docs.ts";

/**
 * `npm run build:pages`: the pages for people, from `pages/` and `docs/` into `dist/pages`, ready
 * to be served and packed. With `--if-stale` only when something of them has changed. They are
 * built aside and take the place of the old ones at once: a server may be starting meanwhile, or
 * another build be under way.
 */
const HOME = join(import.meta.dirname, "..");
const DIST = join(HOME, "dist");
const OUT = join(DIST, "pages");
/** What the pages send, by hash: the server reads it and serves those operations by it. */
const DOCUMENTS = "documents.json";
/** Says what a build was made of. */
const STAMP = ".made-of";
/**
 * What is sent compressed; the server packs what is not, which documents are left to: they are a
 * tenth of the package, and seldom fetched.
 */
const PACKED = /\.(html|js|css|svg)$/;
const DOCUMENT = /[/\\]docs[/\\]/;

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
  if (!PACKED.test(path) || DOCUMENT.test(path) || plain.length < PACKED_BYTES_MIN) {
    return;
  }
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 };
  writeFileSync(`${path}.br`, brotliCompressSync(plain, { params }));
}

/** Puts what was built in its place; one that another build has put there meanwhile is as good. */
function replace(built: string, aside: string): void {
  try {
    if (existsSync(OUT)) {
      renameSync(OUT, aside);
    }
    renameSync(built, OUT);
  } catch (error) {
    if (!existsSync(OUT)) {
      throw error;
    }
  }
}

const digest = digestOfSources();
const stamp = join(OUT, STAMP);
const isCurrent = existsSync(stamp) && readFileSync(stamp, "utf8") === digest;
if (!isCurrent || !process.argv.includes("--if-stale")) {
  // As it is shipped, whoever builds: React has other code for those who develop.
  process.env["NODE_ENV"] = "production";
  // Loaded only now: most starts have nothing to build.
  const { build } = await import("vite");
  mkdirSync(DIST, { recursive: true });
  const aside = mkdtempSync(join(DIST, ".pages-"));
  const out = join(aside, "new");
  try {
    await build({ configFile: join(HOME, "pages/vite.config.ts"), build: { outDir: out } });
    cpSync(join(HOME, "pages/src/__generated__/persisted-documents.json"), join(out, DOCUMENTS));
    await build({
      configFile: join(HOME, "pages/widget.vite.config.ts"),
      build: { outDir: join(out, "widget/v1") },
    });
    writeDocs({ docs: join(HOME, "docs"), template: join(out, "docs.html"), out });
    rmSync(join(out, "docs.html"));
    const shown = picturesOf(
      ["pos.md", "widget.md"].map((name) => join(HOME, "docs/guides", name)),
    );
    cpSync(join(HOME, "docs/screenshots"), join(out, "docs/screenshots"), {
      recursive: true,
      // The others are of a guide for who reads the project: a server has the pages themselves.
      filter: (path) => !path.endsWith(".png") || shown.has(basename(path)),
    });
    for (const path of filesIn(out)) {
      compress(path);
    }
    writeFileSync(join(out, STAMP), digest);
    replace(out, join(aside, "old"));
  } finally {
    rmSync(aside, { recursive: true, force: true });
  }
}

/** Names of the pictures that these pages show. */
function picturesOf(pages: readonly string[]): ReadonlySet<string> {
  const text = pages.map((path) => readFileSync(path, "utf8")).join("\n");
  return new Set([...text.matchAll(/screenshots\/([\w-]+\.png)/g)].map(([, name]) => String(name)));
}
