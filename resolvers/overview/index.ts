import type { Resolvers } from "../__generated__/types.ts";
import { CustomerProblem } from "./CustomerProblem.ts";
import { LookupHit } from "./LookupHit.ts";
import { Node } from "./Node.ts";
import { lookup } from "./Query/lookup.ts";
import { node } from "./Query/node.ts";
import { TimelineItem } from "./TimelineItem.ts";

export const overview: Resolvers = {
  Query: { lookup, node },
  CustomerProblem,
  LookupHit,
  Node,
  TimelineItem,
};
