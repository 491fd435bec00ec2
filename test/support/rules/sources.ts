import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative } from "node:path";

/** One source file, its path from the root of the project with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

export const ROOT = join(import.meta.dirname, "../../..");
const FOLDERS = ["src", "resolvers", "db", "test", "bench", "scripts", "bin", "pages"];

/** Whether a file is part of what is delivered. */
export const isProduct = (path: string) => /^(src|resolvers|db)\//.test(path);

/** Every hand-written TypeScript and JavaScript file of the project. */
export function readSources(): readonly SourceFile[] {
  return FOLDERS.flatMap((folder) => {
    const entries = readFolder(join(ROOT, folder));
    return entries.map((path) => ({
      path: relative(ROOT, path).replaceAll("\\", "/"),
      text: readFileSync(path, "utf8"),
    }));
  });
}

function readFolder(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(ts|mjs)$/.test(name) && !name.includes("__generated__"))
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** Good enough for our formatted code: strings that hold comment marks are kept apart first. */
export function withoutComments(text: string): string {
  const tokens =
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
  return text.replaceAll(tokens, (_, string: string | undefined) => string ?? "");
}

/** What a file imports; `code` is its text without comments. */
export function importsOf(path: string, code: string) {
  const statements =
    /\b(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?"([^"]+)"|\bimport\(\s*"([^"]+)"/g;
  return [...code.matchAll(statements)].map(([, type, statically, lazily]) => {
    const specifier = statically ?? lazily ?? "";
    const isLocal = specifier.startsWith(".");
    const target = isLocal ? posix.join(posix.dirname(path), specifier) : specifier;
    return { target, isTypeOnly: type !== undefined, isLocal };
  });
}
