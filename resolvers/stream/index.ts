import type { Resolvers } from "../__generated__/types.ts";
import { PresenceChange } from "./PresenceChange.ts";
import { CustomerChange, StreamChange, streamFields } from "./StreamChange.ts";
import { customerChanged } from "./Subscription/customerChanged.ts";
import { customerOpen } from "./Subscription/customerOpen.ts";

export const stream: Resolvers = {
  Subscription: { customerChanged, customerOpen },
  CustomerChange,
  PresenceChange,
  ProfileChange: streamFields,
  StreamChange,
};
