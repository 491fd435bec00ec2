import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, posix, relative } from "node:path";
import { readSources, type SourceFile } from "./sources.ts";
import { isAboutRules } from "./tidyRules.ts";

const ROOT = join(import.meta.dirname, "../../..");
const RELEASED = join(ROOT, "docs/released/");

/** Headings of docs/contract.md and docs/programme.md: `contract 5.3`, `programme 1.14 to 1.16`. */
const NUMBERED =
  /\b([Cc]ontract|[Pp]rogramme)(?:\.md)? (\d+(?:\.\d+)?(?:(?:, | and | to )\d+\.\d+)*)/g;
const NUMBERED_HEADING = /^##+ (\d+(?:\.\d+)?)\.? /gm;
const ADR = /\bADR-(\d+)/g;
const LINK = /\]\(([^()\s]+)\)/g;
/** A page or an SDL file by its name, wherever its text stands; `x.graphql` alone may be code. */
const PAGE = /(?<![\w./-])(?:[\w./-]+\.md|[\w.-]+\/[\w./-]+\.graphql)\b/g;
/** Pages that are not in the repository, and the long form of what is cited shortly. */
const OLD_WORD =
  /\b(?:CONTRACT|PROGRAMME|DESIGN)\b|\bHANDOFF(?:\.md)?,? (?:section )?\d|docs\/(?:contract|programme)\.md \d/g;

/**
 * Every page and SDL file of the project; what was released is never edited, so it is none of them.
 */
export function readPages(): readonly SourceFile[] {
  const names = ["docs", "schema", "src", "bench", "pages"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map((name) =>
      join(ROOT, folder, name),
    ),
  );
  return [...readdirSync(ROOT).map((name) => join(ROOT, name)), ...names]
    .filter((name) => /\.(md|graphql)$/.test(name) && !name.startsWith(RELEASED))
    .map((name) => ({
      path: relative(ROOT, name).replaceAll("\\", "/"),
      text: readFileSync(name, "utf8"),
    }));
}

/** What the citations of the whole project lead to that is not there, one line each. */
export function danglingOfProject(): readonly string[] {
  const pages = readPages();
  return [...readSources(), ...pages].flatMap((file) => danglingCitations(file, pages));
}

/**
 * What the citations of one file lead to that is not there; `pages` are those that can be named.
 */
export function danglingCitations(
  { path, text }: SourceFile,
  pages: readonly SourceFile[],
): readonly string[] {
  if (isAboutRules(path)) {
    return [];
  }
  // A citation may go over the end of a line, in a comment too.
  const flat = text.replaceAll(/\n[ \t]*(?:\*|\/\/)?[ \t]*/g, " ");
  const all = (pattern: RegExp, of = flat) => [...of.matchAll(pattern)];
  const isLinked = /\.(md|graphql)$/.test(path);
  return [
    ...all(OLD_WORD).map(([word]) => `${word}: cite as contract 5.3 or programme 1.14`),
    ...all(NUMBERED).flatMap(([, law = "", numbers = ""]) =>
      numbers
        .split(/, | and | to /)
        .filter((number) => !headingNumbers(`docs/${law.toLowerCase()}.md`, pages).has(number))
        .map((number) => `${law} ${number}: no such heading`),
    ),
    ...all(ADR)
      .filter(([, number]) => !pages.some((page) => page.path.startsWith(`docs/adr/${number}-`)))
      .map(([adr]) => `${adr}: no such decision`),
    ...all(PAGE)
      .map(([name]) => name.replace(/^(\.\.?\/)+/, ""))
      .filter((name) => !pages.some((page) => `/${page.path}`.endsWith(`/${name}`)))
      .map((name) => `${name}: no such page`),
    ...(isLinked ? all(LINK, text) : [])
      .filter(([, link = ""]) => !leadsSomewhere(path, link, pages))
      .map(([, link]) => `${link}: leads nowhere`),
  ].map((problem) => `${path}: ${problem}`);
}

function headingNumbers(page: string, pages: readonly SourceFile[]): ReadonlySet<string> {
  const text = pages.find(({ path }) => path === page)?.text ?? "";
  return new Set([...text.matchAll(NUMBERED_HEADING)].map(([, number = ""]) => number));
}

function leadsSomewhere(from: string, link: string, pages: readonly SourceFile[]): boolean {
  if (/^(https?|mailto):/.test(link)) {
    return true;
  }
  const [file = "", anchor] = link.split("#");
  const target = file === "" ? from : posix.join(posix.dirname(from), file);
  if (anchor === undefined) {
    return existsSync(join(ROOT, target));
  }
  const text = pages.find(({ path }) => path === target)?.text ?? "";
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => anchorOf(heading));
  return headings.includes(anchor);
}

/** As GitHub makes it: lower case, no punctuation, dashes for spaces. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, "")
    .replaceAll(" ", "-");
}
