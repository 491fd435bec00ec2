import type { SettingsOf } from "../../../domain/inbound/receives.ts";

export type AdobeSettings = SettingsOf<"adobe_commerce">;
