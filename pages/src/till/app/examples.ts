import { ask, type StartInfo } from "../../shared/server.ts";

/**
 * What a cashier of the demo has in hand: somebody else's card, and a coupon to try. The demo's
 * agent reads and issues them, for a till may not.
 */
export interface Examples {
  /** The number of a member's card; null where nobody has one. */
  readonly card: () => Promise<string | null>;
  /** A new coupon of 5 off from 20, in this currency; null where it could not be issued. */
  readonly coupon: (currency: string) => Promise<string | null>;
}

const REVEAL = `mutation($input: RevealIdentifiersInput!) {
  revealIdentifiers(input: $input) { identifiers { display } }
}`;
const ISSUE = `mutation($input: IssueCouponInput!) {
  issueCoupon(input: $input) { coupon { code } }
}`;

/** Null outside of demo mode. */
export function examplesOf({ demo }: StartInfo): Examples | null {
  const { agent } = demo?.tokens ?? {};
  const member = demo?.stories.member;
  if (agent === undefined || member == null) {
    return null;
  }
  return {
    card: async () => {
      const input = {
        customer: { id: member.customerId },
        ...{ kinds: ["loyalty"], reason: "CALLER_ASKED" },
      };
      const { data } = await ask({ query: REVEAL, variables: { input } }, agent);
      const told = data as { revealIdentifiers?: { identifiers: { display: string }[] } };
      return told.revealIdentifiers?.identifiers[0]?.display ?? null;
    },
    coupon: async (currencyCode) => {
      const input = {
        idempotencyKey: crypto.randomUUID(),
        names: [
          { locale: "en", text: "5 off from 20" },
          { locale: "de", text: "5 Rabatt ab 20" },
        ],
        ...{ value: { amount: { amount: "5.00", currencyCode } }, uses: 1 },
        validUntil: new Date(Date.now() + 86_400_000).toISOString(),
        conditions: { basketMin: { amount: "20.00", currencyCode } },
      };
      const { data } = await ask({ query: ISSUE, variables: { input } }, agent);
      const told = data as { issueCoupon?: { coupon: { code: string } | null } | null };
      return told.issueCoupon?.coupon?.code ?? null;
    },
  };
}
