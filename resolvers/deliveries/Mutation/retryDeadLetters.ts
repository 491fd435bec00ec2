import type { MutationResolvers } from "../../__generated__/types.ts";

export const retryDeadLetters: NonNullable<MutationResolvers["retryDeadLetters"]> = async (
  _root,
  { input },
  { viewer, commands },
) =>
  await commands.operateDestination({
    ...{ viewer, destination: input.destination, idempotencyKey: input.idempotencyKey },
    act: input.message == null ? { act: "RETRY_ALL" } : { act: "RETRY", message: input.message },
  });
