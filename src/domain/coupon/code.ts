/**
 * Coupon codes. A generated one is 75 random bits in Crockford's base 32 and a check character, in
 * three groups: nobody guesses one, and a slip of the finger is seen before anything is looked up.
 */

/** Random bytes of a generated code; five bits of each become a character. */
export const CODE_RANDOM_BYTES = 15;
/** Characters of a public code that somebody thought of, after folding. */
export const OWN_CODE_LENGTH = { min: 4, max: 32 } as const;
/** Longer input is no code, characters. */
const INPUT_LENGTH_MAX = 64;

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const GROUP_LENGTH = 4;
const LETTERS_LIKE_DIGITS: Readonly<Record<string, string>> = { O: "0", I: "1", L: "1" };

/**
 * What a code is found by: upper case, no spaces, dashes or dots, and the letters O, I and L as the
 * digits they are read as. Null for what can be no code: also for letters of other alphabets, which
 * upper case would make into ours.
 */
export function foldCode(text: string): string | null {
  if (text.length > INPUT_LENGTH_MAX) {
    return null;
  }
  const bare = text.replaceAll(/[\s.\-\u2010-\u2014]/g, "");
  if (!/^[0-9A-Za-z]+$/.test(bare)) {
    return null;
  }
  const folded = bare
    .toUpperCase()
    .replaceAll(/[OIL]/g, (letter) => LETTERS_LIKE_DIGITS[letter] as string);
  return folded.length <= OWN_CODE_LENGTH.max ? folded : null;
}

/** The code that these random bytes make, as it is printed: `7QKX-30DM-...`. */
export function codeOf(random: Uint8Array): string {
  const body = [...random].map((byte) => ALPHABET[byte & 31]).join("");
  const whole = body + checkCharacter(body);
  const groups = whole.match(new RegExp(`.{1,${GROUP_LENGTH}}`, "g")) ?? [];
  return groups.join("-");
}

/**
 * Whether a folded code is one that we may have made: its length and its check character are right.
 */
export function isGeneratedCode(folded: string): boolean {
  const body = folded.slice(0, CODE_RANDOM_BYTES);
  if (folded.length !== CODE_RANDOM_BYTES + 1) {
    return false;
  }
  if ([...folded].some((character) => !ALPHABET.includes(character))) {
    return false;
  }
  return checkCharacter(body) === folded.at(-1);
}

/**
 * Luhn's formula to the base 32: every single wrong character and nearly every swap of neighbours
 * shows.
 */
function checkCharacter(body: string): string {
  const base = ALPHABET.length;
  let sum = 0;
  for (const [at, character] of [...body].toReversed().entries()) {
    const doubled = ALPHABET.indexOf(character) * (at % 2 === 0 ? 2 : 1);
    sum += Math.floor(doubled / base) + (doubled % base);
  }
  return ALPHABET[(base - (sum % base)) % base] as string;
}
