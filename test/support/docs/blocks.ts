import { readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../../..");

/**
 * The blocks of a page that have a language, in its order.
 *
 * @param page from the root of the project, such as `docs/guides/storefront.md`
 */
export function blocksOf(page: string, language: string): readonly string[] {
  const text = readFileSync(join(ROOT, page), "utf8");
  const blocks = text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"));
  return [...blocks].map(([, block = ""]) => block);
}

/**
 * The one block of a page that has some words in it.
 *
 * @throws Error when none has, or several have: a test that takes its commands from a page must not
 *   go on with others
 */
export function blockWith(page: string, language: string, words: string): string {
  const found = blocksOf(page, language).filter((block) => block.includes(words));
  const [block] = found;
  if (block === undefined || found.length > 1) {
    throw new Error(`${page} has ${found.length} blocks (${language}) with \`${words}\``);
  }
  return block;
}
