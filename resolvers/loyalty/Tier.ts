import { encodePartId } from "../../src/platform/globalId.ts";
import { nameIn } from "../../src/sentences/locale.ts";
import type { TierResolvers } from "../__generated__/types.ts";

export const Tier: TierResolvers = {
  id: ({ code }) => encodePartId("Tier", code),
  name: (tier, { locale }) => nameIn(tier.name, locale, tier.code),
};
