import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const PAGE = join(import.meta.dirname, "../../../docs/programme.md");

/** Every scalar as it is written. */
export type Text = string | { readonly [key: string]: Text } | readonly Text[];

/**
 * One thing that happens in an example: a purchase event in short, or what a command does (`do`).
 */
export type Step = { readonly at: string; readonly received?: string } & Readonly<
  Record<string, Text>
>;

/** A block of docs/programme.md that says what events come to. */
export interface Example {
  readonly name: string;
  /** The rule is decided and not built yet. */
  readonly isLater: boolean;
  /** False: the customer is known and has not joined. */
  readonly isMember: boolean;
  /** Documents of rulesets and since when they are in force, ascending. */
  readonly versions: readonly { readonly from: string; readonly document: object }[];
  readonly steps: readonly Step[];
  /** The moment at which the figures are looked at; null: that of the last step. */
  readonly now: string | null;
  readonly expected: Text;
}

interface Rules {
  readonly rules?: object;
  readonly laterRules?: readonly { readonly from: string; readonly rules: object }[];
}

interface Block {
  readonly name: string;
  readonly member?: string;
  readonly events: readonly Step[];
  readonly now?: string;
  readonly expect: Text;
}

const LONG_AGO = "2000-01-01T00:00:00Z";

/** The page as it stands. */
export const programmePage = (): string => readFileSync(PAGE, "utf8");

/** All examples of the page, in its order. Throws when a block has a heading that nobody reads. */
export function examplesOf(page: string): readonly Example[] {
  const blocks = [...page.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(
    ([, head = "", body = ""]) => ({
      head,
      body,
    }),
  );
  const strange = blocks.find(({ head }) => !HEADS.has(head));
  if (strange !== undefined) {
    throw new Error(`nobody reads a block headed \`${strange.head}\``);
  }
  const base = baseRules(page);
  return blocks
    .filter(({ head }) => head !== "yaml rules")
    .map(({ head, body }) => exampleOf(body, head === "yaml example later", base));
}

/** The rules that examples have in common. */
function baseRules(page: string): object {
  return parse(/^```yaml rules\n([\s\S]*?)^```$/m.exec(page)?.[1] ?? "") as object;
}

/** An example that stands outside the page, under the page's rules where it says no others. */
export function exampleIn(body: string): Example {
  return exampleOf(body, false, baseRules(programmePage()));
}

const HEADS: ReadonlySet<string> = new Set(["yaml rules", "yaml example", "yaml example later"]);

function exampleOf(body: string, isLater: boolean, base: object): Example {
  // Amounts and ids must stay as they are written; rulesets have numbers.
  const block = parse(body, { schema: "failsafe" }) as Block;
  const { rules = {}, laterRules = [] } = parse(body) as Rules;
  const versions = [{ from: LONG_AGO, document: { ...base, ...rules } }];
  for (const [at, later] of laterRules.entries()) {
    versions.push({
      from: later.from,
      document: { ...base, ...rules, ...later.rules, version: at + 2 },
    });
  }
  return {
    name: block.name,
    isLater,
    isMember: block.member !== "none",
    versions,
    steps: block.events,
    now: block.now ?? null,
    expected: block.expect,
  };
}
