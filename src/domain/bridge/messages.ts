import type { FactJson } from "../purchase/factCodec.ts";

/**
 * An order's messages as their rows keep them, put in order for the bridge. Written from
 * docs/programme.md beside `src/domain/order` and sharing nothing with it: the bridge compares the
 * two (ADR-0070).
 */

const DESCRIBES: readonly string[] = ["SOLD", "PLACED", "AMENDED"];
const CARRIES_ON: readonly string[] = ["SETTLED", "FULFILLED", "CANCELLED", "VOIDED"];
const PAYS: readonly string[] = ["SOLD", "PLACED", "AMENDED", "SETTLED"];

/** The older message first (programme 1.5). */
export function byVersion(a: FactJson, b: FactJson): number {
  return a.o - b.o || textOrder(a.s, b.s) || sequenceOrder(a, b) || textOrder(a.e, b.e);
}

function textOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sequenceOrder(a: FactJson, b: FactJson): number {
  const [left, right] = [BigInt(a.q ?? -1), BigInt(b.q ?? -1)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The newest message of each kind and part, the oldest first (programme 1.6). */
export function newestOfEach(messages: readonly FactJson[]): readonly FactJson[] {
  const newest = new Map<string, FactJson>();
  for (const message of messages.toSorted(byVersion)) {
    newest.set(`${message.k} ${(message.f ?? message.rt ?? message.rf)?.i ?? ""}`, message);
  }
  return [...newest.values()].sort(byVersion);
}

export function describes({ k }: FactJson): boolean {
  return DESCRIBES.includes(k);
}

/** The newest word about a field; of the first group that says anything (programme 1.8). */
function newestWord<T>(
  sorted: readonly FactJson[],
  of: (message: FactJson) => T | undefined,
): T | undefined {
  const groups = [DESCRIBES, CARRIES_ON, ["RETURNED", "EXCHANGED", "REFUNDED"]];
  for (const kinds of groups) {
    const word = sorted.findLast((one) => kinds.includes(one.k) && of(one) !== undefined);
    if (word !== undefined) {
      return of(word);
    }
  }
  return undefined;
}

/** What holds for a whole order by its messages. */
export interface Known {
  readonly currency: string | null;
  readonly channel: string | null;
  readonly isService: boolean;
  readonly isTest: boolean;
  readonly isHistory: boolean;
  readonly isVoided: boolean;
  /** Some message was recorded under rules of before (ADR-0026). */
  readonly isOldReading: boolean;
  readonly isSettled: boolean;
  readonly isHandedOver: boolean;
  readonly tenders: readonly { readonly kind: string; readonly minor: bigint }[];
}

/** @param messages all of them; `newest`: of each kind and part, the oldest first */
export function knownOf(messages: readonly FactJson[], newest: readonly FactJson[]): Known {
  const sorted = messages.toSorted(byVersion);
  const base = newest.findLast((one) => describes(one) && one.l !== undefined);
  const currency = (base === undefined ? newestWord(sorted, ({ cu }) => cu) : base.cu) ?? null;
  const isService = newestWord(sorted, ({ fm }) => fm) === "service";
  const is = (...kinds: string[]) => newest.some(({ k }) => kinds.includes(k));
  return {
    ...{ currency, isService, channel: channelOf(sorted) },
    isTest: messages.some(({ te }) => te === true),
    isHistory: messages.some(({ h }) => h === true),
    isVoided: is("VOIDED"),
    isOldReading: messages.some(({ v }) => v !== 3),
    isSettled: is("SOLD", "SETTLED"),
    isHandedOver: is("SOLD", "EXCHANGED") || newest.some((one) => handsOver(one, isService)),
    tenders: tendersOf(sorted, currency),
  };
}

function handsOver({ k, f }: FactJson, isService: boolean): boolean {
  if (k === "SETTLED") {
    return isService;
  }
  return k === "FULFILLED" && (f?.l === undefined || f.l.some(({ q }) => BigInt(q) > 0n));
}

function channelOf(sorted: readonly FactJson[]): string | null {
  const named = (kinds: readonly string[]) =>
    sorted.findLast(({ k, ch }) => kinds.includes(k) && ch !== undefined)?.ch;
  const filledIn = (kinds: readonly string[]) =>
    sorted.findLast(({ k, ch, dc }) => kinds.includes(k) && ch === undefined && dc !== undefined)
      ?.dc;
  return (
    named(DESCRIBES) ??
    filledIn(["SOLD", "PLACED"]) ??
    named(CARRIES_ON) ??
    filledIn([...CARRIES_ON, "AMENDED"]) ??
    null
  );
}

/**
 * The newest list of what pays, and the newest that each exchange was paid with on top
 * (programme 1.19).
 */
function tendersOf(sorted: readonly FactJson[], currency: string | null) {
  const own = sorted.filter(({ t, cu }) => t !== undefined && (cu ?? null) === currency);
  const paid = own.filter(({ k }) => PAYS.includes(k)).slice(-1);
  const onTop = new Map(
    own.flatMap((one) => (one.k === "EXCHANGED" ? [[one.rt?.i, one] as const] : [])),
  );
  return [...paid, ...onTop.values()].flatMap(({ t }) =>
    (t ?? []).map(({ k, m }) => ({ kind: k, minor: BigInt(m) })),
  );
}
