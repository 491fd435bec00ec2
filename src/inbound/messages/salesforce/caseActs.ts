import type { SettingsOf } from "../../../domain/inbound/receives.ts";
import { type Fields, filled, firstWord, instantOfEpoch, own } from "../foreign.ts";

type Settings = SettingsOf<"salesforce">;

/** Bytes of a subject that an interaction holds. */
const SUBJECT_BYTES_MAX = 500;

/** A case, and what is told of it. */
export interface CaseTold {
  readonly id: string;
  /** All of the case. */
  readonly fields: Fields;
  readonly header: Fields;
  readonly isCreation: boolean;
}

/** Whether a case is resolved, by what is said of it. */
export function isClosing(fields: Fields, { closedStatuses }: Settings): boolean {
  const status = firstWord(fields, "Status");
  return own(fields, "IsClosed") === true || (status !== null && closedStatuses.includes(status));
}

/** InteractionInput each: opened or complained when it was made, resolved when it is. */
export function caseActsOf(settings: Settings, told: CaseTold): readonly Fields[] {
  const { id, fields, header, isCreation } = told;
  const contact = firstWord(fields, "ContactId");
  const email = firstWord(fields, "SuppliedEmail", "ContactEmail");
  const common = filled({
    occurredAt: instantOfEpoch(own(header, "commitTimestamp"), "milliseconds"),
    channel: firstWord(fields, "Origin")?.toLowerCase() ?? "crm",
    caseNumber: firstWord(fields, "CaseNumber") ?? id,
    subject: subjectOf(fields),
    customer: [
      ...(contact === null ? [] : [{ kind: settings.contactId, value: contact }]),
      ...(email === null ? [] : [{ kind: "email", value: email }]),
    ],
  });
  const acts: Fields[] = [];
  if (isCreation) {
    const isComplaint = settings.complaintTypes.includes(firstWord(fields, "Type") ?? "");
    const kind = isComplaint ? "COMPLAINT" : "CASE_OPENED";
    acts.push({ ...common, kind, externalId: `${id}/opened` });
  }
  if (isClosing(fields, settings)) {
    const commit = firstWord(header, "commitNumber", "transactionKey") ?? "";
    acts.push({ ...common, kind: "CASE_RESOLVED", externalId: `${id}/resolved/${commit}` });
  }
  return acts;
}

function subjectOf(fields: Fields): string | null {
  const line = firstWord(fields, "Subject")?.replaceAll(/\s+/g, " ") ?? null;
  return line !== null && Buffer.byteLength(line) > SUBJECT_BYTES_MAX ? null : line;
}
