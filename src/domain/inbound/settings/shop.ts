import { z } from "zod";
import { CODE_BYTES_MAX } from "../../purchase/limits.ts";
import { codeOf } from "../../setup/fields.ts";

/** Which moment of a shop's order counts as handing its goods over. */
export const FULFILLED_ON = ["fulfilled", "paid", "created"] as const;

/** What can be said of every shop system. */
export const shopSettings = {
  fulfilledOn: z
    .enum(FULFILLED_ON)
    .default("fulfilled")
    .describe("What counts as handed over: goods that were sent, or the paid or placed order."),
  channel: codeOf(CODE_BYTES_MAX)
    .optional()
    .describe("The channel of its orders. Default: the source's."),
};
