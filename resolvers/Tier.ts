import type { TierResolvers } from "./__generated__/types.ts";
import { nameIn } from "./sentences/locale.ts";

export const Tier: TierResolvers = {
  name: (tier, { locale }) => nameIn(tier.name, locale, tier.code),
};
