import { requireScope } from "../../../src/access/authorise.ts";
import { decodeGlobalId } from "../../../src/platform/globalId.ts";
import type { MutationResolvers } from "../../__generated__/types.ts";
import { customerOfAnswer } from "../answer.ts";

export const resolveMatchCandidate: NonNullable<
  MutationResolvers["resolveMatchCandidate"]
> = async (_root, { input }, { viewer, commands, loaders }) => {
  requireScope(viewer, "customer:merge");
  const { candidate, decision, survivor, reason, overrule, idempotencyKey } = input;
  const decoded = decodeGlobalId(candidate);
  const answer = await commands.resolveMatchCandidate({
    ...{ viewer, decision, reason, idempotencyKey },
    candidate: decoded?.type === "MatchCandidate" ? decoded.key : null,
    survivor: survivor == null ? null : { leafId: await loaders.customers.leafOfId(survivor) },
    said: { candidate, survivor: survivor ?? null },
    overrule: overrule ?? false,
  });
  return await customerOfAnswer(loaders, answer);
};
