import { z } from "zod";
import { commonSettings } from "./common.ts";
import { shopSettings } from "./shop.ts";

const DOMAIN_LENGTH_MAX = 253;

/** Webhooks of a Shopify shop. */
export const shopify = z
  .strictObject({
    connector: z.literal("shopify"),
    ...shopSettings,
    shopDomain: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.-]*$/, "a host name in lower case")
      .max(DOMAIN_LENGTH_MAX)
      .optional()
      .describe("The only shop that is taken from, such as `example.myshopify.com`."),
    ...commonSettings,
  })
  .describe("Webhooks of a Shopify shop: orders, refunds, fulfilments and customers.");
