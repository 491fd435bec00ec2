import type { Resolvers } from "../__generated__/types.ts";
import { CustomerProblem } from "./CustomerProblem.ts";
import { LookupHit } from "./LookupHit.ts";
import { Node } from "./Node.ts";
import { lookup } from "./Query/lookup.ts";
import { node } from "./Query/node.ts";
import { viewer } from "./Query/viewer.ts";
import { TimelineItem } from "./TimelineItem.ts";
import { Viewer } from "./Viewer.ts";

export const overview: Resolvers = {
  Query: { lookup, node, viewer },
  CustomerProblem,
  LookupHit,
  Node,
  TimelineItem,
  Viewer,
};
