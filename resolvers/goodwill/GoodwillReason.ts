import { nameIn } from "../../src/sentences/locale.ts";
import type { GoodwillReasonResolvers } from "../__generated__/types.ts";

export const GoodwillReason: GoodwillReasonResolvers = {
  name: ({ names, code }, { locale }) => nameIn(names, locale, code),
};
