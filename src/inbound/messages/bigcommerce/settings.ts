import type { SettingsOf } from "../../../domain/inbound/receives.ts";

export type BigCommerceSettings = SettingsOf<"bigcommerce">;
