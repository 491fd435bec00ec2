/** Characters of a masked text that are shown. */
export const MASKED_LENGTH_MAX = 65_536;

/** Names of fields are no secrets; in JSON they stand before a colon. */
const JSON_NAME = /"(?:[^"\\]|\\.)*"(?=\s*:)/gy;

/**
 * A text whose letters are x and whose digits are 9, so that its form can be seen and nobody in it;
 * names of JSON fields are left. Words that any value may be (true, false, null) are masked too.
 * Pure.
 */
export function maskedText(text: string): string {
  const shown = text.slice(0, MASKED_LENGTH_MAX);
  const isJson = /^\s*[[{]/.test(shown);
  if (!isJson) {
    return masked(shown);
  }
  let result = "";
  let from = 0;
  for (let at = shown.indexOf('"'); at >= 0; at = shown.indexOf('"', from)) {
    result += masked(shown.slice(from, at));
    JSON_NAME.lastIndex = at;
    const name = JSON_NAME.exec(shown)?.[0];
    const end = name === undefined ? endOfText(shown, at) : at + name.length;
    result += name ?? masked(shown.slice(at, end));
    from = end;
  }
  return result + masked(shown.slice(from));
}

function masked(text: string): string {
  return text.replaceAll(/\p{N}/gu, "9").replaceAll(/[\p{L}\p{M}]/gu, "x");
}

/** Behind the quote that closes the text that begins at `at`. */
function endOfText(text: string, at: number): number {
  for (let end = at + 1; end < text.length; end += 1) {
    if (text[end] === "\\") {
      end += 1;
    } else if (text[end] === '"') {
      return end + 1;
    }
  }
  return text.length;
}
