import {
  againstTable,
  circlesOf,
  crowdedFolders,
  type Import,
  readRows,
} from "./architectureRules.ts";
import { importsOf, isProduct, type SourceFile, withoutComments } from "./sources.ts";

const LINES_MAX = 400;

/** Libraries without input or output, clock or randomness: all that a pure rule may use. */
const PURE_LIBRARIES = [
  "@bufbuild/cel",
  "@skyra/jaro-winkler",
  "any-ascii",
  "double-metaphone",
  "fastest-levenshtein",
  "libphonenumber-js/min",
  "temporal-polyfill",
  "yaml",
  "zod",
  "node:buffer",
  "node:crypto",
];

/** Files that put the parts together: they may write to the console. */
const isWiring = (path: string) =>
  /^src\/(main|jobs|reportError)\.ts$/.test(path) || path.startsWith("src/cli/");

interface Arrow {
  readonly from: (path: string) => boolean;
  readonly forbids: (imported: Import) => boolean;
  readonly because: string;
}

/** Libraries, and what is no part of the product; folders are the table's in ARCHITECTURE.md. */
const ARROWS: readonly Arrow[] = [
  {
    from: (path) => path.startsWith("src/domain/"),
    forbids: ({ target, isLocal }) =>
      !isLocal && !PURE_LIBRARIES.some((name) => target === name || target.startsWith(`${name}/`)),
    because: "the domain imports nothing but itself and pure libraries",
  },
  {
    from: (path) => isProduct(path) && !path.startsWith("db/schema/"),
    forbids: ({ target, isTypeOnly }) => /^drizzle-(orm|kit)\b/.test(target) && !isTypeOnly,
    because:
      "loading drizzle costs the server over 100 MB (ADR-0001); only its types are for the product",
  },
];

const rows = readRows();

interface Ban {
  readonly pattern: RegExp;
  readonly where: (path: string) => boolean;
  readonly because: string;
}

const isDomain = (path: string) => path.startsWith("src/domain/");
const anywhere = () => true;
/** The rules and their test name what they forbid. */
export const isAboutRules = (path: string) =>
  /^test\/(support\/rules\/(tidy|citation|architecture)Rules|unit\/tidy\.test)\.ts$/.test(path);

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

/** What may be larger than the limit, each with the reason. The lists only shrink. */
export interface Exceptions {
  readonly longFiles?: Readonly<Record<string, string>>;
  readonly crowded?: Readonly<Record<string, string>>;
}

/**
 * Everything the project does against the house rules, one line each; `[]` when there is nothing.
 */
export function problemsOfProject(
  sources: readonly SourceFile[],
  { longFiles = {}, crowded = {} }: Exceptions = {},
): readonly string[] {
  const lines = new Map(sources.map(({ path, text }) => [path, countLines(text)]));
  const stale = Object.keys(longFiles)
    .filter((path) => (lines.get(path) ?? 0) <= LINES_MAX)
    .map((path) => `${path}: no longer needs its place among the long files`);
  const imports = new Map(
    sources.map(({ path, text }) => [
      path,
      importsOf(path, withoutComments(text)).map(({ target }) => target),
    ]),
  );
  return [
    ...sources.flatMap(({ path, text }) => problemsOfText(path, text, longFiles)),
    ...stale,
    ...circlesOf(imports),
    ...crowdedFolders(sources, crowded),
  ];
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
    if (where(path) && pattern.test(code)) {
      problems.push(`${path}: ${pattern.source}: ${because}`);
    }
  }
  if (UNFINISHED.test(text)) {
    problems.push(`${path}: unfinished work belongs in an issue`);
  }
  const length = countLines(text);
  if (length > LINES_MAX && !(path in longFiles)) {
    problems.push(`${path}: ${length} lines, ${LINES_MAX} at most: split it by what it is about`);
  }
  const imports = isExempt ? [] : importsOf(path, code);
  for (const imported of imports) {
    const arrow = ARROWS.find(({ from, forbids }) => from(path) && forbids(imported));
    if (arrow) {
      problems.push(`${path}: imports ${imported.target}: ${arrow.because}`);
    }
  }
  problems.push(...againstTable(rows, path, imports));
  return problems;
}

function countLines(text: string): number {
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}
