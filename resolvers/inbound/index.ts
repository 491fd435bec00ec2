import type { Resolvers } from "../__generated__/types.ts";
import { InboundMessage } from "./InboundMessage.ts";
import { IntakeReport } from "./IntakeReport.ts";
import { Mapping, MappingVersion } from "./Mapping.ts";
import { MappingTrial, TriedEvent, TriedFault, TriedRecord } from "./MappingTrial.ts";
import { saveMapping, tryMapping } from "./Mutation/mappings.ts";
import { intakeReport } from "./Query/intakeReport.ts";
import { mapping, mappings } from "./Query/mappings.ts";

export const inbound: Resolvers = {
  Query: { intakeReport, mapping, mappings },
  Mutation: { saveMapping, tryMapping },
  InboundMessage,
  IntakeReport,
  Mapping,
  MappingTrial,
  MappingVersion,
  TriedEvent,
  TriedFault,
  TriedRecord,
};
