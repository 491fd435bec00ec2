import type { Resolvers } from "../__generated__/types.ts";
import { ingestPurchases } from "./Mutation/ingestPurchases.ts";
import { PurchaseResult } from "./PurchaseResult.ts";

export const purchases: Resolvers = { Mutation: { ingestPurchases }, PurchaseResult };
