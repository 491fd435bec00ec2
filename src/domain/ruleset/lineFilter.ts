import type { EarningRule, LineFilter, Ruleset } from "./ruleset.ts";

/** What a filter looks at in a line; order lines and purchase lines both have it. */
export interface FilteredLine {
  readonly kind: string;
  readonly article: string | null;
  readonly brand: string | null;
  /** The path, broadest first. */
  readonly category: readonly string[];
}

/**
 * Whether `filter` names the line: by article, brand, kind, or any step of its category path.
 * Exact text, so "gift-cards" takes the whole branch below it and nothing called alike.
 */
export function lineExcluded(filter: LineFilter, line: FilteredLine): boolean {
  return (
    (line.article !== null && filter.articles.includes(line.article)) ||
    (line.brand !== null && filter.brands.includes(line.brand)) ||
    filter.kinds.includes(line.kind) ||
    (filter.categories.length > 0 && line.category.some((step) => filter.categories.includes(step)))
  );
}

/** The earning rule of that code, undefined when this version of the ruleset has none. */
export function ruleFor(ruleset: Ruleset, code: string): EarningRule | undefined {
  return ruleset.earning.find((rule) => rule.code === code);
}
