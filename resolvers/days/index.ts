import type { Resolvers } from "../__generated__/types.ts";
import { Bridge, BridgeCause, BridgeFinding, BridgeStep } from "./Bridge.ts";
import { DeclaredDay } from "./DeclaredDay.ts";
import { declareDay } from "./Mutation/declareDay.ts";
import { bridge } from "./Query/bridge.ts";
import { declaredDays } from "./Query/declaredDays.ts";
import { till } from "./Query/till.ts";
import { undeclaredDays } from "./Query/undeclaredDays.ts";
import { ReceiptControl } from "./ReceiptControl.ts";
import { TillContext } from "./TillContext.ts";
import { UndeclaredDay } from "./UndeclaredDay.ts";

export const days: Resolvers = {
  Query: { bridge, declaredDays, till, undeclaredDays },
  Mutation: { declareDay },
  Bridge,
  BridgeCause,
  BridgeFinding,
  BridgeStep,
  DeclaredDay,
  ReceiptControl,
  TillContext,
  UndeclaredDay,
};
