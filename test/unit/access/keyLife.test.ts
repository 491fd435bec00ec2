import { describe, expect, test } from "vitest";
import {
  ALL_SOURCES,
  type KeyLife,
  keyStateOf,
  keyWarningsOf,
  needsSources,
  sourcesOfKey,
} from "../../../src/domain/access/keyLife.ts";
import { at } from "../../support/receiver.ts";

const NOW = at("2026-03-01T00:00:00Z");
const key = (more: Partial<KeyLife> = {}): KeyLife => ({
  ...{ role: "ingest", sources: ["erp"], revokedAt: null, expiresAt: at("2027-03-01T00:00:00Z") },
  ...more,
});

describe("a key", () => {
  test("works up to the instant at which it ends, and never once it was taken away", () => {
    expect(keyStateOf(key(), NOW)).toBe("ACTIVE");
    expect(keyStateOf(key({ expiresAt: null }), NOW)).toBe("ACTIVE");
    expect(keyStateOf(key({ expiresAt: at("2026-03-01T00:00:00.000001Z") }), NOW)).toBe("ACTIVE");
    expect(keyStateOf(key({ expiresAt: NOW }), NOW)).toBe("EXPIRED");
    expect(keyStateOf(key({ revokedAt: NOW }), NOW)).toBe("REVOKED");
    expect(keyStateOf(key({ revokedAt: NOW, expiresAt: NOW }), NOW)).toBe("REVOKED");
  });

  test("is told of when it has no end, or ends in less than thirty days", () => {
    const ends = (text: string) => keyWarningsOf(key({ expiresAt: at(text) }), NOW);
    expect(ends("2026-03-31T00:00:00Z")).toEqual([]);
    expect(ends("2026-03-30T23:59:59.999999Z")).toEqual(["ENDS_SOON"]);
    expect(keyWarningsOf(key({ expiresAt: null }), NOW)).toEqual(["NO_END"]);
    expect(keyWarningsOf(key({ expiresAt: null, revokedAt: NOW }), NOW)).toEqual([]);
  });

  test("is told of when it does not say whose events it sends, and could", () => {
    const silent = { sources: [] };
    expect(keyWarningsOf(key(silent), NOW)).toEqual(["ALL_SOURCES_UNSAID"]);
    expect(keyWarningsOf(key({ ...silent, expiresAt: null }), NOW)).toEqual([
      "NO_END",
      "ALL_SOURCES_UNSAID",
    ]);
    expect(keyWarningsOf(key({ ...silent, role: "storefront" }), NOW)).toEqual([]);
    expect(keyWarningsOf(key({ sources: [ALL_SOURCES] }), NOW)).toEqual([]);
  });

  test("sends of the sources that it names, of all where it says so or is from before it was asked", () => {
    expect(sourcesOfKey({ sources: ["erp"] })).toEqual(["erp"]);
    expect(sourcesOfKey({ sources: [] })).toBeNull();
    expect(sourcesOfKey({ sources: ["erp", "*"] })).toBeNull();
  });

  test.each([
    ["ingest", true],
    ["till", true],
    ["shop", true],
    ["agent", true],
    ["storefront", false],
    ["operator", false],
    ["toString", false],
  ])("of a %s must say whose events it sends: %s", (role, needed) => {
    expect(needsSources(role)).toBe(needed);
  });
});
