/** Bytes of one NDJSON line without its line ending. */
export const LINE_BYTES_MAX = 65_536;

/** One line: its bytes, or what is left of one that was too long. */
export type Line =
  | { readonly kind: "line"; readonly bytes: Buffer }
  | { readonly kind: "tooLong"; readonly bytes: Buffer };

/** How much of a line that is too long is kept for the receive log, bytes. */
const KEPT_OF_TOO_LONG_BYTES = 1_024;

const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;

/**
 * Cuts a stream of bytes into lines, at LF or CRLF, blank ones left out. Works on bytes, so it does
 * not matter where chunks end, also in the middle of a character. Holds at most one line and
 * LINE_BYTES_MAX of it: the rest of a longer line is dropped while it comes in.
 */
export class LineSplitter {
  #parts: Buffer[] = [];
  #bytes = 0;
  #isTooLong = false;

  /** The lines that this chunk completes. */
  push(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    let from = 0;
    for (let at = chunk.indexOf(LF); at >= 0; at = chunk.indexOf(LF, from)) {
      this.#take(chunk.subarray(from, at));
      this.#finish(lines);
      from = at + 1;
    }
    this.#take(chunk.subarray(from));
    return lines;
  }

  /** The last line, when the stream ended without a line ending. */
  end(): Line[] {
    const lines: Line[] = [];
    this.#finish(lines);
    return lines;
  }

  #take(part: Buffer): void {
    if (part.length === 0 || this.#isTooLong) {
      return;
    }
    this.#parts.push(part);
    this.#bytes += part.length;
    // One byte more: the CR of a CRLF is not yet known to be one.
    if (this.#bytes > LINE_BYTES_MAX + 1) {
      this.#markTooLong();
    }
  }

  #markTooLong(): void {
    this.#isTooLong = true;
    const kept = Buffer.concat(this.#parts).subarray(0, KEPT_OF_TOO_LONG_BYTES);
    this.#parts = [Buffer.from(kept)];
    this.#bytes = kept.length;
  }

  #finish(lines: Line[]): void {
    const whole = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts);
    const bytes = withoutCr(whole ?? Buffer.alloc(0));
    if (bytes.length > LINE_BYTES_MAX) {
      this.#markTooLong();
    }
    if (this.#isTooLong) {
      lines.push({ kind: "tooLong", bytes: this.#parts[0] ?? bytes });
    } else if (!isBlank(bytes)) {
      lines.push({ kind: "line", bytes });
    }
    this.#parts = [];
    this.#bytes = 0;
    this.#isTooLong = false;
  }
}

function withoutCr(bytes: Buffer): Buffer {
  return bytes.at(-1) === CR ? bytes.subarray(0, -1) : bytes;
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === SPACE || byte === TAB || byte === CR);
}
