import { instantFromPg } from "../../src/domain/time/parseInstant.ts";
import { encodePartId } from "../../src/platform/globalId.ts";
import { explainEntry } from "../../src/sentences/entry.ts";
import type { EntryResolvers, StatementResolvers } from "../__generated__/types.ts";

export const Statement: StatementResolvers = {
  entries: (statement, args, { loaders }) => loaders.statements.entries(statement, args),
};

export const Entry: EntryResolvers = {
  id: ({ row }) => encodePartId("Entry", row.id),
  kind: ({ row }) => row.kind,
  points: ({ row }) => row.points,
  bookedAt: ({ row }) => instantFromPg(row.recordedAt),
  effectiveAt: ({ row }) => instantFromPg(row.effectiveAt),
  qualifying: ({ row }) => row.qualifyingMinor !== 0n,
  rule: ({ row }) => row.rule,
  rulesetVersion: ({ row }) => row.rulesetVersion,
  by: (entry, _args, { loaders }) => loaders.statements.byOf(entry),
  reason: (entry, _args, { loaders }) => loaders.statements.reasonOf(entry),
  order: (entry, _args, { loaders }) => loaders.statements.orderOf(entry),
  event: (entry, _args, { loaders }) => loaders.statements.eventOf(entry),
  store: (entry, _args, { loaders }) => loaders.statements.storeOf(entry),
  sentence: ({ row }, { locale }) => explainEntry({ ...row, order: null }, locale),
};
