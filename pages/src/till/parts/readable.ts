import type { Formats } from "../../console/words/formats.ts";
import type { Problem } from "./refusals.ts";

/** As the graph writes money in a refusal, such as `20.00 GBP`; the currency may be the sale's. */
const AMOUNT = /^(\d+(?:\.\d+)?)(?: ([A-Z]{3}))?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T/;

/** What a refusal names, as people write it: an amount, a moment, or codes as they are. */
export function readable(text: string | null, formats: Formats, currency: string): string | null {
  if (text === null) {
    return null;
  }
  if (INSTANT.test(text)) {
    return formats.moment(text);
  }
  const [, amount, code = currency] = AMOUNT.exec(text) ?? [];
  return amount === undefined ? text : formats.money({ amount, currencyCode: code });
}

/** A problem with all that it names made readable. */
export function readableProblem(problem: Problem, formats: Formats, currency: string): Problem {
  const { needed, seen } = problem;
  return {
    ...problem,
    needed: readable(needed, formats, currency),
    seen: readable(seen, formats, currency),
  };
}
