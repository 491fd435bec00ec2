import { describe, expect, test } from "vitest";
import {
  articlesToMatch,
  lacksSale,
  settleMatched,
  touchesUnlinked,
} from "../../../src/core/moves/rematch.ts";
import { StaleError } from "../../../src/platform/stale.ts";
import { exampleIn } from "../../support/docs/examples.ts";
import { Life } from "../../support/docs/life.ts";

/**
 * Contract 3.4: what is kept of a return that names no order, so that it is found again when its
 * customer buys.
 */

const sold = (order: string, at: string, article = "mug") =>
  `  - { at: "${at}", kind: SOLD, order: ${order}, lines: [{ id: 1, article: ${article}, gross: "30.00" }] }\n`;
const back = (at: string, quantity: string, more = "") =>
  `  - { at: "${at}", kind: RETURNED, document: R, return: { id: R, lines: [{ article: mug, quantity: ${quantity} }] }${more} }\n`;
const BOUGHT = sold("A", "2026-03-01T10:00:00Z");

function lifeOf(events: string): Life {
  return new Life(exampleIn(`name: life\nrules: {}\nevents:\n${events}\nexpect: {}\n`));
}

/** In whole pieces: article, how many came back, how many of them are of a known purchase. */
const kept = (events: string) =>
  [...lifeOf(events).effects.unlinkedReturns.values()].map(({ article, quantity, matched }) => [
    article,
    Number(quantity) / 1e6,
    Number(matched) / 1e6,
  ]);

describe("a return without an order is kept", () => {
  test("with what of it is of a known purchase and what waits for one", () => {
    expect(kept(BOUGHT + back("2026-03-03T10:00:00Z", "1"))).toEqual([["mug", 1, 1]]);
    expect(kept(BOUGHT + back("2026-03-03T10:00:00Z", "3"))).toEqual([["mug", 3, 1]]);
    const known = sold("B", "2026-03-02T10:00:00Z");
    expect(kept(BOUGHT + back("2026-03-03T10:00:00Z", "3") + known)).toEqual([["mug", 3, 2]]);
    expect(kept(BOUGHT)).toEqual([]);
  });

  test("as it was said last", () => {
    const twice = back("2026-03-03T10:00:00Z", "3") + back("2026-03-04T10:00:00Z", "1");
    expect(kept(BOUGHT + twice)).toEqual([["mug", 1, 1]]);
  });

  test("no longer once it turned out to be of an order", () => {
    const joined = back("2026-03-04T10:00:00Z", "1", ", also: A");
    expect(kept(BOUGHT + back("2026-03-03T10:00:00Z", "1") + joined)).toEqual([["mug", 0, 0]]);
  });

  test("with the leaf that brought it back, and when", () => {
    const [row] = lifeOf(
      BOUGHT + back("2026-03-03T10:00:00Z", "1"),
    ).effects.unlinkedReturns.values();
    expect(row).toMatchObject({ leaf_id: 1n, occurred_at: "2026-03-03T10:00:00.000000Z" });
  });
});

describe("which returns a purchase may concern", () => {
  const brought = () => lifeOf(BOUGHT + back("2026-03-03T10:00:00Z", "1"));

  test("those of its articles and its customer, no others", () => {
    const life = brought();
    expect(touchesUnlinked(life.workset, 1n, new Set(["tea", "mug"]))).toBe(true);
    expect(touchesUnlinked(life.workset, 1n, new Set(["tea"]))).toBe(false);
    expect(touchesUnlinked(life.workset, 2n, new Set(["mug"]))).toBe(false);
  });

  test("and of a document that turns out to be of it, whatever that brought back", () => {
    const unlinked = brought().workset.unlinked.get(1n) ?? [];
    const [document] = unlinked.map((row) => row.return_order_id);
    const none = { named: new Set<string>(), own: new Set<string>(), absorbed: new Set<bigint>() };
    expect([...articlesToMatch({ ...none, unlinked })]).toEqual([]);
    expect([...articlesToMatch({ ...none, named: new Set(["mug", "tea"]), unlinked })]).toEqual([
      "mug",
    ]);
    expect([
      ...articlesToMatch({ ...none, absorbed: new Set([document ?? 0n]), unlinked }),
    ]).toEqual(["mug"]);
    expect([...articlesToMatch({ ...none, own: new Set(["pot"]), unlinked })]).toEqual(["pot"]);
  });

  test("none are matched by a batch that has not loaded them: it is planned again", () => {
    const life = brought();
    const [order, before] = [life.orderOf("A"), life.workset.unlinked.get(1n)];
    if (order === undefined || before === undefined) {
      throw new Error("both are there");
    }
    const match = (articles: readonly string[]) => {
      const searched = new Map([[1n, new Set(articles)]]);
      const workset = { ...life.workset, searched, unlinked: new Map([[1n, before]]) };
      const named = {
        order,
        isReturnDocument: false,
        absorbed: [],
        namedBefore: new Set<string>(),
      };
      settleMatched({ ...life.context, workset }, named, () => {});
      return workset.unlinked.get(1n);
    };
    expect(() => match([])).toThrow(StaleError);
    expect(() => match(["tea"])).toThrow(StaleError);
    expect(match(["mug"])).toEqual(before);
  });

  test("a document that brings nothing back lacks no purchase; one of what was never bought does", () => {
    const life = brought();
    const facts = (document: string) => life.orderOf(document)?.facts;
    const [own, sale] = [facts("R"), facts("A")];
    if (own === undefined || sale === undefined) {
      throw new Error("both are there");
    }
    expect(lacksSale(life.context, 1n, 999n, own)).toBe(false);
    expect(lacksSale(life.context, 1n, 999n, sale)).toBe(false);
    expect(lacksSale(life.context, 2n, 999n, own)).toBe(true);
    // A document is no purchase of what it brings back.
    expect(lacksSale(life.context, 1n, life.orderOf("A")?.id ?? 0n, own)).toBe(true);
  });
});
