import { dueTo, nameOf } from "./compare.ts";
import type { Asking, Hearing } from "./log.ts";
import type { FaultKind, Outage } from "./outage.ts";
import type { RecordedChange } from "./recorded.ts";

/** A fault as it was brought about. */
export interface Injury {
  readonly kind: FaultKind;
  readonly outage: Outage;
  /** Until when what was delayed counts for this fault. */
  readonly untilMs: number;
}

/** The longest that somebody waited, beside the time in which nobody could answer. Milliseconds. */
export type Recovery = Injury & {
  readonly purchasesMs: number;
  readonly commandsMs: number;
  readonly pushesMs: number;
};

/** Faults of one kind: median and worst of their longest waits. */
export interface KindFigures {
  readonly kind: FaultKind;
  readonly faults: number;
  readonly recovery: { readonly p50: number; readonly max: number };
  readonly purchases: { readonly p50: number; readonly max: number };
  readonly commands: { readonly p50: number; readonly max: number };
  readonly pushes: { readonly p50: number; readonly max: number };
}

/**
 * What each fault cost those who did not depend on what was struck. An answer is waited for from
 * when a server was first asked that could answer; a push from when its change was recorded, till
 * any subscription of any server was told of it.
 */
export function recoveriesOf(
  injuries: readonly Injury[],
  askings: readonly Asking[],
  hearings: readonly Hearing[],
  changes: readonly RecordedChange[],
): Recovery[] {
  const outages = injuries.map(({ outage }) => outage);
  const waits = { PURCHASES: [] as Wait[], COMMAND: [] as Wait[] };
  for (const asking of askings) {
    const wait = waitOf(asking, outages);
    if (wait !== null) {
      waits[asking.what].push(wait);
    }
  }
  const pushes = pushWaits(hearings, changes, outages);
  return injuries.map((injury, at) => {
    const nextMs = injuries[at + 1]?.outage.fromMs ?? Number.POSITIVE_INFINITY;
    return {
      ...injury,
      purchasesMs: longest(waits.PURCHASES, injury, nextMs),
      commandsMs: longest(waits.COMMAND, injury, nextMs),
      pushesMs: longest(pushes, injury, nextMs),
    };
  });
}

/**
 * Somebody waited from then to then, `ms` of it for who could answer: what is lost on a server that
 * sleeps is the client's patience.
 */
interface Wait {
  readonly fromMs: number;
  readonly toMs: number;
  readonly ms: number;
}

/**
 * Of the waits that met the fault and were over before the next one began: those that were not are
 * the next one's.
 */
function longest(waits: readonly Wait[], { outage, untilMs }: Injury, nextMs: number): number {
  let longestMs = 0;
  for (const { fromMs, toMs, ms } of waits) {
    const isOurs = toMs >= outage.fromMs && toMs < nextMs && fromMs <= untilMs;
    if (isOurs) {
      longestMs = Math.max(longestMs, ms);
    }
  }
  return Math.round(longestMs);
}

/** Null when nobody who could answer was asked, or nobody did. */
export function waitOf(asking: Asking, outages: readonly Outage[]): Wait | null {
  if (asking.answeredMs === null) {
    return null;
  }
  let fromMs: number | null = null;
  let lostMs = 0;
  for (const { server, startMs, endMs } of asking.attempts) {
    const ableMs = ableFrom(startMs, endMs, outages, server);
    if (fromMs === null) {
      fromMs = ableMs;
    } else {
      lostMs += (ableMs ?? endMs) - startMs;
    }
  }
  if (fromMs === null) {
    return null;
  }
  const toMs = asking.answeredMs;
  return { fromMs, toMs, ms: toMs - fromMs - lostMs };
}

/** From when on within this time the server could answer; null: at no time. */
function ableFrom(
  startMs: number,
  endMs: number,
  outages: readonly Outage[],
  server: number | null,
): number | null {
  let fromMs = startMs;
  for (const outage of outages) {
    const isStruck = outage.server === null || outage.server === server;
    if (isStruck && outage.fromMs <= endMs && outage.toMs >= fromMs) {
      fromMs = outage.toMs;
    }
  }
  return fromMs > endMs ? null : fromMs;
}

function pushWaits(
  hearings: readonly Hearing[],
  changes: readonly RecordedChange[],
  outages: readonly Outage[],
): Wait[] {
  const heardMs = new Map<string, number>();
  for (const change of hearings.flatMap((hearing) => hearing.changes)) {
    const name = nameOf(change);
    heardMs.set(name, Math.min(change.atMs, heardMs.get(name) ?? Number.POSITIVE_INFINITY));
  }
  const due = new Set(hearings.flatMap((hearing) => dueTo(hearing, changes)));
  return [...due].flatMap((change) => {
    const toMs = heardMs.get(nameOf(change));
    if (toMs === undefined) {
      return [];
    }
    const fromMs = ableFrom(change.recordedMs, toMs, outages, null);
    return fromMs === null ? [] : [{ fromMs, toMs, ms: toMs - fromMs }];
  });
}

/** The figures by kind, in the order in which kinds first came. */
export function figuresByKind(recoveries: readonly Recovery[]): KindFigures[] {
  const kinds = [...new Set(recoveries.map(({ kind }) => kind))];
  return kinds.map((kind) => {
    const all = recoveries.filter((recovery) => recovery.kind === kind);
    return {
      kind,
      faults: all.length,
      recovery: spread(all.map(longestOf)),
      purchases: spread(all.map(({ purchasesMs }) => purchasesMs)),
      commands: spread(all.map(({ commandsMs }) => commandsMs)),
      pushes: spread(all.map(({ pushesMs }) => pushesMs)),
    };
  });
}

export function longestOf({ purchasesMs, commandsMs, pushesMs }: Recovery): number {
  return Math.max(purchasesMs, commandsMs, pushesMs);
}

function spread(values: readonly number[]): { p50: number; max: number } {
  const sorted = [...values].sort((a, b) => a - b);
  return { p50: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0, max: sorted.at(-1) ?? 0 };
}
