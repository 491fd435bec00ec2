import type { ProgrammeResolvers } from "./__generated__/types.ts";
import { nameIn } from "./sentences/locale.ts";

export const Programme: ProgrammeResolvers = {
  name: (programme, { locale }) => nameIn(programme.name, locale, programme.code),
  currencyCode: ({ currency }) => currency,
};
