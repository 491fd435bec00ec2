import { encodePartId } from "../../src/platform/globalId.ts";
import { nameIn } from "../../src/sentences/locale.ts";
import type { ProgrammeResolvers } from "../__generated__/types.ts";

export const Programme: ProgrammeResolvers = {
  id: ({ code }) => encodePartId("Programme", code),
  name: (programme, { locale }) => nameIn(programme.name, locale, programme.code),
  currencyCode: ({ currency }) => currency,
  tiers: (_programme, _args, { loaders }) => [...loaders.programme.tiers()],
};
