import { z } from "zod";
import { commonSettings } from "./common.ts";
import { shopSettings } from "./shop.ts";

/** Webhooks of a WooCommerce shop. */
export const woocommerce = z
  .strictObject({ connector: z.literal("woocommerce"), ...shopSettings, ...commonSettings })
  .describe("Webhooks of a WooCommerce shop: orders with their refunds, and customers.");
