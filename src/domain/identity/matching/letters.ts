import anyAscii from "any-ascii";
import { doubleMetaphone } from "double-metaphone";

/** A code of how a word sounds, in English ears; empty when nothing can be said of it. */
export function soundOf(word: string): string {
  return doubleMetaphone(word)[0];
}

/**
 * Lower-case ASCII words of a text: letters and digits only, other scripts in Latin letters
 * ("王杰" is wang, jie). For comparing alone: folding makes different names one.
 */
export function wordsOf(text: string): string[] {
  return latinOf(text)
    .toLowerCase()
    .replaceAll(/['`’.]/g, "")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}

/** Whether a name is written in Chinese characters: the family's name comes first then. */
export function isHan(text: string): boolean {
  return /^[\p{Script=Han}\s·]+$/u.test(text);
}

function latinOf(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is left as it is.
  if (/^[\u0000-\u007f]*$/.test(text)) {
    return text;
  }
  const latin = anyAscii(text.normalize("NFC"));
  // Each Chinese character comes out with a capital of its own.
  return isHan(text) ? latin.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ") : latin;
}
