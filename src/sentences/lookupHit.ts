import { instantFromPg } from "../domain/time/parseInstant.ts";
import { localDateOf } from "../domain/time/zone.ts";
import type { LoyaltyModel } from "../loyalty/loyalty.ts";
import type { OrderModel } from "../orders/orders.ts";
import { type Language, languageOf, nameIn } from "./locale.ts";

/** What is known of a customer that says nothing of who it is. */
export interface Apart {
  readonly loyalty: Pick<LoyaltyModel, "tier" | "membership" | "ruleset"> | null;
  readonly lastOrder: Pick<OrderModel, "placedAt" | "store"> | null;
}

/** Nobody's order is without a day: where there is no shop, it is the programme's, else UTC's. */
const ZONE_DEFAULT = "UTC";

/** What tells a masked customer from others, as a sentence for whoever asks the caller. */
export function tellApart(
  { loyalty, lastOrder }: Apart,
  locale: string | null | undefined,
): string {
  const say = SENTENCES[languageOf(locale)];
  const zone = loyalty?.ruleset.programme.timeZone ?? ZONE_DEFAULT;
  const member =
    loyalty === null
      ? say.nobody
      : say.member(
          nameIn(loyalty.tier.name, locale, loyalty.tier.code),
          localDateOf(instantFromPg(loyalty.membership.enrolledAt), zone),
        );
  const order =
    lastOrder === null
      ? say.none
      : say.order(
          localDateOf(lastOrder.placedAt, lastOrder.store?.timeZone ?? zone),
          lastOrder.store?.name ?? null,
        );
  return `${member}; ${order}.`;
}

interface Sentences {
  readonly member: (tier: string, since: string) => string;
  readonly nobody: string;
  readonly order: (day: string, store: string | null) => string;
  readonly none: string;
}

const SENTENCES: Readonly<Record<Language, Sentences>> = {
  en: {
    member: (tier, since) => `${tier}, a member since ${since}`,
    nobody: "No member",
    order: (day, store) => `last order on ${day}${store === null ? "" : ` at ${store}`}`,
    none: "no order",
  },
  de: {
    member: (tier, since) => `${tier}, Mitglied seit ${since}`,
    nobody: "Kein Mitglied",
    order: (day, store) => `letzte Bestellung am ${day}${store === null ? "" : ` bei ${store}`}`,
    none: "keine Bestellung",
  },
};
