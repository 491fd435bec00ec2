/**
 * What moves the cursor of a terminal, changes its colours or the direction of writing, or is not
 * seen at all.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Text that others sent, for a terminal: an operator must see what there is, and all of it. Unseen
 * characters are written as `\u{...}`; a backslash is doubled, so that nobody writes such a one
 * himself.
 */
export function printable(text: string): string {
  return text
    .replaceAll("\\", "\\\\")
    .replaceAll(UNSEEN, (one) => `\\u{${(one.codePointAt(0) as number).toString(16)}}`);
}

/** What others sent as it came; for a terminal line by line with no unseen characters in it. */
export function shown(bytes: Uint8Array, isTerminal: boolean): Uint8Array | string {
  return isTerminal
    ? Buffer.from(bytes).toString().split(/\r?\n/).map(printable).join("\n")
    : bytes;
}
