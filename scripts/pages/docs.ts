import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, posix, relative } from "node:path";
import { Marked, type Tokens } from "marked";

/** Sections of the contents, and the pages of each: all of a folder where none is named. */
const SECTIONS = [
  {
    title: "Guides",
    folder: "guides",
    names: [
      "storefront",
      "widget",
      "agent-console",
      "console",
      "embedding",
      "pos",
      "set-up",
      "systems-in",
      "mappings",
      "identity-provider",
      "operate",
    ],
  },
  {
    title: "What binds",
    folder: "",
    names: ["programme", "contract", "rulesets", "roles", "configuration", "security"],
  },
  { title: "Runbooks", folder: "runbooks", names: [] },
  { title: "Reference", folder: "reference", names: [] },
] as const;

interface Page {
  /** Its path below docs/, without its ending. */
  readonly name: string;
  readonly title: string;
  readonly markdown: string;
}

/** Makes a page of each document that the server shows, by the template that Vite has built. */
export function writeDocs(paths: {
  readonly docs: string;
  readonly template: string;
  readonly out: string;
}): void {
  const template = readFileSync(paths.template, "utf8");
  const sections = SECTIONS.map(({ title, folder, names }) => ({
    title,
    pages: readSection(paths.docs, folder, names),
  }));
  const pages = sections.flatMap((section) => section.pages);
  const known = new Set(pages.map(({ name }) => name));
  const write = (name: string, title: string, text: string) => {
    const contents = sections.map((section) => contentsOf(section, name)).join("");
    const path = join(paths.out, "docs", `${name}.html`);
    mkdirSync(dirname(path), { recursive: true });
    const filled = template
      .replace("%title%", () => escaped(title))
      .replace("%contents%", () => contents)
      .replace("%text%", () => text);
    writeFileSync(path, filled);
  };
  for (const page of pages) {
    write(page.name, page.title, render(page, known));
  }
  write("index", "Guides", `<h1>Guides</h1>${sections.map(overviewOf).join("")}`);
}

function readSection(docs: string, folder: string, names: readonly string[]): readonly Page[] {
  const inFolder = join(docs, folder);
  const found =
    folder === ""
      ? names
      : readdirSync(inFolder)
          .filter((name) => name.endsWith(".md"))
          .map((name) => name.slice(0, -".md".length));
  const rank = (name: string) => (names.includes(name) ? names.indexOf(name) : names.length);
  const sorted = [...found].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return sorted.map((name) => {
    const path = join(inFolder, `${name}.md`);
    const markdown = readFileSync(path, "utf8");
    const title = /^# (.+)$/m.exec(markdown)?.[1] ?? name;
    return { name: relative(docs, path).replaceAll("\\", "/").slice(0, -3), title, markdown };
  });
}

interface Section {
  readonly title: string;
  readonly pages: readonly Page[];
}

function contentsOf({ title, pages }: Section, current: string): string {
  const items = pages.map((page) => {
    const mark = page.name === current ? ' aria-current="page"' : "";
    return `<li><a href="/docs/${page.name}"${mark}>${escaped(shortOf(page))}</a></li>`;
  });
  return `<h2>${title}</h2><ul>${items.join("")}</ul>`;
}

function overviewOf({ title, pages }: Section): string {
  const items = pages.map(
    (page) => `<li><a href="/docs/${page.name}">${escaped(shortOf(page))}</a></li>`,
  );
  return `<h2>${title}</h2><ul>${items.join("")}</ul>`;
}

/** Titles may be sentences; in a list their first part is enough. */
function shortOf({ title }: Page): string {
  return title.replaceAll("`", "").split(/[:(]/)[0]?.trim() ?? title;
}

/**
 * A link to another page of ours leads there; one to a file of the project that is not shown here
 * is text.
 */
function render({ name, markdown }: Page, known: ReadonlySet<string>): string {
  const used = new Map<string, number>();
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading) {
        const slug = slugOf(text);
        const count = used.get(slug) ?? 0;
        used.set(slug, count + 1);
        const id = count === 0 ? slug : `${slug}-${count}`;
        return `<h${depth} id="${id}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        const text = this.parser.parseInline(tokens);
        const target = targetOf(href, name, known);
        return target === null ? text : `<a href="${escaped(target)}">${text}</a>`;
      },
      code({ text }: Tokens.Code) {
        return `<pre tabindex="0"><code>${escaped(text)}\n</code></pre>\n`;
      },
    },
  });
  const html = marked.parse(markdown, { async: false });
  return html
    .replaceAll("<table>", '<div class="wide" tabindex="0"><table>')
    .replaceAll("</table>", "</table></div>");
}

function targetOf(href: string, from: string, known: ReadonlySet<string>): string | null {
  if (href.startsWith("#") || /^https?:\/\//.test(href)) {
    return href;
  }
  const [path = "", hash] = href.split("#");
  const name = posix.join(posix.dirname(from), path).replace(/\.md$/, "");
  return known.has(name) ? `/docs/${name}${hash === undefined ? "" : `#${hash}`}` : null;
}

/** The id that a heading has on GitHub, which links of the documents are written for. */
function slugOf(text: string): string {
  const plain = text.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, "");
  return plain.trim().replaceAll(/\s/g, "-");
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
