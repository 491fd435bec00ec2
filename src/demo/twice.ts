import { addMicros, type Instant, MICROS_PER_MINUTE } from "../domain/time/instant.ts";
import { makeBasket, makeTenders, totalOf } from "./basket.ts";
import { type DemoPurchase, onlineEvent } from "./demoEvent.ts";
import type { Person } from "./people.ts";
import type { Random } from "./random.ts";
import { MARKETS } from "./retailer.ts";

const MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
/** People who have bought under a second address, and named the first one later. */
const CAME_TWICE = 4;
/** People who give the telephone of the office that they order for. */
const SHARE_A_PHONE = 7;
/** Kept free for fiction by Ofcom. */
const OFFICE_PHONE = "+441632960100";
const TWINS_PHONE = "+441632960111";
/** Their own numbers, above those of the desk. */
const NUMBER_FIRST = 950_000;

type Shown = Readonly<{ kind: string; value: string; verified?: boolean }>;

/** Somebody whom the retailer's systems know a second time. */
export interface SecondSelf {
  readonly email: string;
  readonly name: string;
  readonly language: string;
}

/** Pairs of addresses of whom an agent has said whether they are one. */
export interface SaidPair {
  readonly one: string;
  readonly other: string;
  readonly decision: "SAME" | "DIFFERENT";
  readonly reason: string;
}

export interface Twice {
  readonly selves: readonly SecondSelf[];
  readonly purchases: readonly DemoPurchase[];
  readonly said: readonly SaidPair[];
}

/**
 * Who is who in the demo: people who came twice, an address with a slip of the finger, twins in one
 * household, a telephone that a whole office gives, and somebody whose two accounts were proven to
 * be one. All within the last days, in the order in which it happened.
 */
export function makeTwice(random: Random, people: readonly Person[], now: Instant): Twice {
  const web = people.filter((one) => one.habit === "web" && one.flags.length === 0);
  const [first, ...others] = web;
  // A demo for a test may be too small for stories.
  if (first === undefined || others.length < CAME_TWICE + SHARE_A_PHONE + 4) {
    return { selves: [], purchases: [], said: [] };
  }
  const story = new Story(random, now);
  const twice = others.slice(0, CAME_TWICE).map((person) => {
    const email = person.email.replace("@example.com", "@work.example.com");
    story.isAlso(person, email);
    story.buys(person, [{ kind: "email", value: email, verified: true }]);
    story.buys(person, [mailOf(person), { kind: "email", value: email }]);
    return { one: person.email, other: email };
  });
  const slip = others[CAME_TWICE] as Person;
  const mistyped = slip.email.replace("@example.com", "@exmaple.com");
  story.isAlso(slip, mistyped);
  story.buys(slip, [{ kind: "email", value: mistyped }]);
  story.buys(slip, [mailOf(slip), { kind: "email", value: mistyped }]);

  const twins = story.twinsOf(others[CAME_TWICE + 1] as Person);
  for (const person of others.slice(CAME_TWICE + 2, CAME_TWICE + 2 + SHARE_A_PHONE)) {
    story.buys(person, [mailOf(person), { kind: "phone", value: OFFICE_PHONE }]);
  }
  story.provesBoth(first);
  const [, , , agreed] = twice;
  const said: SaidPair[] = [
    { ...twins, decision: "DIFFERENT", reason: "Twin sisters at one address; both were called." },
    ...(agreed === undefined
      ? []
      : [{ ...agreed, decision: "SAME" as const, reason: "Wrote from both addresses." }]),
  ];
  return { selves: story.selves, purchases: story.purchases, said };
}

const mailOf = ({ email }: Person): Shown => ({ kind: "email", value: email, verified: true });

/** Writes purchases down, each some hours after the one before. */
class Story {
  readonly selves: SecondSelf[] = [];
  readonly purchases: DemoPurchase[] = [];
  readonly #random: Random;
  #at: Instant;
  #number = NUMBER_FIRST;

  constructor(random: Random, now: Instant) {
    this.#random = random;
    this.#at = addMicros(now, -60 * MICROS_PER_HOUR);
  }

  isAlso({ name, language }: Person, email: string): void {
    this.selves.push({ email, name, language });
  }

  buys({ market }: Person, customer: readonly Shown[]): void {
    this.#number += 1;
    this.#at = addMicros(this.#at, MICROS_PER_HOUR);
    const id = `W${this.#number}`;
    const facts = MARKETS[market];
    const lines = makeBasket(this.#random, facts, true);
    this.purchases.push(
      onlineEvent({ source: "shop", eventId: `${id}/sold`, kind: "SOLD" }, this.#at, {
        references: [{ kind: "order", value: id }],
        ...{ customer, channel: "web", currencyCode: facts.currency },
        lines: lines.map(({ json }) => json),
        tenders: makeTenders(this.#random, totalOf(lines), false),
      }),
    );
  }

  /** Two who have surname, address and telephone in common, and are two. */
  twinsOf(person: Person): { readonly one: string; readonly other: string } {
    const surname = person.name.split(" ").at(-1) as string;
    const mail = (first: string) => `${first}.${this.#number}.twin@example.com`;
    const [one, other] = [mail("ella"), mail("emma")];
    for (const [email, first] of [
      [one, "Ella"],
      [other, "Emma"],
    ] as const) {
      this.selves.push({ email, name: `${first} ${surname}`, language: person.language });
      const own = { kind: "email", value: email, verified: true };
      // Who is known already is not found by the telephone.
      this.buys(person, [own]);
      this.buys(person, [own, { kind: "phone", value: TWINS_PHONE }]);
    }
    return { one, other };
  }

  /** Two accounts of one person, and an order that shows the proven numbers of both. */
  provesBoth(person: Person): void {
    const shop = (value: string): Shown => ({ kind: "shop", value, verified: true });
    const accounts = ["private", "office"].map((which) => ({
      email: `${which}.${this.#number}@example.com`,
      shop: shop(`${which}-${this.#number}`),
    }));
    for (const account of accounts) {
      this.isAlso(person, account.email);
      const email = { kind: "email", value: account.email, verified: true };
      this.buys(person, [email, account.shop]);
    }
    this.buys(
      person,
      accounts.map((account) => account.shop),
    );
  }
}
