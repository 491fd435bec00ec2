import { expect, test } from "vitest";
import { exampleIn } from "./examples.ts";
import { figuresOf } from "./figures.ts";

/**
 * A golden life: what happens to one customer, and the figures that must come of it, in the form of
 * the examples of docs/programme.md (0.4) and under their rules. Every figure was worked out by
 * hand from that page; the arithmetic stands beside it. Where a life fails, the code is wrong, or
 * the page has changed on purpose.
 */
export function golden(name: string, body: string): void {
  test(name, () => {
    const example = exampleIn(`name: life${body}`);
    expect(figuresOf(example)).toMatchObject(example.expected as object);
  });
}
