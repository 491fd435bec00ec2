import { z } from "zod";
import { commonSettings } from "./common.ts";
import { fetchSettings } from "./fetch.ts";
import { proof } from "./proof.ts";
import { shopSettings } from "./shop.ts";

const STATUS_MAX = 999;
const STATUSES_MAX = 50;
/** Shipped, and Completed. */
const FULFILLED_STATUSES = [2, 10];

/** Webhooks of a BigCommerce store, which name orders and customers that are fetched. */
export const bigcommerce = z
  .strictObject({
    connector: z.literal("bigcommerce"),
    ...shopSettings,
    fulfilledStatuses: z
      .array(z.int().min(0).max(STATUS_MAX))
      .max(STATUSES_MAX, `at most ${STATUSES_MAX} of them`)
      .default(FULFILLED_STATUSES)
      .describe("Ids of the statuses of an order by which all of its goods were sent."),
    proof: proof
      .unwrap()
      .default({ by: "header", header: "x-webhook-secret" })
      .describe("How the store proves who it is: by a header that its webhook was given."),
    fetch: fetchSettings({ by: "header", header: "x-auth-token" }),
    ...commonSettings,
  })
  .describe("Webhooks of a BigCommerce store: orders, their refunds and customers, fetched.");
