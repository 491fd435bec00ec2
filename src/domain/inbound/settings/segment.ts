import { z } from "zod";
import { isKindName } from "../../identity/normaliseIdentifier.ts";
import { currencyExponent } from "../../money/currency.ts";
import { codeOf } from "../../setup/fields.ts";
import { commonSettings } from "./common.ts";

const EVENT_NAME_BYTES_MAX = 128;
const EVENT_NAMES_MAX = 20;

/** What a library of Segment or RudderStack sends, by the names of the e-commerce spec v2. */
export const segment = z
  .strictObject({
    connector: z.literal("segment"),
    ...commonSettings,
    fulfilledOn: z
      .enum(["order_fulfilled", "completed"])
      .default("order_fulfilled")
      .describe(
        "What hands the goods over: an event of `fulfilmentEvents`, or `Order Completed` itself (downloads, tickets). Points come then.",
      ),
    fulfilmentEvents: z
      .array(codeOf(EVENT_NAME_BYTES_MAX))
      .max(EVENT_NAMES_MAX, `at most ${EVENT_NAMES_MAX} names`)
      .default(["Order Fulfilled", "Order Shipped"])
      .describe("Names of events that say that an order's goods were handed over or sent."),
    userId: z
      .string()
      .refine(isKindName, "must be a kind of identifier, such as shop")
      .default("shop")
      .describe("Kind of identifier that `userId` is."),
    currency: z
      .string()
      .refine((code) => currencyExponent(code) !== null, "is no currency we know")
      .optional()
      .describe("ISO 4217, of orders that name none. Without it these are not read."),
    pricesIncludeTax: z
      .boolean()
      .default(false)
      .describe("Whether prices include tax, where an order's total does not say so itself."),
  })
  .describe("Events of Segment's and RudderStack's libraries, at /v1/batch and its siblings.");
