import { explainRefusal } from "../../src/sentences/refusal.ts";
import type { RefusalResolvers } from "../__generated__/types.ts";

export const Refusal: RefusalResolvers = {
  message: (refusal, { locale }) => explainRefusal(refusal, locale),
};
