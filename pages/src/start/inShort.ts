/** What an answer comes to, in a few lines for people: the answer itself stands below it. */
export type InShort = (data: never) => readonly string[];

interface Money {
  readonly amount: string;
  readonly currencyCode: string;
}
interface Named {
  readonly name: string | null;
}
type Maybe<Value> = Value | null;

const money = ({ amount, currencyCode }: Money) =>
  new Intl.NumberFormat("en-GB", { style: "currency", currency: currencyCode }).format(
    Number(amount),
  );
const points = (count: string) => `${new Intl.NumberFormat("en-GB").format(BigInt(count))} points`;
const day = (instant: string) =>
  new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric" }).format(
    new Date(instant),
  );
const moment = (instant: string) =>
  new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" }).format(
    new Date(instant),
  );
const nameOf = (one: Maybe<Named>) => one?.name ?? "The customer";

const missing = (data: {
  order: Maybe<{
    placedAt: string;
    status: string;
    total: Money;
    lines: readonly { name: Maybe<string>; quantity: string; paid: Money }[];
  }>;
  customer: Maybe<
    Named & {
      loyalty: Maybe<{ tier: Named }>;
      interactions: Maybe<{
        nodes: readonly { at: string; kind: string; subject: string; status: Maybe<string> }[];
      }>;
    }
  >;
}) => {
  const { order, customer } = data;
  const tier = customer?.loyalty?.tier.name;
  const wrote = customer?.interactions?.nodes.find(({ kind }) => kind === "COMPLAINT");
  return [
    ...(wrote === undefined
      ? []
      : [
          `${nameOf(customer)}${tier == null ? "" : `, ${tier},`} wrote on ${day(wrote.at)}: “${wrote.subject}”.`,
        ]),
    ...(order === null
      ? []
      : [
          `The order of ${day(order.placedAt)} is ${order.status.toLowerCase().replace("_", " ")}: ${money(order.total)} paid.`,
          ...order.lines.map(
            (line) => `${Number(line.quantity)} × ${line.name ?? "a line"}, ${money(line.paid)}`,
          ),
        ]),
  ];
};

const expiring = (data: {
  customer: Maybe<
    Named & {
      loyalty: Maybe<{
        accounts: readonly {
          active: string;
          worth: Maybe<Money>;
          expiringNext: Maybe<{ points: string; at: string }>;
        }[];
      }>;
    }
  >;
}) =>
  (data.customer?.loyalty?.accounts ?? []).flatMap(({ active, worth, expiringNext }) => [
    `${nameOf(data.customer)} has ${points(active)}${worth === null ? "" : `, worth ${money(worth)}`}.`,
    ...(expiringNext === null
      ? []
      : [`${points(expiringNext.points)} of them go on ${moment(expiringNext.at)}.`]),
  ]);

const refused = (data: {
  coupon: Maybe<{
    name: string;
    state: string;
    attempts: readonly {
      at: string;
      outcome: string;
      till: Maybe<string>;
      store: Maybe<Named>;
      refusal: Maybe<{ message: string }>;
    }[];
  }>;
}) => {
  const { coupon } = data;
  return coupon === null
    ? []
    : [
        `“${coupon.name}” is ${coupon.state.toLowerCase()}.`,
        ...coupon.attempts.map(({ at, outcome, till, store, refusal }) => {
          const where = `${store?.name ?? "a store"}${till === null ? "" : `, till ${till}`}`;
          const what = refusal === null ? outcome.toLowerCase() : `refused: ${refusal.message}`;
          return `${day(at)}, ${where}: ${what}`;
        }),
      ];
};

const tier = (data: {
  customer: Maybe<
    Named & {
      loyalty: Maybe<{
        tier: Named;
        tierReason: readonly string[];
        nextChange: Maybe<{ sentence: string }>;
      }>;
    }
  >;
}) => {
  const loyalty = data.customer?.loyalty;
  if (loyalty == null) {
    return [];
  }
  const { nextChange } = loyalty;
  return [
    `${nameOf(data.customer)} is ${loyalty.tier.name}.`,
    ...loyalty.tierReason,
    ...(nextChange === null ? [] : [nextChange.sentence]),
  ];
};

const held = (data: {
  held: readonly { reason: string; count: number; outcome: string; owner: { team: string } }[];
}) =>
  data.held.length === 0
    ? ["Nothing waits."]
    : data.held.map(
        ({ reason, count, outcome, owner }) =>
          `${count} × ${reason.toLowerCase().replaceAll("_", " ")} (${owner.team}). In the end: ${outcome}`,
      );

const own = (data: {
  customer: Maybe<
    Named & {
      loyalty: Maybe<{
        tier: Named;
        next: Maybe<{ tier: Named; have: string; need: string }>;
        accounts: readonly { active: string; pending: string }[];
      }>;
      coupons: Maybe<{ nodes: readonly { name: string; validUntil: string }[] }>;
    }
  >;
}) => {
  const customer = data.customer;
  return [
    ...(customer?.loyalty == null
      ? []
      : [
          `${nameOf(customer)}, ${customer.loyalty.tier.name}`,
          ...customer.loyalty.accounts.map(
            ({ active, pending }) =>
              `${points(active)}${pending === "0" ? "" : `, and ${points(pending)} to come`}`,
          ),
        ]),
    ...(customer?.coupons?.nodes ?? []).map(
      ({ name, validUntil }) => `${name}, until ${day(validUntil)}`,
    ),
  ];
};

/** By the story's id. */
export const IN_SHORT: Readonly<Record<string, InShort>> = {
  missing,
  expiring,
  refused,
  tier,
  held,
  own,
};
