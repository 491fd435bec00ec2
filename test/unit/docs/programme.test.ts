import { expect, test } from "vitest";
import { examplesOf, programmePage, type Text } from "../../support/docs/examples.ts";
import { figuresOf } from "../../support/docs/figures.ts";

const examples = examplesOf(programmePage());
const built = examples.filter(({ isLater }) => !isLater);
const later = examples.filter(({ isLater }) => isLater);

test("the retail rules have examples, each with a name of its own", () => {
  expect(examples.length).toBeGreaterThan(45);
  expect(new Set(examples.map(({ name }) => name)).size).toBe(examples.length);
});

test.each(built)("$name", (example) => {
  const figures = figuresOf(example);
  expect(figures).toMatchObject(example.expected as object);
  // None of what it says is said in vain.
  const wrong = [...changedOnce(example.expected)];
  expect(wrong.length).toBeGreaterThan(0);
  for (const one of wrong) {
    expect(() => expect(figures).toMatchObject(one as object)).toThrow();
  }
});

test.each(later)("decided, not built yet: $name", (example) => {
  const figures = figuresOf(example);
  const check = () => expect(figures).toMatchObject(example.expected as object);
  expect(check, "this is built now: take the word `later` off the example").toThrow();
});

/** The same with one scalar changed, once for each scalar. */
function* changedOnce(text: Text): Iterable<Text> {
  if (typeof text === "string") {
    yield `${text}0`;
  } else if (isList(text)) {
    for (const [at, item] of text.entries()) {
      for (const changed of changedOnce(item)) {
        yield text.with(at, changed);
      }
    }
  } else {
    for (const [name, item] of Object.entries(text)) {
      for (const changed of changedOnce(item)) {
        yield { ...text, [name]: changed };
      }
    }
  }
}

function isList(text: Exclude<Text, string>): text is readonly Text[] {
  return Array.isArray(text);
}
