import { DAY_MICROS, told } from "./days.ts";
import { decimal, decimalsOf } from "./numbers.ts";
import type { Setting } from "./programmes.ts";
import type { Chance } from "./random.ts";
import type { Event, Line, Part, PartLine } from "./types.ts";

/** Random lives: what one customer's orders are told as, by which systems. */

const CURRENCIES = ["GBP", "GBP", "EUR", "USD", "SEK", "JPY", "KWD"];
/** Roughly what a pound is there. */
const WORTH: Readonly<Record<string, number>> = {
  ...{ GBP: 1, EUR: 1, USD: 1, SEK: 13, JPY: 190, KWD: 1 },
};
const GOODS: readonly Omit<Line, "id" | "quantity" | "gross">[] = [
  { article: "mug" },
  { article: "mug" },
  { article: "tea", category: ["food", "tea"], brand: "Leaf" },
  { article: "green", category: ["tea"], brand: "Plain" },
  { article: "pot", brand: "Leaf" },
  { article: "map" },
  { article: "cigars", category: ["tobacco"] },
  { article: "card", kind: "GIFT_CARD", category: ["gift-cards"] },
  { article: "tuning", kind: "SERVICE" },
];
const OTHERS = ["SHIPPING", "FEE", "DEPOSIT", "DONATION", "TAX"];
const MINUTE = 60_000_000n;

type Draft = Omit<Event, "eventId" | "occurredAt"> & { at: bigint };

class Story {
  readonly chance: Chance;
  readonly events: Draft[] = [];
  readonly currency: string;
  readonly number: string;
  readonly customer: string;
  at: bigint;

  constructor(chance: Chance, number: string, customer: string, at: bigint) {
    this.chance = chance;
    this.number = number;
    this.customer = customer;
    this.at = at;
    this.currency = chance.pick(CURRENCIES);
  }

  pass(minutes: number): void {
    this.at += BigInt(this.chance.from(1, minutes)) * MINUTE + BigInt(this.chance.below(1_000_000));
  }
  /** An amount of money up to so many pounds. */
  amount(pounds: number): string {
    const places = decimalsOf(this.currency);
    const most = Math.round(pounds * (WORTH[this.currency] ?? 1) * 10 ** places);
    return decimal(BigInt(this.chance.from(1, most)), places);
  }
  quantity(): string {
    if (this.chance.percent(15)) {
      return `${this.chance.below(3)}.${this.chance.from(1, 999)}`;
    }
    return String(this.chance.pick([1, 1, 1, 2, 3, 4]));
  }
  line(id: string): Line {
    const goods = this.chance.percent(80);
    const what = goods ? this.chance.pick(GOODS) : { kind: this.chance.pick(OTHERS) };
    const gross = this.amount(goods ? this.chance.pick([8, 60, 300]) : 10);
    const line = { id, ...what, quantity: goods ? this.quantity() : "1", gross };
    if (!goods || !this.chance.percent(20)) {
      return line;
    }
    const places = decimalsOf(this.currency);
    const minor = BigInt(gross.replace(".", ""));
    const off = (minor * BigInt(this.chance.from(1, 100))) / 100n;
    return { ...line, discounts: [{ source: "promotion", amount: decimal(off, places) }] };
  }
  lines(): Line[] {
    const many = this.chance.from(1, 4);
    const lines = Array.from({ length: many }, (_, at) => this.line(String(at + 1)));
    if (!this.chance.percent(10)) {
      return lines;
    }
    const gross = `-${this.amount(5)}`;
    return [...lines, { id: "off", kind: "ADJUSTMENT", quantity: "1", gross }];
  }
  tenders() {
    if (this.chance.percent(40)) {
      return {};
    }
    const kinds = this.chance.pick([
      ["card"],
      ["points", "card"],
      ["gift_card", "cash"],
      ["points"],
    ]);
    return { tenders: kinds.map((kind) => ({ kind, amount: this.amount(80) })) };
  }
  part(id: string, lines: readonly Line[], amounts: number): Part {
    if (this.chance.percent(35)) {
      return { id };
    }
    const named = this.chance.percent(70);
    const chosen = this.chance.shuffled(lines).slice(0, this.chance.from(1, lines.length));
    const parts = new Map<string, PartLine>();
    for (const line of chosen) {
      const byId = named || line.article === undefined;
      const key = byId ? `#${line.id}` : (line.article ?? "");
      const quantity = this.chance.percent(60) ? line.quantity : this.quantity();
      const amount = this.chance.percent(amounts) ? { amount: this.amount(40) } : {};
      const name = byId ? { lineId: line.id } : { article: line.article ?? "" };
      parts.set(key, { ...name, quantity, ...amount });
    }
    return { id, lines: [...parts.values()] };
  }
  say(kind: Event["kind"], rest: Partial<Draft> = {}): void {
    const source = this.chance.pick(
      kind === "SOLD" ? ["till", "joining"] : ["shop", "shop", "till"],
    );
    const isGuest = this.chance.percent(10) && this.events.length > 0;
    this.events.push({
      ...{ kind, source, at: this.at, currencyCode: this.currency },
      references: [{ source: "shop", kind: "order", value: this.number }],
      ...(isGuest ? {} : { customer: [{ kind: "loyalty", value: this.customer }] }),
      ...rest,
    });
  }
}

function tell(story: Story): void {
  const { chance } = story;
  const lines = story.lines();
  let current = lines;
  const channel = chance.percent(25) ? { channel: chance.pick(["marketplace", "app", "web"]) } : {};
  if (chance.percent(45)) {
    story.say("SOLD", { lines, ...story.tenders(), ...channel });
  } else {
    const method = chance.pick(["delivery", "collect", "collect", "service", "digital"]);
    story.say("PLACED", { lines, ...channel, fulfilmentMethod: method, ...story.tenders() });
    story.pass(600);
    if (chance.percent(25)) {
      current = chance.percent(50) ? story.lines() : lines.slice(0, -1).concat(story.line("9"));
      story.say("AMENDED", { lines: current, ...story.tenders() });
      story.pass(60);
    }
    for (let at = chance.from(0, 3); at > 0; at -= 1) {
      if (chance.percent(60)) {
        story.say("SETTLED", story.tenders());
      }
      story.pass(4000);
      const id = `F${chance.from(1, 2)}`;
      story.say("FULFILLED", { fulfilment: story.part(id, current, 15) });
      story.pass(4000);
      if (chance.percent(12)) {
        story.say("CANCELLED");
      }
    }
    if (chance.percent(60)) {
      story.say("SETTLED", story.tenders());
    }
  }
  takeBack(story, current);
}

function takeBack(story: Story, lines: readonly Line[]): void {
  const { chance } = story;
  for (let at = chance.pick([0, 0, 0, 1, 1, 2, 3]); at > 0; at -= 1) {
    story.pass(40_000);
    const what = chance.below(10);
    if (what < 5) {
      const part = story.part(`R${chance.from(1, 3)}`, lines, 35);
      story.say("RETURNED", { return: part });
    } else if (what < 7) {
      const refund = { id: `M${chance.from(1, 3)}`, amount: story.amount(30) };
      story.say("REFUNDED", {
        refund,
        ...(chance.percent(15)
          ? { currencyCode: "JPY", refund: { ...refund, amount: "500" } }
          : {}),
      });
    } else if (what < 9) {
      const brought = { ...story.line("x1"), article: `new-${at}` };
      const part = story.part(`X${at}`, lines, 20);
      story.say("EXCHANGED", { return: part, lines: [brought], ...story.tenders() });
    } else {
      story.say(chance.percent(50) ? "VOIDED" : "CANCELLED");
    }
  }
}

/** Returns of articles without a receipt. */
function documentsOf(
  chance: Chance,
  name: string,
  drafts: readonly Draft[],
  until: bigint,
): Draft[] {
  const sales = drafts.filter(({ lines }) => lines !== undefined);
  return Array.from({ length: chance.from(1, 2) }, (_, at): Draft => {
    const sale = chance.pick(sales);
    const left = Number((until - sale.at) / MINUTE);
    const articles = (sale.lines ?? []).map(({ article = "mug" }) => article);
    const part = { article: chance.pick(articles), quantity: String(chance.from(1, 3)) };
    return {
      ...{ kind: "RETURNED", source: "till", at: sale.at + BigInt(chance.below(left)) * MINUTE },
      references: [{ source: "till", kind: "return", value: `${name}-D${at}` }],
      customer: [{ kind: "loyalty", value: name }],
      return: { id: "D", lines: [part] },
    };
  });
}

/** The events of one life, as they happened; none lies after `until`. */
export function generateLife(
  chance: Chance,
  setting: Setting,
  name: string,
  until: bigint,
): { readonly events: Event[]; readonly orders: number } {
  const days = setting.mode === "LIVE" ? 120 : 1400;
  const orders = chance.from(1, setting.mode === "LIVE" ? 5 : 12);
  const drafts: Draft[] = [];
  // Most of those whose years are told join at the start of them.
  if (setting.mode === "BACKFILL" && chance.percent(80)) {
    const story = new Story(chance, `${name}-first`, name, until - BigInt(days + 1) * DAY_MICROS);
    story.say("SOLD", { source: "joining", lines: story.lines() });
    drafts.push(...story.events);
  }
  for (let at = 0; at < orders; at += 1) {
    const ago = BigInt(chance.from(1, days)) * DAY_MICROS;
    const offset = BigInt(chance.below(1440)) * MINUTE;
    const story = new Story(chance, `${name}-${at}`, name, until - ago - offset);
    tell(story);
    if (chance.percent(4)) {
      story.events.push({ ...chance.pick(story.events), test: true });
    }
    if (chance.percent(4)) {
      story.events.push({ ...chance.pick(story.events), history: true });
    }
    if (chance.percent(8)) {
      alsoNamed(story);
    }
    if (chance.percent(10)) {
      sentAgain(story);
    }
    drafts.push(...story.events.filter((event) => event.at < until));
  }
  if (chance.percent(40)) {
    drafts.push(...documentsOf(chance, name, drafts, until));
  }
  const inOrder = drafts.toSorted((one, other) => (one.at < other.at ? -1 : 1));
  const events = inOrder.map(({ at, ...event }, number) => ({
    ...event,
    eventId: `${name}-e${number}`,
    occurredAt: told(at),
  }));
  return { events, orders };
}

/** One of the words knows the order by a second number, and a later one by that number alone. */
function alsoNamed(story: Story): void {
  const second = { source: "shop", kind: "erp", value: `${story.number}-erp` };
  const at = story.chance.below(story.events.length);
  story.events.splice(
    0,
    story.events.length,
    ...story.events.map((event, number) => {
      if (number === at) {
        return { ...event, references: [...event.references, second] };
      }
      return number > at ? { ...event, references: [second] } : event;
    }),
  );
}

/** A word comes again as a newer one that leaves out what it can. */
function sentAgain(story: Story): void {
  const said = story.chance.pick(story.events);
  const { tenders, channel, fulfilmentMethod, ...rest } = said;
  story.events.push({ ...rest, at: said.at + BigInt(story.chance.from(1, 60)) * MINUTE });
}
