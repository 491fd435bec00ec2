import type { Resolvers } from "../__generated__/types.ts";
import { CustomerChange, StreamChange, streamFields } from "./StreamChange.ts";
import { customerChanged } from "./Subscription/customerChanged.ts";

export const stream: Resolvers = {
  Subscription: { customerChanged },
  CustomerChange,
  ProfileChange: streamFields,
  StreamChange,
};
