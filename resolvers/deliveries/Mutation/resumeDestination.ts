import type { MutationResolvers } from "../../__generated__/types.ts";

export const resumeDestination: NonNullable<MutationResolvers["resumeDestination"]> = async (
  _root,
  { input },
  { viewer, commands },
) =>
  await commands.operateDestination({
    ...{ viewer, destination: input.destination, idempotencyKey: input.idempotencyKey },
    act: { act: "RESUME" },
  });
