/** A place where two documents differ. */
export interface RulesetDifference {
  /** `tiers[GOLD].threshold`: things with a code are found by it, wherever they stand. */
  readonly path: string;
  /** As JSON; null where there was nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

/**
 * What changed between two versions, in the order of the documents. Entries of a list that have a
 * code are the same entry when they have the same code; others by their place. The version itself
 * is no difference.
 */
export function diffRulesets(before: unknown, after: unknown): readonly RulesetDifference[] {
  const found: RulesetDifference[] = [];
  compare("", before, after, found);
  return found.filter(({ path }) => path !== "version");
}

function compare(path: string, before: unknown, after: unknown, into: RulesetDifference[]): void {
  const [a, b] = [partsOf(before), partsOf(after)];
  if (a === null || b === null) {
    if (textOf(before) !== textOf(after)) {
      into.push({ path, before: textOf(before), after: textOf(after) });
    }
    return;
  }
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const next = key.startsWith("[") || path === "" ? `${path}${key}` : `${path}.${key}`;
    compare(next, a.get(key), b.get(key), into);
  }
}

/** The named parts of a list or an object; null for anything else. */
function partsOf(value: unknown): ReadonlyMap<string, unknown> | null {
  if (Array.isArray(value)) {
    return new Map(value.map((item, index) => [`[${codeOf(item) ?? index}]`, item] as const));
  }
  return typeof value === "object" && value !== null ? new Map(Object.entries(value)) : null;
}

function codeOf(item: unknown): string | null {
  if (typeof item !== "object" || item === null) {
    return null;
  }
  const { code, channel, currency, from } = item as Record<string, unknown>;
  if (typeof code === "string") {
    return code;
  }
  if (typeof channel === "string") {
    return channel;
  }
  return typeof currency === "string" && typeof from === "string" ? `${currency} ${from}` : null;
}

function textOf(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value);
}
