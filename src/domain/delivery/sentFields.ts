import { maskedText } from "../inbound/maskedText.ts";
import { canonicalOf, isPersonal, type ReadRule, valueKindOf } from "./readBack.ts";

/**
 * A value that was sent, in its canonical form: `is` where it says nothing of a person, else a
 * keyed hash of it and what people may see of it. Null: nothing was known.
 */
export type SentValue = { readonly is: string } | { readonly hash: string; readonly shown: string };

/** What was said of a customer, by the destination's names. */
export type SentFields = Readonly<Record<string, SentValue | null>>;

/** How values that say who somebody is are kept. */
export interface Concealment {
  /** The same text gives the same hash; without the installation's key nobody can make it. */
  readonly hash: (text: string) => string;
  /** What people may see of a value of this field of a customer. */
  readonly shown: (field: string, value: string) => string;
}

const CODE = /^[\w.:+-]{1,64}$/;
/** Characters of another value that are shown. */
const SHOWN_LENGTH_MAX = 100;

/** Where what is stored differs from what was sent. */
export interface WrongField {
  readonly field: string;
  /** As people may see it; null: nothing. */
  readonly sent: string | null;
  readonly stored: string | null;
}

/** A value as it is kept of what was sent. Pure. */
export function sentValueOf(
  field: string,
  value: unknown,
  rule: ReadRule,
  { hash, shown }: Concealment,
): SentValue | null {
  const is = canonicalOf(value, valueKindOf(field), rule);
  if (is === null) {
    return null;
  }
  return isPersonal(field) ? { hash: hash(is), shown: shown(field, is) } : { is };
}

/**
 * Where what is stored differs from what was sent, name by name; names that are not among `fields`
 * any more are passed over. Pure.
 *
 * @param fields what each name is of a customer, as it is set up now
 * @param stored what the destination has, by the same names; what is not there is nothing
 */
export function wrongFields(
  sent: SentFields,
  stored: Readonly<Record<string, unknown>>,
  {
    fields,
    rule,
    concealment,
  }: {
    readonly fields: Readonly<Record<string, string>>;
    readonly rule: ReadRule;
    readonly concealment: Concealment;
  },
): { readonly checked: readonly string[]; readonly wrong: readonly WrongField[] } {
  const has = Object.keys(sent).flatMap((name) => {
    const field = fields[name];
    return field === undefined
      ? []
      : [[name, sentValueOf(field, stored[name], rule, concealment)] as const];
  });
  return wrongAmong(sent, Object.fromEntries(has), fields);
}

/** The same of two that are kept as they were sent. Pure. */
export function wrongAmong(
  sent: SentFields,
  stored: SentFields,
  fields: Readonly<Record<string, string>>,
): { readonly checked: readonly string[]; readonly wrong: readonly WrongField[] } {
  const checked: string[] = [];
  const wrong: WrongField[] = [];
  for (const [name, was] of Object.entries(sent)) {
    if (fields[name] === undefined) {
      continue;
    }
    checked.push(name);
    const has = stored[name] ?? null;
    if (keyOf(was) !== keyOf(has)) {
      wrong.push({ field: name, sent: shownOf(was), stored: shownOf(has) });
    }
  }
  return { checked, wrong };
}

function keyOf(value: SentValue | null): string | null {
  return value === null ? null : "is" in value ? `is ${value.is}` : `hash ${value.hash}`;
}

function shownOf(value: SentValue | null): string | null {
  return value === null ? null : "is" in value ? plain(value.is) : value.shown;
}

/** A code, a number or a moment is shown; of anything else, which may be anybody's, its form. */
function plain(text: string): string {
  return CODE.test(text) ? text : maskedText(text).slice(0, SHOWN_LENGTH_MAX).toWellFormed();
}
