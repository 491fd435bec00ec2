import type { Resolvers } from "../__generated__/types.ts";
import { DeclaredDay } from "./DeclaredDay.ts";
import { declareDay } from "./Mutation/declareDay.ts";
import { declaredDays } from "./Query/declaredDays.ts";
import { till } from "./Query/till.ts";
import { undeclaredDays } from "./Query/undeclaredDays.ts";
import { ReceiptControl } from "./ReceiptControl.ts";
import { TillContext } from "./TillContext.ts";
import { UndeclaredDay } from "./UndeclaredDay.ts";

export const days: Resolvers = {
  Query: { declaredDays, till, undeclaredDays },
  Mutation: { declareDay },
  DeclaredDay,
  ReceiptControl,
  TillContext,
  UndeclaredDay,
};
