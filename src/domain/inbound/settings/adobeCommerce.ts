import { z } from "zod";
import { commonSettings } from "./common.ts";
import { shopSettings } from "./shop.ts";

const HEADER_LENGTH_MAX = 64;

/** Webhooks of Adobe Commerce (Magento). */
export const adobeCommerce = z
  .strictObject({
    connector: z.literal("adobe_commerce"),
    ...shopSettings,
    secretHeader: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]*$/, "a header's name in lower case")
      .max(HEADER_LENGTH_MAX)
      .default("x-webhook-secret")
      .describe("The header that has the secret, where messages are not signed."),
    ...commonSettings,
  })
  .describe("Webhooks of Adobe Commerce: orders, invoices, shipments, credit memos, customers.");
