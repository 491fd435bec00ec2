import { z } from "zod";
import { commonSettings } from "./common.ts";
import { fetchSettings } from "./fetch.ts";
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
    backfill: fetchSettings({ by: "header", header: "x-shopify-access-token" })
      .optional()
      .describe("The shop's own address, where `intake fetch` asks for orders that were missed."),
    apiVersion: z
      .string()
      .regex(/^\d{4}-\d{2}$/, "must be written as 2026-10")
      .default("2026-10")
      .describe("Of the interface by which they are asked for."),
    ...commonSettings,
  })
  .describe("Webhooks of a Shopify shop: orders, refunds, fulfilments and customers.");
