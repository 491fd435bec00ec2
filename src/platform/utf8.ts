const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/**
 * The text of UTF-8 bytes, null when they are not UTF-8: a replacement character would be a silent
 * change.
 */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return decoder.decode(bytes);
  } catch {
    return null;
  }
}
