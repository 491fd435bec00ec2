import type { Case } from "./case.ts";
import { consoleCase } from "./cases/console.ts";
import { deliveriesCase } from "./cases/deliveries.ts";
import { hotCase } from "./cases/hot.ts";
import { identityCase } from "./cases/identity.ts";
import { mappingCase } from "./cases/mapping.ts";
import { programmeCase } from "./cases/programme.ts";
import { pushCase } from "./cases/push.ts";
import { readCase } from "./cases/read.ts";
import { recordsCase } from "./cases/records.ts";
import { redeemCase } from "./cases/redeem.ts";
import { singleCase } from "./cases/single.ts";
import { streamCase } from "./cases/stream.ts";
import { webhooksCase } from "./cases/webhooks.ts";
import { writeCase } from "./cases/write.ts";

/** All that can be measured, in the order in which it is measured and reported. */
export const CASES: readonly Case[] = [
  writeCase,
  singleCase,
  hotCase,
  redeemCase,
  pushCase,
  readCase,
  programmeCase,
  identityCase,
  recordsCase,
  webhooksCase,
  mappingCase,
  streamCase,
  deliveriesCase,
  consoleCase,
];
