import { parseActor } from "../../src/domain/access/actor.ts";
import { instantFromPg } from "../../src/domain/time/parseInstant.ts";
import { moneyOf } from "../../src/platform/money.ts";
import type { DeclaredDayResolvers } from "../__generated__/types.ts";

export const DeclaredDay: DeclaredDayResolvers = {
  store: async ({ store }, _args, { loaders }) =>
    store === "" ? null : await loaders.programme.store(store),
  till: ({ till }) => (till === "" ? null : till),
  source: ({ source }) => (source === "" ? null : source),
  total: ({ totalMinor, currency }) => moneyOf(totalMinor, currency),
  by: ({ actor }) => parseActor(actor),
  at: ({ recordedAt }) => instantFromPg(recordedAt),
  replaced: ({ replacedBy }) => replacedBy !== null,
  since: ({ since }) => instantFromPg(since),
  comparedAt: ({ comparedAt }) => instantFromPg(comparedAt),
  receivedTotal: ({ receivedMinor, currency }) => moneyOf(receivedMinor, currency),
  heldTotal: ({ heldMinor, currency }) => moneyOf(heldMinor, currency),
};
