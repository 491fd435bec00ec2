import { z } from "zod";
import { SOURCE_BYTES_MAX } from "../../purchase/limits.ts";
import { codeOf } from "../../setup/fields.ts";

const NUMBERS_OF_MAX = 20;

/** What can be said of every connector. */
export const commonSettings = {
  numbersOf: z
    .array(codeOf(SOURCE_BYTES_MAX))
    .max(NUMBERS_OF_MAX, `at most ${NUMBERS_OF_MAX} sources`)
    .default([])
    .describe("Other sources by whose numbers it may name an order."),
};
