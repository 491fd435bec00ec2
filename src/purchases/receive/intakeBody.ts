import { constants, zstdCompressSync, zstdDecompressSync } from "node:zlib";

/** How `intakes.body` stands in the database. */
export type BodyEncoding = "identity" | "zstd";

export interface StoredBody {
  readonly bytes: Uint8Array;
  readonly encoding: BodyEncoding;
}

/** Bytes from which a body is compressed: about where PostgreSQL would compress it itself. */
export const COMPRESSED_BYTES_MIN = 2_048;

/**
 * The fastest level that compresses: a tenth of a call of 500 events is left, and repeats are what
 * it consists of.
 */
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/**
 * A raw body as it is stored. Compressed here, because PostgreSQL's own compression cost an eighth
 * of its time at 500 events a call (ADR-0004), and because what goes over the wire is hex.
 */
export function encodeBody(body: Uint8Array): StoredBody {
  return body.length < COMPRESSED_BYTES_MIN
    ? { bytes: body, encoding: "identity" }
    : { bytes: zstdCompressSync(body, LEVEL), encoding: "zstd" };
}

/** The raw body as it came. Throws what zlib says when the bytes are not what `encoding` names. */
export function decodeBody({ bytes, encoding }: StoredBody): Uint8Array {
  return encoding === "identity" ? bytes : zstdDecompressSync(bytes);
}
