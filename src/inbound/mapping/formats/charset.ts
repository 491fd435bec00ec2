/**
 * Whether a charset that somebody names is one that a mapping names, by any of its names: `utf8`,
 * `latin1`. What is ISO-8859-1 is read as windows-1252, which has more letters and the same ones
 * (https://encoding.spec.whatwg.org/#names-and-labels); ASCII is UTF-8, too.
 */
export function isSameCharset(given: string, charset: string): boolean {
  if (charset === "utf-8" && /^(us-)?ascii$/i.test(given.trim())) {
    return true;
  }
  try {
    return new TextDecoder(given).encoding === new TextDecoder(charset).encoding;
  } catch {
    // No charset that we know.
    return false;
  }
}
