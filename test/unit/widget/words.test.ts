import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { languageOf, WORDS, wordsIn } from "../../../pages/src/widget/words.ts";

const CATALOGUE = Object.entries(WORDS);

describe("the widget's catalogue", () => {
  test("has each text in four languages, with the same things filled in", () => {
    for (const [word, said] of CATALOGUE) {
      const filled = said.map((text) => [...new Set(text.match(/\{\w+\}/g))].toSorted().join(" "));
      expect([word, said.length, new Set(filled).size]).toEqual([word, 4, 1]);
      expect(said.filter((text) => text.trim() === "")).toEqual([]);
      // One and many, or neither, in all of them.
      expect(new Set(said.map((text) => text.split("|").length)).size).toBe(1);
    }
  });

  test("has a reason for every code of a refusal that a coupon in a list may have", () => {
    const source = readFileSync(
      join(import.meta.dirname, "../../../src/domain/coupon/refusal.ts"),
      "utf8",
    );
    const codes = [...source.matchAll(/"([A-Z_]{6,})"/g)].map(([, code]) => code);
    expect(codes).toContain("NOT_YET_VALID");
    const shown = [
      ...["DISABLED", "RESERVED", "NOT_YET_VALID", "EXPIRED", "ALREADY_REDEEMED"],
      ...["LIMIT_REACHED", "CUSTOMER_LIMIT_REACHED", "TIER_NEEDED", "STORE_EXCLUDED"],
      ...["CHANNEL_EXCLUDED", "BASKET_TOO_SMALL"],
    ];
    expect(shown.filter((code) => !codes.includes(code) || !(code in WORDS))).toEqual([]);
  });

  test("speaks the language of a locale, and English for others", () => {
    expect(["de-AT", "FR", "es-419", "pt-BR", "en-GB", "deu"].map(languageOf)).toEqual([
      "de",
      "fr",
      "es",
      "en",
      "en",
      "en",
    ]);
  });

  test("tells one from many, and keeps names that run the other way to themselves", () => {
    const say = wordsIn("de");
    expect([1, 0, 2].map((count) => say("pointsOnly", { count }))).toEqual([
      "Punkt",
      "Punkte",
      "Punkte",
    ]);
    expect(say("nowTier", { tier: "Gold" })).toBe("Sie sind jetzt Gold.");
    expect(say("nowTier", { tier: "זהב" })).toBe("Sie sind jetzt \u2068זהב\u2069.");
  });
});
