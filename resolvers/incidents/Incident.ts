import { instantFromPg } from "../../src/domain/time/parseInstant.ts";
import { encodeGlobalId } from "../../src/platform/globalId.ts";
import { moneyOf } from "../../src/platform/money.ts";
import type { IncidentResolvers } from "../__generated__/types.ts";

const momentOf = (text: string | null) => (text === null ? null : instantFromPg(text));

export const Incident: IncidentResolvers = {
  id: ({ publicId }) => encodeGlobalId("Incident", publicId),
  startedAt: ({ startedAt }) => instantFromPg(startedAt),
  detectedAt: ({ detectedAt }) => instantFromPg(detectedAt),
  acknowledgedAt: ({ acknowledgedAt }) => momentOf(acknowledgedAt),
  resolvedAt: ({ resolvedAt }) => momentOf(resolvedAt),
  notices: (incident, _args, { loaders }) => loaders.incidents.notices(incident),
  owner: ({ ownerTeam, ownerContact }) => ({ team: ownerTeam, contact: ownerContact }),
  affectedCustomers: ({ customers }) => customers,
  affectedOrders: ({ orders }) => orders,
  moneyAtRisk: ({ amounts }) => {
    const [most] = amounts;
    return most === undefined ? null : moneyOf(BigInt(most.minor), most.currency);
  },
  amountsAtRisk: ({ amounts }) =>
    amounts.map(({ minor, currency }) => moneyOf(BigInt(minor), currency)),
};
