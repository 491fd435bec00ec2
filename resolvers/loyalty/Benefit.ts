import { nameIn } from "../../src/sentences/locale.ts";
import type { BenefitResolvers } from "../__generated__/types.ts";

export const Benefit: BenefitResolvers = {
  name: (benefit, { locale }) => nameIn(benefit.name, locale, benefit.code),
  // Benefits are not counted yet, so none is limited.
  remaining: () => null,
};
