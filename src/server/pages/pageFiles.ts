import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, extname, join, relative } from "node:path";
import { promisify } from "node:util";
import { brotliCompress as brotli, constants } from "node:zlib";

/** One file of the built pages, as it is sent. */
export interface PageFile {
  readonly type: string;
  readonly plain: Buffer;
  /** By Brotli; null where that is not worth it. */
  readonly brotli: Buffer | null;
  readonly etag: string;
  /** Its name has a hash of what is in it, so that it never changes. */
  readonly isForEver: boolean;
}

/** The built pages: `start`, `editor` and `docs/...` without their ending, `assets/...` with it. */
export interface PageFiles {
  find(name: string): PageFile | null;
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".json": "application/json; charset=utf-8",
};
const BROTLI_ENDING = ".br";
/** What is packed; anything shorter, bytes, is not worth it. */
const PACKABLE = /\.(html|js|css|svg)$/;
export const PACKED_BYTES_MIN = 1_024;
/** Nearly as small as it gets, in a tenth of the time. */
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const brotliCompress = promisify(brotli);

/** Where `npm run build:pages` puts them; the package carries them there. */
export const PAGES_FOLDER = join(homeOf(import.meta.dirname), "dist", "pages");

/** The manifests of the documents that our own pages send; none before they are built. */
export function ownDocumentPaths(folder: string = PAGES_FOLDER): readonly string[] {
  return ["documents.json", "widget/v1/documents.json"]
    .map((name) => join(folder, name))
    .filter((path) => existsSync(path));
}

/** The folder of our package.json, whether this is a clone or the built package. */
function homeOf(folder: string): string {
  const above = dirname(folder);
  return existsSync(join(folder, "package.json")) || above === folder ? folder : homeOf(above);
}

/**
 * Reads all of them into memory: about two megabytes, and never a path of a request to the disk.
 * Null when they have not been built.
 */
export async function loadPageFiles(folder: string = PAGES_FOLDER): Promise<PageFiles | null> {
  if (!existsSync(join(folder, "start.html"))) {
    return null;
  }
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = names.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const known = new Set(paths);
  const files = new Map<string, PageFile>();
  const load = async (path: string) => {
    const type = TYPES[extname(path)];
    if (type === undefined) {
      return;
    }
    const plain = await readFile(path);
    const beside = `${path}${BROTLI_ENDING}`;
    const name = relative(folder, path).replaceAll("\\", "/");
    files.set(name.replace(/\.html$/, ""), {
      ...{ type, plain },
      brotli: known.has(beside) ? await readFile(beside) : await packed(path, plain),
      etag: `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`,
      isForEver: name.startsWith("assets/"),
    });
  };
  await Promise.all(paths.map(load));
  return { find: (name) => files.get(name) ?? null };
}

/** Documents come unpacked, which keeps the package small. */
async function packed(path: string, plain: Buffer): Promise<Buffer | null> {
  return PACKABLE.test(path) && plain.length >= PACKED_BYTES_MIN
    ? await brotliCompress(plain, QUALITY)
    : null;
}
