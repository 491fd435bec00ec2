import type { ReceiptControlResolvers } from "../__generated__/types.ts";

export const ReceiptControl: ReceiptControlResolvers = {
  received: ({ received }) => received.length,
  repeated: (control, _args, { loaders }) => loaders.days.repeated(control),
};
