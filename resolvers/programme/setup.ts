import { requireScope } from "../../src/access/authorise.ts";
import { parseActor } from "../../src/domain/access/actor.ts";
import { instantFromPg } from "../../src/domain/time/parseInstant.ts";
import type {
  MutationResolvers,
  PlannedSetupChangeResolvers,
  QueryResolvers,
  SetupChangeResolvers,
  SetupResolvers,
} from "../__generated__/types.ts";

export const setup: NonNullable<QueryResolvers["setup"]> = async (
  _root,
  _args,
  { viewer, loaders },
) => {
  requireScope(viewer, "setup:write");
  return await loaders.setup.current();
};

export const applySetup: NonNullable<MutationResolvers["applySetup"]> = async (
  _root,
  { input },
  { viewer, commands, loaders },
) => {
  requireScope(viewer, "setup:write");
  const { isApplied, changes, userErrors } = await commands.applySetup({
    ...{ viewer, document: input.document, dryRun: input.dryRun ?? false },
    expectedVersion: input.expectedVersion ?? null,
  });
  return { setup: isApplied ? await loaders.setup.current() : null, changes, userErrors };
};

const json = (value: object | null) => (value === null ? null : JSON.stringify(value));

export const Setup: SetupResolvers = {
  document: ({ document }) => JSON.stringify(document),
  changes: (_setup, args, { loaders }) => loaders.setup.changes(args),
};

export const PlannedSetupChange: PlannedSetupChangeResolvers = {
  before: ({ before }) => json(before),
  after: ({ after }) => json(after),
};

export const SetupChange: SetupChangeResolvers = {
  at: ({ at }) => instantFromPg(at),
  actor: ({ actor }) => parseActor(actor),
  before: ({ before }) => json(before),
  after: ({ after }) => json(after),
};
