/**
 * What people cannot see, or take for something else, in identifiers and texts. Nothing here is
 * folded or taken out: a person who compares two spellings must come to the same answer as the
 * database, so the caller refuses.
 */

/**
 * Characters without a shape of their own: control, format (zero-width, bidi), separators of lines,
 * private use.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Default_Ignorable_Code_Point}]/u;

/** Alphabets whose letters are drawn alike: a word of two of them is a disguise. */
const LOOK_ALIKE_SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Armenian}/u,
  /\p{Script=Cherokee}/u,
  /\p{Script=Coptic}/u,
  /\p{Script=Lisu}/u,
] as const;

const ASCII = /^[\x20-\x7e]*$/;

/**
 * Whether some character beside ASCII would become ASCII by being brought to one spelling, such as
 * U+212A KELVIN SIGN, which is a `k` in lower case: then somebody who wrote another name would be
 * found as the one who is meant.
 */
export function foldsIntoAscii(text: string, fold: (character: string) => string): boolean {
  if (ASCII.test(text)) {
    return false;
  }
  for (const character of text) {
    const isOther = (character.codePointAt(0) as number) > 0x7f;
    if (isOther && /[!-~]/.test(fold(character).normalize("NFC"))) {
      return true;
    }
  }
  return false;
}

/**
 * Whether everything in an identifier can be seen and told apart: what a new one must be. Those
 * that were stored before the rule are found as they are.
 *
 * Refused: unseen characters, spaces other than U+0020, compatibility characters (what NFKC
 * changes), digits of two scripts, and a word that mixes alphabets whose letters look alike. Not
 * found by this: a whole word of another alphabet.
 */
export function isPlainToSee(identifier: string): boolean {
  if (ASCII.test(identifier)) {
    return true;
  }
  // Digits of two scripts side by side: some are drawn as others of another value.
  if (/[0-9]/.test(identifier) && /(?![0-9])\p{Nd}/u.test(identifier)) {
    return false;
  }
  if (UNSEEN.test(identifier) || identifier.normalize("NFKC") !== identifier.normalize("NFC")) {
    return false;
  }
  const words = identifier.split(/[^\p{L}\p{M}\p{N}]+/u);
  return words.every(
    (word) => LOOK_ALIKE_SCRIPTS.filter((script) => script.test(word)).length <= 1,
  );
}

/** Scripts that join letters, and need to say where they do and do not. */
const JOINING =
  "\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}\\p{scx=Gujr}\\p{scx=Orya}\\p{scx=Taml}" +
  "\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}\\p{scx=Khmr}\\p{scx=Mymr}\\p{scx=Mong}\\p{scx=Tibt}";
/**
 * Unseen characters that change what is seen: joiners in such scripts and in emoji, and the style
 * of an emoji.
 */
const OF_USE = new RegExp(
  [
    `(?<=(?=[\\p{L}\\p{M}])[${JOINING}])[\\u200c\\u200d](?=(?=[\\p{L}\\p{M}])[${JOINING}])`,
    `(?<=(?=\\p{M})[${JOINING}])\\u200d`,
    "(?<=\\p{Extended_Pictographic}[\\ufe0f\\p{Emoji_Modifier}]?)\\u200d(?=\\p{Extended_Pictographic})",
    "(?<=[\\p{Emoji}\\p{Emoji_Modifier}])[\\ufe0e\\ufe0f]",
    "\\u{1f3f4}[\\u{e0030}-\\u{e007a}]+\\u{e007f}",
    // Signs of Arabic and Syriac that stand in the class of the unseen and are drawn.
    "[\\u0600-\\u0605\\u06dd\\u070f\\u08e2]",
  ].join("|"),
  "gu",
);

/** What `textFault` allows beside the seen. */
export type TextShape =
  /** One line, as a name. */
  | "LINE"
  /** Lines and tabs, as a note. */
  | "LINES";

/**
 * What is wrong with a text for people, such as a name, a note or a reason, for the one who sent
 * it; null when it will do. Refused: half characters, control characters, overrides of the
 * direction of writing, and what cannot be seen. Joiners stay where they change what is seen:
 * between letters of scripts that join, and inside emoji.
 */
export function textFault(text: string, shape: TextShape = "LINE"): string | null {
  if (ASCII.test(text)) {
    return null;
  }
  if (!text.isWellFormed()) {
    return "It has half a character; send well-formed text.";
  }
  const rest = (shape === "LINES" ? text.replaceAll(/[\n\r\t]/g, " ") : text).replaceAll(
    OF_USE,
    "",
  );
  const unseen = UNSEEN.exec(rest)?.[0];
  if (unseen === undefined) {
    return null;
  }
  const code = (unseen.codePointAt(0) as number).toString(16).toUpperCase().padStart(4, "0");
  return `It has a character that nobody sees, U+${code}; take it out.`;
}
