import { eventTypeOf } from "../../src/domain/delivery/events.ts";
import { instantFromPg } from "../../src/domain/time/parseInstant.ts";
import type { DeadLetterResolvers } from "../__generated__/types.ts";

export const DeadLetter: DeadLetterResolvers = {
  id: ({ code, outboxId }) => `${code}-${outboxId}`,
  event: ({ kind }) => (kind === null ? null : eventTypeOf(kind)),
  attempts: ({ tries }) => tries,
  blocksCustomer: () => true,
  waiting: ({ blocks }) => blocks,
  customer: ({ rootId }, _args, { viewer, loaders }) =>
    viewer.scopes.has("customer:read") ? loaders.customers.ofChange(rootId) : null,
  firstTriedAt: ({ firstTriedAt }) => (firstTriedAt === null ? null : instantFromPg(firstTriedAt)),
  endedAt: ({ endedAt }) => instantFromPg(endedAt),
};
