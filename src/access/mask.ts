/**
 * Characters shown of the end of a number, and of the whole at most: a short value must not be
 * given away.
 */
const SHOWN_LAST = 4;
const SHOWN_SHARE_MAX = 0.4;

/** A personal value as it may be shown, and how much of it that is (programme 5). */
export interface MaskedValue {
  readonly display: string;
  readonly visibility: "MASKED" | "CONTACT" | "FULL";
}

/**
 * An identifier as a search result (MASKED: its form alone) or an open customer (CONTACT: enough to
 * recognise what the caller says, not enough to use it elsewhere) shows it. Tokens of devices are
 * nobody's to read and are hidden whole.
 */
export function maskIdentifier(
  kind: string,
  value: string,
  visibility: "MASKED" | "CONTACT" = "CONTACT",
): MaskedValue {
  if (kind === "device") {
    return { display: "***", visibility: "MASKED" };
  }
  if (kind === "email") {
    const at = value.lastIndexOf("@");
    const first = [...value.slice(0, at)][0] ?? "";
    const domain = visibility === "MASKED" ? "@***" : value.slice(at);
    return { display: `${first}***${domain}`, visibility };
  }
  if (visibility === "MASKED") {
    return { display: "***", visibility };
  }
  const characters = [...value];
  const shown = Math.min(SHOWN_LAST, Math.floor(characters.length * SHOWN_SHARE_MAX));
  const last = shown === 0 ? "" : characters.slice(-shown).join("");
  return { display: `***${last}`, visibility };
}

/** A name in search results: its initials. */
export function maskName(name: string): string {
  return name
    .split(/\s+/)
    .filter((part) => part !== "")
    .map((part) => `${[...part][0]}***`)
    .join(" ");
}
