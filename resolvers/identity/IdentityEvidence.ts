import { SAID_SENTENCE, tellEvidence } from "../../src/sentences/identity.ts";
import type { IdentityEvidenceResolvers } from "../__generated__/types.ts";

export const IdentityEvidence: IdentityEvidenceResolvers = {
  evidence: ({ kind, evidence }) => (kind === "SAID" ? [SAID_SENTENCE] : tellEvidence(evidence)),
};
