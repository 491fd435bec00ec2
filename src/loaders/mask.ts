/** Characters shown of the end of a number, and of the whole at most: a short value must not be given away. */
const SHOWN_LAST = 4;
const SHOWN_SHARE_MAX = 0.4;

/**
 * An identifier as an open customer shows it (PROGRAMME 5, CONTACT): enough to recognise what the caller says, not
 * enough to use it elsewhere. Tokens of devices are nobody's to read and are hidden whole.
 */
export function maskIdentifier(
  kind: string,
  value: string,
): { readonly display: string; readonly visibility: "MASKED" | "CONTACT" } {
  if (kind === "device") return { display: "***", visibility: "MASKED" };
  if (kind === "email") {
    const at = value.lastIndexOf("@");
    const first = [...value.slice(0, at)][0] ?? "";
    return { display: `${first}***${value.slice(at)}`, visibility: "CONTACT" };
  }
  const characters = [...value];
  const shown = Math.min(SHOWN_LAST, Math.floor(characters.length * SHOWN_SHARE_MAX));
  const last = shown === 0 ? "" : characters.slice(-shown).join("");
  return { display: `***${last}`, visibility: "CONTACT" };
}
