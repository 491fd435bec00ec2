import { z } from "zod";
import { commonSettings } from "./common.ts";
import { fetchSettings } from "./fetch.ts";
import { shopSettings } from "./shop.ts";

/** Webhooks of a WooCommerce shop. */
export const woocommerce = z
  .strictObject({
    connector: z.literal("woocommerce"),
    ...shopSettings,
    backfill: fetchSettings({ by: "basic" })
      .optional()
      .describe("The shop's own address, where `intake fetch` asks for orders that were missed."),
    ...commonSettings,
  })
  .describe("Webhooks of a WooCommerce shop: orders with their refunds, and customers.");
