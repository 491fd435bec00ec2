import { Buffer } from "node:buffer";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskIdentifier } from "../../../src/access/mask.ts";
import {
  decodeGlobalId,
  decodePartId,
  encodeGlobalId,
  encodePartId,
} from "../../../src/platform/globalId.ts";
import { decodeCursor, encodeCursor, type SortKey } from "../../../src/platform/page.ts";
import { createApiKey } from "../../../src/server/auth/apiKeys.ts";

const isAny = (key: SortKey): key is SortKey => key.length > 0;

describe("ids of the API", () => {
  test("an id names one thing and has one spelling", () => {
    const id = encodeGlobalId("Customer", "01a20386-de1e-700c-b87f-ea0772b6a64d");
    expect(decodeGlobalId(id)).toEqual({
      type: "Customer",
      key: "01a20386-de1e-700c-b87f-ea0772b6a64d",
    });
    for (const other of [`${id}=`, ` ${id}`, `${id}A`, id.toLowerCase(), ""]) {
      expect(decodeGlobalId(other)).toBeNull();
    }
  });

  test("no other text is an id, and none throws", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => Buffer.from(text).toString("base64url")),
        ),
        (text) => {
          expect(decodeGlobalId(text)).toBeNull();
        },
      ),
    );
    for (const text of [
      "Customer:1",
      "Order:x",
      "Handoff:0",
      "Handoff:-1",
      "Handoff:99999999999999999999",
      "Tier:GOLD",
    ]) {
      expect(decodeGlobalId(Buffer.from(text).toString("base64url")), text).toBeNull();
    }
  });
});

test("the id of a part gives its key back, for its own type and in one spelling alone", () => {
  const id = encodePartId("IncidentMute", "a:b");
  expect(decodePartId("IncidentMute", id)).toBe("a:b");
  for (const other of [`${id}=`, ` ${id}`, "", encodePartId("Store", "a:b"), "€".repeat(99)]) {
    expect(decodePartId("IncidentMute", other), other).toBeNull();
  }
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 60 }), (key) => {
      const own = encodePartId("Store", key);
      expect([key, null]).toContain(decodePartId("Store", own));
    }),
  );
});

describe("cursors", () => {
  test("a cursor gives its key back, for its own list alone", () => {
    const key = [1_795_355_232_141_000, "2002"];
    const cursor = encodeCursor("orders/a", key);
    expect(decodeCursor("orders/a", cursor, isAny)).toEqual(key);
    expect(() => decodeCursor("orders/b", cursor, isAny)).toThrow(/no cursor of this list/);
    expect(decodeCursor("orders/a", null, isAny)).toBeNull();
  });

  test("any other text is refused as a bad cursor, never as a fault of ours", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((text) => Buffer.from(text).toString("base64url")),
        ),
        (text) => {
          expect(() => decodeCursor("orders/a", text, isAny)).toThrow(
            expect.objectContaining({ code: "BAD_CURSOR" }),
          );
        },
      ),
    );
  });
});

describe("what is shown of an identifier", () => {
  test.each([
    ["email", "ann.smith@example.com", "a***@example.com"],
    ["email", "😀x@example.com", "😀***@example.com"],
    ["phone", "+49301234567", "***4567"],
    ["loyalty", "1234567890", "***7890"],
    ["loyalty", "12345", "***45"],
    ["card", "1", "***"],
    ["device", "secret-token-of-a-device", "***"],
  ])("%s %s is %s", (kind, value, display) => {
    expect(maskIdentifier(kind, value).display).toBe(display);
  });
});

test("a key has the form that the check expects, and never the same twice", () => {
  const keys = Array.from({ length: 200 }, () =>
    createApiKey((size) => Buffer.from(crypto.getRandomValues(new Uint8Array(size)))),
  );
  for (const { key } of keys) {
    expect(key).toMatch(/^trk_[0-9a-z]{12}_[0-9A-Za-z_-]{43}$/);
  }
  expect(new Set(keys.map(({ prefix }) => prefix)).size).toBe(200);
});
