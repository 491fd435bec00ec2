import { expect, test } from "vitest";
import {
  COMPRESSED_BYTES_MIN,
  decodeBody,
  encodeBody,
} from "../../../src/purchases/receive/intakeBody.ts";

test.each([0, 1, COMPRESSED_BYTES_MIN - 1, COMPRESSED_BYTES_MIN, 500_000])(
  "a body of %i bytes is read back as it came, whatever its bytes are",
  (length) => {
    const body = Buffer.from(Array.from({ length }, (_, at) => (at * 31) % 256));
    expect(Buffer.from(decodeBody(encodeBody(body))).equals(body)).toBe(true);
  },
);

test("short bodies stay readable by SQL, long ones are compressed", () => {
  expect(encodeBody(Buffer.alloc(COMPRESSED_BYTES_MIN - 1)).encoding).toBe("identity");
  const long = encodeBody(Buffer.alloc(COMPRESSED_BYTES_MIN));
  expect(long.encoding).toBe("zstd");
  expect(long.bytes.length).toBeLessThan(COMPRESSED_BYTES_MIN);
});
