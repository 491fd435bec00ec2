import type { SettingsOf } from "../../../domain/inbound/receives.ts";

export type ShopifySettings = SettingsOf<"shopify">;
