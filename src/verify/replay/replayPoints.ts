import type { StoredEntryRow } from "../../../db/queries/verify/verifyRows.ts";
import type { PointsMoves } from "../../core/moves/movePoints.ts";
import type { LotPart } from "../../core/points/entries.ts";
import { type LotTimes, lotTimes } from "../../domain/points/lotTimes.ts";
import type { Ruleset } from "../../domain/ruleset/ruleset.ts";
import { walletOf } from "../../domain/ruleset/walletOf.ts";
import type { Instant } from "../../domain/time/instant.ts";
import { instantFromPg } from "../../domain/time/parseInstant.ts";
import type { Group } from "../group.ts";

/** The replay's own lots: per hold, and per lot on record that goodwill came in. */
export interface MovesMemory {
  readonly parts: Map<bigint, readonly LotPart[]>;
  readonly gifts: Map<string, bigint>;
}

/** Does again what the command did that made an entry. */
export function playMove(
  moves: PointsMoves,
  { kind, points, lots, hold_id: holdId }: StoredEntryRow,
  by: {
    readonly memory: MovesMemory;
    readonly times: () => LotTimes;
    readonly isIn: boolean;
    /** All entries of the command. */
    readonly beside: readonly StoredEntryRow[];
  },
): void {
  const why = { kind, rule: null, holdId };
  const parts = by.memory.parts.get(holdId ?? -1n) ?? [];
  if (kind === "RELEASED" || kind === "UNBLOCKED") {
    const paid = by.beside.find((one) => one.kind === "SPENT" && one.hold_id === holdId);
    moves.giveBack(parts, why, paid?.points);
  } else if (kind === "SPENT") {
    moves.takeFrom(parts, points, why);
  } else if (by.isIn) {
    const { lotId } = moves.give(points, by.times(), why);
    if (kind === "GOODWILL") {
      by.memory.gifts.set(lotOf(lots), lotId);
    }
  } else if (kind === "GOODWILL") {
    moves.takeFrom([[by.memory.gifts.get(lotOf(lots)) ?? -1n, -points]], points, why);
  } else {
    const taken = moves.take(points, why);
    if (holdId !== null) {
      by.memory.parts.set(holdId, taken);
    }
  }
}

function lotOf(lots: StoredEntryRow["lots"]): string {
  return String(lots?.[0]?.[0] ?? "");
}

/** What was passed on keeps its times; everything else that is given gets those of the rules. */
export function timesOf(
  entry: StoredEntryRow,
  lots: Group["lots"],
  { now, ruleset }: { readonly now: Instant; readonly ruleset: Ruleset },
): LotTimes {
  const rules = walletOf(ruleset, entry.wallet);
  const [lotId] = entry.lots?.[0] ?? [];
  const lot = lotId === undefined ? undefined : lots.get(BigInt(lotId));
  if (entry.kind !== "TRANSFERRED" || lot === undefined) {
    const atOnce = { ...rules, activation: { kind: "AT_ONCE" } } as const;
    return lotTimes(atOnce, now, ruleset.programme.timeZone);
  }
  return {
    activatesAt: instantFromPg(lot.activates_at),
    expiresAt: lot.expires_at === null ? null : instantFromPg(lot.expires_at),
    rollsUntil: null,
  };
}
