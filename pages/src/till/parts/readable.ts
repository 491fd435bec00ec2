import type { Formats } from "../../console/words/formats.ts";
import type { Problem } from "./refusals.ts";

/** As the graph writes money in a refusal, such as `20.00 GBP`. */
const MONEY = /^(\d+(?:\.\d+)?) ([A-Z]{3})$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

/** What a refusal names, as people write it: an amount, a moment, or codes as they are. */
export function readable(text: string | null, formats: Formats): string | null {
  if (text === null) {
    return null;
  }
  if (INSTANT.test(text)) {
    return formats.moment(text);
  }
  const [, amount = "", currencyCode] = MONEY.exec(text) ?? [];
  return currencyCode === undefined ? text : formats.money({ amount, currencyCode });
}

/** A problem with all that it names made readable. */
export function readableProblem(problem: Problem, formats: Formats): Problem {
  const { needed, seen } = problem;
  return { ...problem, needed: readable(needed, formats), seen: readable(seen, formats) };
}
