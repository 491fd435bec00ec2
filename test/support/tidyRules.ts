import { readdirSync, readFileSync } from "node:fs";
import { join, posix, relative } from "node:path";

/** One source file, its path from the root of the project with forward slashes. */
export type SourceFile = { readonly path: string; readonly text: string };

const ROOT = join(import.meta.dirname, "../..");
const FOLDERS = ["src", "resolvers", "db", "test", "bench", "scripts", "bin"];
const LINES_MAX = 400;

/** Libraries without input or output, clock or randomness: all that a pure rule may use. */
const PURE_LIBRARIES = [
  "@bufbuild/cel",
  "temporal-polyfill",
  "yaml",
  "zod",
  "node:buffer",
  "node:crypto",
];

/** Who may import `db/queries` as values; each is handed a transaction or asks in batches. */
const QUERY_USERS = [
  "db/queries/",
  "src/access/",
  "src/platform/",
  "src/core/",
  "src/purchases/",
  "src/verify/",
  "src/simulate/",
  "src/reads/",
  "src/programme/",
  "src/customers/",
  "src/orders/",
  "src/interactions/",
  "src/loyalty/",
  "src/coupons/",
  "src/operations/",
  "src/overview/",
  "src/stream/",
  "src/server/health/",
  "src/demo/",
];

/** Files that put the parts together: they may import anything. */
const isWiring = (path: string) =>
  /^src\/(main|jobs|reportError)\.ts$/.test(path) || path.startsWith("src/cli/");
const isProduct = (path: string) => /^(src|resolvers|db)\//.test(path);

type Import = { readonly target: string; readonly isTypeOnly: boolean; readonly isLocal: boolean };
type Arrow = {
  readonly from: (path: string) => boolean;
  readonly forbids: (imported: Import) => boolean;
  readonly because: string;
};

/** Who may import whom: the table in ARCHITECTURE.md. */
const ARROWS: readonly Arrow[] = [
  {
    from: (path) => path.startsWith("src/domain/"),
    forbids: ({ target, isLocal }) =>
      isLocal
        ? !target.startsWith("src/domain/")
        : !PURE_LIBRARIES.some((name) => target === name || target.startsWith(`${name}/`)),
    because: "the domain imports nothing but itself and pure libraries",
  },
  {
    from: (path) => path.startsWith("resolvers/"),
    forbids: ({ target, isLocal, isTypeOnly }) =>
      isLocal && target.startsWith("db/") && !isTypeOnly,
    because: "resolvers go through loaders and commands, never to the database",
  },
  {
    from: (path) =>
      isProduct(path) && !isWiring(path) && !QUERY_USERS.some((folder) => path.startsWith(folder)),
    forbids: ({ target, isTypeOnly }) => target.startsWith("db/queries/") && !isTypeOnly,
    because: `db/queries is for ${QUERY_USERS.join(", ")} and what wires them`,
  },
  {
    from: (path) => path.startsWith("db/"),
    forbids: ({ target }) => target.startsWith("src/") && !target.startsWith("src/domain/"),
    because: "db knows the domain, nothing above it",
  },
  {
    from: (path) => isProduct(path) && !path.startsWith("db/schema/"),
    forbids: ({ target, isTypeOnly }) =>
      /^(db\/schema\/|drizzle-(orm|kit)\b)/.test(target) && !isTypeOnly,
    because:
      "loading drizzle costs the server over 100 MB (ADR-0001); only its types are for the product",
  },
  {
    from: (path) =>
      /^src\/(platform|access|core|purchases|customers|orders|loyalty|coupons|interactions|programme|operations|overview|stream|verify)\//.test(
        path,
      ),
    forbids: ({ target, isTypeOnly }) => /^(src\/server\/|resolvers\/)/.test(target) && !isTypeOnly,
    because: "use cases do not know by which door they are called",
  },
  {
    from: (path) => isProduct(path) && !isWiring(path),
    forbids: ({ target }) => isWiring(target) || target.startsWith("test/"),
    because: "only src/main.ts and src/cli wire things together",
  },
];

type Ban = {
  readonly pattern: RegExp;
  readonly where: (path: string) => boolean;
  readonly because: string;
};

const isDomain = (path: string) => path.startsWith("src/domain/");
const anywhere = () => true;
/** The rules and their test name what they forbid. */
export const isAboutRules = (path: string) =>
  /^test\/(support\/(tidy|citation)Rules|unit\/tidy\.test)\.ts$/.test(path);

// Written in pieces where this file would otherwise contain what it forbids.
const BANS: readonly Ban[] = [
  { pattern: /\bDate\.now\b/, where: isDomain, because: "now is a parameter" },
  { pattern: /\bnew Date\(\s*\)/, where: isDomain, because: "now is a parameter" },
  { pattern: /\bTemporal\.Now\b/, where: isDomain, because: "now is a parameter" },
  { pattern: /\bperformance\.now\b/, where: isDomain, because: "now is a parameter" },
  { pattern: /\bMath\.random\b/, where: isDomain, because: "randomness is a parameter" },
  // node:crypto is there for its hashes.
  {
    pattern: /\b(randomUUID|randomBytes|randomInt|getRandomValues)\b/,
    where: isDomain,
    because: "randomness is a parameter",
  },
  {
    pattern: /\bprocess\.env\b/,
    where: (path) => isProduct(path) && path !== "src/config.ts",
    because: "src/config.ts is the only reader of the environment",
  },
  {
    pattern: /\bconsole\.\w/,
    where: (path) => isProduct(path) && !isWiring(path),
    because: "the log is structured",
  },
  { pattern: /\bas any\b/, where: anywhere, because: "unknown, and a check" },
];
const UNFINISHED = new RegExp(
  `\\b(${["FIX", "TO"].map((a, i) => a + ["ME", "DO"][i]).join("|")})\\b`,
);

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

/** Everything the project does against the house rules, one line each; `[]` when there is nothing. */
export function problemsOfProject(
  sources: readonly SourceFile[],
  longFiles: Readonly<Record<string, string>>,
): readonly string[] {
  const lines = new Map(sources.map(({ path, text }) => [path, countLines(text)]));
  const stale = Object.keys(longFiles)
    .filter((path) => (lines.get(path) ?? 0) <= LINES_MAX)
    .map((path) => `${path}: no longer needs its place among the long files`);
  return [...sources.flatMap(({ path, text }) => problemsOfText(path, text, longFiles)), ...stale];
}

/** What one file does against the house rules. */
export function problemsOfText(
  path: string,
  text: string,
  longFiles: Readonly<Record<string, string>>,
): readonly string[] {
  const isExempt = isAboutRules(path);
  const code = withoutComments(text);
  const problems: string[] = [];
  for (const { pattern, where, because } of isExempt ? [] : BANS) {
    if (where(path) && pattern.test(code)) problems.push(`${path}: ${pattern.source}: ${because}`);
  }
  if (UNFINISHED.test(text)) problems.push(`${path}: unfinished work belongs in an issue`);
  const length = countLines(text);
  if (length > LINES_MAX && !(path in longFiles)) {
    problems.push(`${path}: ${length} lines, ${LINES_MAX} at most: split it by what it is about`);
  }
  for (const imported of isExempt ? [] : importsOf(path, code)) {
    const arrow = ARROWS.find(({ from, forbids }) => from(path) && forbids(imported));
    if (arrow) problems.push(`${path}: imports ${imported.target}: ${arrow.because}`);
  }
  return problems;
}

function countLines(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}

/** Good enough for our formatted code: strings that hold comment marks are kept apart first. */
function withoutComments(text: string): string {
  const tokens =
    /("(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`)|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g;
  return text.replaceAll(tokens, (_, string: string | undefined) => string ?? "");
}

function importsOf(path: string, code: string): readonly Import[] {
  const statements =
    /\b(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?"([^"]+)"|\bimport\(\s*"([^"]+)"/g;
  return [...code.matchAll(statements)].map(([, type, statically, lazily]) => {
    const specifier = statically ?? lazily ?? "";
    const isLocal = specifier.startsWith(".");
    const target = isLocal ? posix.join(posix.dirname(path), specifier) : specifier;
    return { target, isTypeOnly: type !== undefined, isLocal };
  });
}
