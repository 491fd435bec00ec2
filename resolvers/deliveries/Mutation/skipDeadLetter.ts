import type { MutationResolvers } from "../../__generated__/types.ts";

export const skipDeadLetter: NonNullable<MutationResolvers["skipDeadLetter"]> = async (
  _root,
  { input },
  { viewer, commands },
) =>
  await commands.operateDestination({
    ...{ viewer, destination: input.destination, idempotencyKey: input.idempotencyKey },
    act: { act: "SKIP", message: input.message },
  });
