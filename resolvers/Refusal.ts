import type { RefusalResolvers } from "./__generated__/types.ts";
import { explainRefusal } from "./sentences/refusal.ts";

export const Refusal: RefusalResolvers = {
  message: (refusal, { locale }) => explainRefusal(refusal, locale),
};
