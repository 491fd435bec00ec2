import type {
  MappingTrialResolvers,
  TriedEventResolvers,
  TriedFaultResolvers,
  TriedRecordResolvers,
} from "../__generated__/types.ts";

export const MappingTrial: MappingTrialResolvers = {
  faults: ({ trial }) => (trial.kind === "FAULTY" ? trial.faults.map(faultOf) : []),
  name: ({ trial }) => (trial.kind === "FAULTY" ? null : trial.name),
  records: ({ trial }) => (trial.kind === "FAULTY" ? [] : trial.records),
  counts: ({ trial }) => (trial.kind === "FAULTY" ? null : trial.counts),
};

export const TriedRecord: TriedRecordResolvers = { made: ({ events }) => events };

export const TriedEvent: TriedEventResolvers = { history: ({ isHistory }) => isHistory };

export const TriedFault: TriedFaultResolvers = {
  line: ({ place }) => (place === null ? null : placeOf(place).line),
  column: ({ place }) => (place === null ? null : placeOf(place).column),
};

/** `line:column: message`, as files of set-up are told of. */
function faultOf(text: string) {
  const message = text.replace(/^\d+:\d+: /, "");
  return { ...placeOf(text), message };
}

function placeOf(text: string) {
  const [line = "1", column = "1"] = text.split(":", 2);
  return { line: Number(line), column: Number(column) };
}
