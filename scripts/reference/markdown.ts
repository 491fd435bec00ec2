import { Kind, print, type TypeNode } from "graphql";

const COLUMNS_MAX = 100;
/** A piece of code is one word, however many it has. */
const WORDS = /(?:`[^`]*`|\S)+/g;
/** What would begin a list, a heading or a quotation at the start of a line. */
const MARK = /^([-+*#>|]|\d+[.)])/;

/** Paragraphs in lines of at most 100 columns; words longer than that stay whole. */
export function wrap(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => {
      const lines: string[] = [];
      for (const [word] of paragraph.matchAll(WORDS)) {
        const last = lines.at(-1);
        const fits = last !== undefined && last.length + 1 + word.length <= COLUMNS_MAX;
        if (last !== undefined && (fits || MARK.test(word))) {
          lines[lines.length - 1] += ` ${word}`;
        } else {
          lines.push(word);
        }
      }
      return lines.join("\n");
    })
    .join("\n\n");
}

/** A table, or nothing when it has no rows. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): readonly string[] {
  if (rows.length === 0) {
    return [];
  }
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  const rule = `|${head.map(() => " --- |").join("")}`;
  return [[line(head), rule, ...rows.map(line)].join("\n")];
}

function cell(text: string): string {
  const paragraphs = text.trim().split(/\n\s*\n/);
  return paragraphs
    .map((one) => one.replaceAll(/\s+/g, " "))
    .join("<br><br>")
    .replaceAll("|", "\\|");
}

/** Roles or fields as a list of code. */
export function codes(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(", ");
}

export function firstSentence(text: string): string {
  return text.trim().split(/(?<=[.!?])\s/)[0] ?? "";
}

/** `couponAtTill` -> `Coupon at till`. */
export function titleOf(page: string): string {
  const words = page.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A type as the SDL has it, linked to its own section; `pages` has the page of each type. */
export function typeLink(
  type: TypeNode,
  page: string,
  pages: ReadonlyMap<string, string>,
  suffix = "",
): string {
  const code = `\`${print(type)}${suffix}\``;
  const name = nameOf(type);
  const on = pages.get(name);
  return on === undefined ? code : `[${code}](${on === page ? "" : `${on}.md`}#${anchor(name)})`;
}

/** As GitHub makes it of a heading that is a name. */
export function anchor(name: string): string {
  return name.toLowerCase().replaceAll(".", "");
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}
