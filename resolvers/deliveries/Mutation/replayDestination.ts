import type { MutationResolvers } from "../../__generated__/types.ts";
import { instantOf } from "../../inputs.ts";

export const replayDestination: NonNullable<MutationResolvers["replayDestination"]> = async (
  _root,
  { input },
  { viewer, commands },
) =>
  await commands.operateDestination({
    ...{ viewer, destination: input.destination, idempotencyKey: input.idempotencyKey },
    act: { act: "REPLAY", from: instantOf(input.from), to: instantOf(input.to) },
  });
