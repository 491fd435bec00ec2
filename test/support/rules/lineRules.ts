import type { SourceFile } from "./sources.ts";

/** Columns of a line of code or of prose: what two of them side by side leave room for. */
export const COLUMNS_MAX = 100;

/** Pages that a command writes. */
const WRITTEN_BY_COMMANDS = /^docs\/(reference\/|benchmarks\.md$)/;

/**
 * Lines of a file of code that are too long, comments too; what stands in texts and patterns is
 * nobody's to break.
 */
export function longLinesOfCode(path: string, text: string): readonly string[] {
  const texts =
    /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`|\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/g;
  const bare = text.replaceAll(texts, (found, comment: string | undefined) =>
    comment === undefined ? found.replaceAll(/[^\n]/g, "").padStart(2, '"') : found,
  );
  return tooLong(path, bare.split("\n"));
}

/**
 * Lines of prose of a page that are too long; tables, code, headings and what cannot be broken are
 * excepted.
 */
export function longLinesOfPage(path: string, text: string): readonly string[] {
  let fence = false;
  const prose = text.split("\n").map((line) => {
    const isFence = /^\s*(```|~~~)/.test(line);
    if (isFence) {
      fence = !fence;
    }
    const isOther = isFence || fence || /^\s*(\||#|<|\[[^\]]+\]:)/.test(line);
    return isOther || !/\S\s+\S/.test(withoutAtoms(line)) ? "" : withoutAtoms(line);
  });
  return tooLong(path, prose);
}

/** A link or a piece of code counts as one short word: it stands on one line, however long. */
function withoutAtoms(line: string): string {
  return line.replaceAll(/!?\[[^\]]*\]\([^)]*\)|`[^`]*`/g, "x");
}

function tooLong(path: string, lines: readonly string[]): readonly string[] {
  return lines.flatMap((line, index) =>
    line.length > COLUMNS_MAX
      ? [`${path}:${index + 1}: ${line.length} columns, ${COLUMNS_MAX} at most`]
      : [],
  );
}

/** The pages among these that people write. */
export function proseOf(pages: readonly SourceFile[]): readonly SourceFile[] {
  return pages.filter(({ path }) => path.endsWith(".md") && !WRITTEN_BY_COMMANDS.test(path));
}
