import type { DeclaredDayRow } from "../../db/queries/days/declaredDays.ts";
import { type DayState, stateOfDay, worstState } from "../domain/day/dayState.ts";
import { GAPS_MAX, gapsOf, type NumberGap } from "../domain/day/receiptGaps.ts";
import type { LocalDate } from "../domain/time/instant.ts";
import { type MoneyView, moneyOf } from "../platform/money.ts";
import { figuresOf, type StoreDay, type TillDay } from "./storeDay.ts";

/** Numbers of tills as people order them: 2 before 10. */
const BY_NUMBER = new Intl.Collator("en", { numeric: true });

export interface TillGap extends NumberGap {
  readonly till: string;
}

/** A store's or till's day: what came beside what was declared. */
export interface ReceiptControlView {
  readonly businessDate: LocalDate;
  readonly store: string;
  readonly till: string | null;
  readonly received: readonly {
    readonly value: string;
    readonly till: string;
    readonly orders: ReadonlySet<bigint>;
  }[];
  /** Null: not everything of the day is declared. */
  readonly expected: number | null;
  readonly gaps: readonly TillGap[];
  readonly missing: number;
  readonly gapsLeftOff: number;
  readonly total: MoneyView;
  readonly otherTotals: readonly MoneyView[];
  readonly heldTotals: readonly MoneyView[];
  readonly declaredTotal: MoneyView | null;
  readonly held: readonly { readonly code: string; readonly count: number }[];
  /** Null: not everything of the day is declared. */
  readonly state: DayState | null;
  /** What it is compared with: the till's own word before what others say of it. */
  readonly said: DeclaredDayRow | null;
  /** The declarations of it, replaced ones too, in the order in which they were made. */
  readonly declarations: readonly DeclaredDayRow[];
  /** Each till of which something came or was declared; empty of one till. */
  readonly tills: readonly ReceiptControlView[];
}

export interface ControlOf {
  readonly store: string;
  readonly businessDate: LocalDate;
  readonly till: string | null;
  readonly day: StoreDay;
  /** Of the store's day. */
  readonly declarations: readonly DeclaredDayRow[];
  /** The programme's, for a day of which nothing came. */
  readonly currency: string;
}

/** Pure. */
export function controlOf(of: ControlOf): ReceiptControlView {
  return of.till === null ? controlOfStore(of) : controlOfTill(of, of.till);
}

function controlOfTill(of: ControlOf, till: string): ReceiptControlView {
  const day = of.day.get(till);
  const declarations = of.declarations.filter((one) => one.till === till);
  const standing = declarations.filter(({ replacedBy }) => replacedBy === null);
  const said = standing.find(({ source }) => source === "") ?? standing[0] ?? null;
  const { gaps, missing, leftOff } = gapsOf(day?.numbers ?? [], {
    first: said?.firstNumber ?? null,
    last: said?.lastNumber ?? null,
  });
  return {
    ...figuresView(of, day === undefined ? [] : [[till, day]], standing, said),
    ...{ till, missing, gapsLeftOff: leftOff, declarations, tills: [] },
    gaps: gaps.map((gap) => ({ ...gap, till })),
  };
}

function controlOfStore(of: ControlOf): ReceiptControlView {
  const codes = new Set([
    ...of.day.keys(),
    ...of.declarations.flatMap(({ till }) => (till === "" ? [] : [till])),
  ]);
  const tills = [...codes].sort(BY_NUMBER.compare).map((till) => controlOfTill(of, till));
  const ofAll = of.declarations.filter(({ till }) => till === "");
  const standing = ofAll.filter(({ replacedBy }) => replacedBy === null);
  const gaps = tills.flatMap((till) => till.gaps);
  const view = figuresView(of, [...of.day], standing, standing[0] ?? null);
  const isDeclared = tills.length > 0 && tills.every(({ expected }) => expected !== null);
  const states = [...tills.map(({ state }) => state), view.state].filter((one) => one !== null);
  return {
    ...view,
    ...(view.expected === null && isDeclared ? sumOfTills(tills) : {}),
    state: isDeclared || standing.length > 0 ? worstState(states) : null,
    ...{ till: null, declarations: of.declarations, tills },
    gaps: gaps.slice(0, GAPS_MAX),
    missing: tills.reduce((sum, till) => sum + till.missing, 0),
    gapsLeftOff:
      tills.reduce((sum, till) => sum + till.gapsLeftOff, 0) + Math.max(0, gaps.length - GAPS_MAX),
  };
}

/** What the tills declare together; the total only where it is in one currency. */
function sumOfTills(tills: readonly ReceiptControlView[]) {
  const said = tills.flatMap((till) => till.said ?? []);
  const currencies = new Set(said.map(({ currency }) => currency));
  const [currency] = currencies;
  const minor = said.reduce((sum, { totalMinor }) => sum + totalMinor, 0n);
  return {
    expected: said.reduce((sum, { receipts }) => sum + receipts, 0),
    declaredTotal: currency === undefined || currencies.size > 1 ? null : moneyOf(minor, currency),
  };
}

function figuresView(
  of: ControlOf,
  days: readonly (readonly [till: string, day: TillDay])[],
  standing: readonly DeclaredDayRow[],
  said: DeclaredDayRow | null,
) {
  const figures = figuresOf(days.map(([, day]) => day));
  const largest = [...figures.totals].sort(([, a], [, b]) => (a < b ? 1 : -1))[0];
  const currency = said?.currency ?? largest?.[0] ?? of.currency;
  const held = new Map<string, number>();
  for (const [, day] of days) {
    for (const [reason, numbers] of day.held) {
      held.set(reason, (held.get(reason) ?? 0) + numbers.size);
    }
  }
  return {
    ...{ businessDate: of.businessDate, store: of.store, said },
    received: days.flatMap(([till, day]) =>
      [...day.received].map(([value, orders]) => ({ value, till, orders })),
    ),
    expected: said?.receipts ?? null,
    total: moneyOf(figures.totals.get(currency) ?? 0n, currency),
    otherTotals: moneysOf(figures.totals, currency),
    heldTotals: moneysOf(figures.heldTotals, null),
    declaredTotal: said === null ? null : moneyOf(said.totalMinor, said.currency),
    held: [...held]
      .map(([code, count]) => ({ code, count }))
      .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1)),
    state: worstState(standing.map((one) => stateOfDay(one, figures))),
  };
}

function moneysOf(totals: ReadonlyMap<string, bigint>, without: string | null): MoneyView[] {
  return [...totals]
    .filter(([currency, minor]) => currency !== without && minor !== 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, minor]) => moneyOf(minor, currency));
}
