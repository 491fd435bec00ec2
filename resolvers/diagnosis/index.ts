import type { Resolvers } from "../__generated__/types.ts";
import { DiagnosedOrder, Diagnosis } from "./Diagnosis.ts";
import { diagnoseCustomer } from "./Query/diagnoseCustomer.ts";

export const diagnosis: Resolvers = {
  Query: { diagnoseCustomer },
  DiagnosedOrder,
  Diagnosis,
};
