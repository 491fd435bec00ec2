import { instant } from "./days.ts";
import { countOf, differencesOf, type Figures, figuresOf } from "./figures.ts";
import { Life } from "./life.ts";
import { type Setting, SOURCES } from "./programmes.ts";
import type { Chance } from "./random.ts";
import type { Event } from "./types.ts";

/** Lives told to the doors of a server, and what the graph says of them. */

/** What a server is asked; the test that starts it says how. */
export interface Doors {
  readonly graphql: (query: string, variables: object) => Promise<unknown>;
  readonly ndjson: (body: string, mode: Setting["mode"]) => Promise<readonly Answer[]>;
}
interface Answer {
  readonly eventId: string;
  readonly outcome: string;
  readonly reason: string | null;
}

export type Step = { readonly event: Event } | { readonly do: "join" } | Spend;
interface Spend {
  readonly do: "spend";
  readonly percent: number;
}
export interface Telling {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** What may wait: it comes before its order or its sale. */
const WAITS = ["UNKNOWN_ORDER", "RETURN_WITHOUT_SALE"];
/** Events of one call at most. */
const BATCH_MAX = 60;

const SEND = `mutation Send($events: [PurchaseEventInput!]!) {
  ingestPurchases(input: { events: $events }) { results { eventId outcome reason } }
}`;
const CREATE = `mutation Create($number: String!) {
  createCustomer(input: { identifiers: [{ kind: "loyalty", value: $number }], idempotencyKey: $number }) { userErrors { code } }
}`;
const ENROL = `mutation Enrol($number: String!, $key: String!) {
  enrolCustomer(input: { customer: { loyaltyNumber: $number }, idempotencyKey: $key }) { userErrors { code } }
}`;
const SPEND = `mutation Spend($number: String!, $key: String!, $points: Points!, $wallet: String!) {
  adjustPoints(input: { customer: { loyaltyNumber: $number }, wallet: $wallet, points: $points, reason: "spent", idempotencyKey: $key }) { userErrors { code } }
}`;

/** Tells several lives at once, each in its own order. Returns what the rules make of each. */
export async function tell(
  doors: Doors,
  setting: Setting,
  tellings: readonly Telling[],
  chance: Chance,
): Promise<Map<string, Life>> {
  const lives = new Map(
    tellings.map(({ name }) => [name, new Life(setting.rules, SOURCES, setting.mode === "LIVE")]),
  );
  if (setting.mode === "LIVE") {
    for (const { name } of tellings) {
      await obeyed(doors.graphql(CREATE, { number: name }));
    }
  }
  let batch: Event[] = [];
  const flush = async () => {
    const told = batch;
    batch = [];
    if (told.length > 0) {
      await send(doors, setting.mode, told, chance);
    }
  };
  for (const { name, step } of mingled(tellings, chance)) {
    const life = lives.get(name);
    if (life === undefined) {
      continue;
    }
    if ("event" in step) {
      const { event } = step;
      batch.push(event);
      const waited = life.waiting.length;
      life.arrive({ now: setting.mode === "LIVE" ? clock() : instant(event.occurredAt), event });
      // What it releases runs behind the call that releases it: nothing more goes into this one.
      const releases = life.waiting.length < waited;
      if (releases || chance.percent(8) || batch.length >= BATCH_MAX) {
        await flush();
      }
      continue;
    }
    await flush();
    await command(doors, name, life, step);
  }
  await flush();
  return lives;
}

function clock(): bigint {
  return BigInt(Date.now()) * 1000n;
}

/**
 * Each life keeps its order; which one goes on is chance. Half of the time it is the same one, so
 * that one call has several events of one order.
 */
function* mingled(tellings: readonly Telling[], chance: Chance) {
  const left = tellings.map(({ name, steps }) => ({ name, steps: [...steps] }));
  for (let at = 0; left.length > 0; ) {
    at = chance.percent(50) && at < left.length ? at : chance.below(left.length);
    const step = left[at]?.steps.shift();
    if (step === undefined) {
      left.splice(at, 1);
    } else {
      yield { name: left[at]?.name ?? "", step };
    }
  }
}

async function send(doors: Doors, mode: Setting["mode"], events: Event[], chance: Chance) {
  const lines = () => events.map((event) => `${JSON.stringify(event)}\n`).join("");
  const answers =
    mode === "BACKFILL" || chance.percent(50)
      ? await doors.ndjson(lines(), mode)
      : answersOf(await doors.graphql(SEND, { events }));
  const wrong = answers.find(
    ({ outcome, reason }) =>
      outcome !== "APPLIED" && !(outcome === "HELD" && WAITS.includes(reason ?? "")),
  );
  if (wrong !== undefined) {
    const event = events.find(({ eventId }) => eventId === wrong.eventId);
    throw new Error(`${JSON.stringify(wrong)} of ${JSON.stringify(event)}`);
  }
}

function answersOf(data: unknown): readonly Answer[] {
  return (data as { ingestPurchases: { results: readonly Answer[] } }).ingestPurchases.results;
}

async function command(doors: Doors, name: string, life: Life, step: Arrivals): Promise<void> {
  const number = name;
  const now = clock();
  if (step.do === "join") {
    if (life.joinedAt !== null) {
      return;
    }
    await obeyed(doors.graphql(ENROL, { number, key: `join ${name}` }));
    life.arrive({ now, do: "join" });
    return;
  }
  if (life.joinedAt === null) {
    return;
  }
  life.arrive({ now, ...step });
  const points = life.spent.at(-1) ?? 0n;
  if (points === 0n) {
    return;
  }
  const wallet = life.rules.wallets[0]?.code;
  const key = `spend ${name} ${life.spent.length}`;
  await obeyed(doors.graphql(SPEND, { number, key, wallet, points: String(-points) }));
}
type Arrivals = Exclude<Step, { readonly event: Event }>;

async function obeyed(answer: Promise<unknown>): Promise<void> {
  const [payload] = Object.values((await answer) as object) as { userErrors: unknown[] }[];
  if (payload?.userErrors.length !== 0) {
    throw new Error(`refused: ${JSON.stringify(payload)}`);
  }
}

const READ = `query Read($number: String!) {
  customer(by: { loyaltyNumber: $number }) {
    orders(first: 30) { nodes {
      references { source kind value } channel placedAt status
      total { amount currencyCode } eligible { amount }
      tenders { kind amount { amount } }
      points { expected pending active }
      lines { kind article quantity paid { amount } points notEarningBecause }
    } }
    loyalty {
      enrolledAt tierSince tierUntil tier { code } next { have }
      history(first: 50) { nodes { kind at from { code } to { code } } }
      accounts { wallet active pending negative expiringNext { points at } }
    }
  }
}`;

interface Amount {
  readonly amount: string;
}
interface Read {
  readonly orders: { readonly nodes: readonly ReadOrder[] };
  readonly loyalty: null | {
    readonly enrolledAt: string;
    readonly tierSince: string;
    readonly tierUntil: string | null;
    readonly tier: { readonly code: string };
    readonly next: { readonly have: string } | null;
    readonly history: {
      readonly nodes: { kind: string; at: string; from: { code: string }; to: { code: string } }[];
    };
    readonly accounts: readonly {
      readonly wallet: string;
      readonly active: string;
      readonly pending: string;
      readonly negative: string;
      readonly expiringNext: { readonly points: string; readonly at: string } | null;
    }[];
  };
}
interface ReadOrder {
  readonly references: readonly { source: string; kind: string; value: string }[];
  readonly channel: string;
  readonly placedAt: string;
  readonly status: string;
  readonly total: { readonly amount: string; readonly currencyCode: string };
  readonly eligible: Amount;
  readonly tenders: readonly { readonly kind: string; readonly amount: Amount }[];
  readonly points: { readonly expected: string; readonly pending: string; readonly active: string };
  readonly lines: readonly {
    readonly kind: string;
    readonly article: string | null;
    readonly quantity: string;
    readonly paid: Amount;
    readonly points: string;
    readonly notEarningBecause: string | null;
  }[];
}

async function readFigures(doors: Doors, name: string, setting: Setting): Promise<Figures> {
  const data = (await doors.graphql(READ, { number: name })) as { customer: Read | null };
  const orders = (data.customer?.orders.nodes ?? []).map((order) => [
    order.references
      .map(({ source, kind, value }) => `${source} ${kind} ${value}`)
      .sort()
      .join(", "),
    {
      ...{ channel: order.channel, placedAt: order.placedAt, status: order.status },
      total: `${order.total.amount} ${order.total.currencyCode}`,
      eligible: order.eligible.amount,
      tenders: order.tenders.map(({ kind, amount }) => `${kind} ${amount.amount}`).join(", "),
      ...order.points,
      lines: order.lines.map(({ paid, notEarningBecause, ...line }) => ({
        ...line,
        paid: paid.amount,
        because: notEarningBecause,
      })),
    },
  ]);
  const loyalty = data.customer?.loyalty ?? null;
  const isExact = setting.mode === "BACKFILL";
  return {
    orders: Object.fromEntries(orders),
    tier: loyalty === null ? null : tierRead(loyalty, isExact),
    accounts: loyalty === null ? null : accountsRead(loyalty, setting),
  };
}

function tierRead(loyalty: NonNullable<Read["loyalty"]>, isExact: boolean): Figures {
  return {
    tier: loyalty.tier.code,
    counted: loyalty.next?.have ?? null,
    changes: loyalty.history.nodes
      .toReversed()
      .map(({ kind, at, from, to }) =>
        [kind, from.code, to.code, ...(isExact ? [at] : [])].join(" "),
      ),
    ...(isExact
      ? { joined: loyalty.enrolledAt, since: loyalty.tierSince, until: loyalty.tierUntil }
      : {}),
  };
}

function accountsRead(loyalty: NonNullable<Read["loyalty"]>, setting: Setting): Figures {
  const none = { active: "0", pending: "0", negative: "0", expiring: null };
  const all = setting.rules.wallets.map(({ code }) => [code, none] as const);
  const read = loyalty.accounts.map(({ wallet, expiringNext, ...account }) => {
    const expiring = expiringNext === null ? null : `${expiringNext.points} ${expiringNext.at}`;
    return [wallet, { ...account, expiring }] as const;
  });
  return Object.fromEntries([...all, ...read]);
}

/**
 * What differs between the rules and the graph for each life that was told, and how much was
 * compared.
 */
export async function compare(doors: Doors, setting: Setting, lives: ReadonlyMap<string, Life>) {
  const different = new Map<string, string[]>();
  let figures = 0;
  let orders = 0;
  for (const [name, life] of lives) {
    const found = await readFigures(doors, name, setting);
    const expected = figuresOf(life, clock(), setting.mode === "BACKFILL");
    const differences = differencesOf(expected, found);
    figures += countOf(expected);
    orders += life.orders.length;
    if (differences.length > 0) {
      different.set(name, differences);
    }
  }
  return { different, figures, orders };
}
