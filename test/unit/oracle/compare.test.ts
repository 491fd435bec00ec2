import { expect, test } from "vitest";
import { differencesOf, figuresOf } from "../../oracle/figures.ts";
import { generateLife } from "../../oracle/generate.ts";
import { Life } from "../../oracle/life.ts";
import { split } from "../../oracle/numbers.ts";
import { SETTINGS, SOURCES } from "../../oracle/programmes.ts";
import { Chance } from "../../oracle/random.ts";

const NOW = 1_790_000_000_000_000n;
const [setting] = SETTINGS;
if (setting === undefined) {
  throw new Error("no setting");
}

function figuresOfSeed(seed: number) {
  if (setting === undefined) {
    throw new Error("no setting");
  }
  const life = new Life(setting.rules, SOURCES, true);
  for (const event of generateLife(new Chance(seed), setting, "L", NOW).events) {
    life.arrive({ now: NOW, event });
  }
  return figuresOf(life, NOW, true);
}

test("a seed gives the same life and figures again, another seed others", () => {
  expect(differencesOf(figuresOfSeed(1), figuresOfSeed(1))).toEqual([]);
  expect(differencesOf(figuresOfSeed(1), figuresOfSeed(2))).not.toEqual([]);
});

test("a figure that differs is found, one that is missing too", () => {
  expect(differencesOf({ a: { b: "1" }, c: [1] }, { a: { b: "2" } })).toEqual([
    'a.b: the rules say "1", the graph says "2"',
    "c: the rules say [1], the graph says undefined",
  ]);
});

test("the largest remainder goes to the larger fraction, of equal ones to the earlier part", () => {
  expect(split(4n, [150n, 150n, 125n])).toEqual([2n, 1n, 1n]);
  expect(split(-500n, [1000n, 2000n])).toEqual([-167n, -333n]);
  expect(split(3n, [0n, 0n])).toEqual([2n, 1n]);
});
