import type { Resolvers } from "../__generated__/types.ts";
import { InboundMessage } from "./InboundMessage.ts";
import { IntakeReport } from "./IntakeReport.ts";
import { intakeReport } from "./Query/intakeReport.ts";

export const inbound: Resolvers = {
  Query: { intakeReport },
  InboundMessage,
  IntakeReport,
};
