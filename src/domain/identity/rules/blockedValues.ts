import { normaliseIdentifier } from "../normaliseIdentifier.ts";
import type { IdentityRules } from "./identityRules.ts";

/** Digits that a finger leaves on a key: no country has such a number. */
const ONE_DIGIT = /^\+?(\d)\1*$/;

/** Rules are few and live long; their tables are made once for each. */
const tables = new WeakMap<IdentityRules, ReadonlySet<string>>();

/**
 * Whether a value names nobody: it is written down as such, or is a telephone number of one digit.
 * Written ones are compared as their kind is stored, and without case.
 *
 * @param value normalised
 */
export function isBlockedValue(rules: IdentityRules, kind: string, value: string): boolean {
  const blocked = tableOf(rules);
  const folded = value.toLowerCase();
  return (
    blocked.has(`${kind}\u0000${folded}`) ||
    blocked.has(`\u0000${folded}`) ||
    (kind === "phone" && ONE_DIGIT.test(value))
  );
}

function tableOf(rules: IdentityRules): ReadonlySet<string> {
  const known = tables.get(rules);
  if (known !== undefined) {
    return known;
  }
  const made = new Set<string>();
  for (const { kind, value } of rules.blocked) {
    // Of any kind: as it is written, and as cards are stored.
    const spelled = normaliseIdentifier(kind ?? "card", value);
    for (const text of spelled.ok ? [spelled.value, value] : [value]) {
      made.add(`${kind ?? ""}\u0000${text.toLowerCase()}`);
    }
  }
  tables.set(rules, made);
  return made;
}
