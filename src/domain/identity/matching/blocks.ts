import { PHONE_TAIL_DIGITS } from "./contact.ts";
import { soundOf } from "./letters.ts";
import type { PreparedName } from "./personNames.ts";
import type { PreparedFields } from "./record.ts";

/**
 * Records that differ and are still compared under one key: a key that more share says too little
 * to find somebody by, and others of the same record are more telling.
 */
export const BLOCK_RECORDS_MAX = 50;
/** Keys of one record. */
export const BLOCKS_MAX = 28;
/** Of groups of nicknames that a name is in, those that it is looked for under. */
const NICKNAME_GROUPS_MAX = 2;

/**
 * The keys under which records that may be the same person are found: hashes of what they have in
 * common although something in them differs. Two records are compared when they share one.
 *
 * Each key joins what is seldom the same in two people: numbers, an address, a birth date, a name's
 * sound with a part of something else. At most `BLOCKS_MAX`, no key twice, ascending.
 */
export function blocksOf(fields: PreparedFields): readonly bigint[] {
  const keys = new Set<string>();
  const add = (kind: string, ...parts: readonly (string | number | null | undefined)[]) => {
    if (parts.every((part) => part !== null && part !== undefined && part !== "" && part !== 0)) {
      keys.add(`${kind}|${parts.join("|")}`);
    }
  };
  addContacts(fields, add);
  addNames(fields, add);
  addBirth(fields, add);
  addPlaces(fields, add);
  addOrganisation(fields, add);
  return [...keys]
    .slice(0, BLOCKS_MAX)
    .map(hashOf)
    .sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

/** The same for all records of which the same is compared: copies, however they are written. */
export function contentKeyOf(fields: PreparedFields): bigint {
  return hashOf(JSON.stringify(fields));
}

/** The key of the one record that stands for all that say the same. */
export function standInKeyOf(content: bigint): bigint {
  return BigInt.asIntN(64, content ^ 0x5bd1_e995_9e37_79b9n);
}

type Add = (kind: string, ...parts: readonly (string | number | null | undefined)[]) => void;

function addContacts(fields: PreparedFields, add: Add): void {
  for (const number of fields.numbers) {
    add("n", number.kind, number.value);
  }
  if (fields.email !== null && !fields.email.isShared) {
    add("e", fields.email.whole);
    add("el", fields.email.local.length > 3 ? fields.email.local : null);
  }
  add("t", fields.phone?.slice(-PHONE_TAIL_DIGITS));
}

function addNames(fields: PreparedFields, add: Add): void {
  const given = soundsOf(fields.given);
  const surname = soundsOf(fields.surname).slice(0, 1);
  const year = fields.birth?.year;
  for (const one of given) {
    for (const other of [...surname, ...(fields.middle?.sounds ?? [])]) {
      // In one order, so that names the other way round meet too.
      const both = [one, other].sort().join("+");
      add("ns", both);
      add("nsy", both, year);
    }
  }
  for (const place of new Set([fields.postcode ?? fields.city, fields.birthPlace])) {
    for (const one of [...given, ...surname]) {
      add("np", one, place);
    }
  }
  add("sx", fields.surname?.text);
  add("so", surname[0], fields.employer?.words[0]);
}

/** How a name's first word sounds, and whom its bearer may be called for short. */
function soundsOf(name: PreparedName | null): string[] {
  if (name === null) {
    return [];
  }
  const sound = name.sounds[0] ?? "";
  const groups = (name.groups[0] ?? []).slice(0, NICKNAME_GROUPS_MAX);
  return [sound === "" ? name.text : sound, ...groups.map((group) => `#${group}`)];
}

function addBirth(fields: PreparedFields, add: Add): void {
  const birth = fields.birth;
  if (birth === null) {
    return;
  }
  const [first, second] = [birth.month, birth.day].sort((a, b) => a - b);
  add("b", birth.year % 100, first, second);
  const initials = [fields.given?.text.charAt(0), fields.surname?.text.charAt(0)];
  for (const initial of new Set(initials)) {
    add("bi", initial, birth.month, birth.day);
    add("by", initial, birth.year % 100, birth.month);
  }
}

function addPlaces(fields: PreparedFields, add: Add): void {
  const { address, postcode } = fields;
  if (address !== null) {
    const number = address.numbers[0];
    const first = address.words.find((word) => word.length > 2) ?? null;
    const longest = longestOf(address.words);
    add("an", number, postcode);
    for (const word of new Set([first, longest])) {
      add("as", number, word === null ? null : soundOf(word));
    }
    add("ap", longest, postcode);
  }
  add("l2", fields.line2, postcode);
}

function addOrganisation(fields: PreparedFields, add: Add): void {
  const words = fields.organisation?.words ?? [];
  const [first, second] = [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  add("o", first, second ?? first);
  add("of", words[0], words[1] ?? words[0]);
}

function longestOf(words: readonly string[]): string | null {
  let longest: string | null = null;
  for (const word of words) {
    if (longest === null || word.length > longest.length) {
      longest = word;
    }
  }
  return longest;
}

/** Two 32-bit FNV-1a hashes side by side, as PostgreSQL's bigint. */
function hashOf(text: string): bigint {
  let high = 0x811c9dc5;
  let low = 0x9747b28c;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 0x01000193);
    low = Math.imul(low ^ (code + at), 0x85ebca6b);
    low ^= low >>> 13;
  }
  return BigInt.asIntN(64, (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0));
}
