import type { BenefitResolvers } from "./__generated__/types.ts";
import { nameIn } from "./sentences/locale.ts";

export const Benefit: BenefitResolvers = {
  name: (benefit, { locale }) => nameIn(benefit.name, locale, benefit.code),
  // Benefits are not counted yet, so none is limited.
  remaining: () => null,
};
