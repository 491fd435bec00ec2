import type { Tx } from "../../db/connection/client.ts";
import { insertAudit } from "../../db/queries/core/audit.ts";
import {
  type DayKey,
  lockDay,
  replaceDay,
  storeComparison,
} from "../../db/queries/days/declaredDays.ts";
import { hasScope, requireScope } from "../access/authorise.ts";
import type { CommandDeps } from "../core/changeCustomer.ts";
import { clockOf } from "../core/loadState.ts";
import { actorOf } from "../domain/access/actor.ts";
import { maySendOf, type Viewer } from "../domain/access/viewer.ts";
import { textFault } from "../domain/identity/seen.ts";
import { currencyExponent, unknownCurrency } from "../domain/money/currency.ts";
import { parseDecimal } from "../domain/money/decimal.ts";
import { CODE_BYTES_MAX, ORDER_NUMBER_BYTES_MAX } from "../domain/purchase/limits.ts";
import { formatInstant } from "../domain/time/formatInstant.ts";
import type { Instant, LocalDate } from "../domain/time/instant.ts";
import { addDaysToDate } from "../domain/time/localDate.ts";
import { localDateOf } from "../domain/time/zone.ts";
import { AppError } from "../errors.ts";
import { once } from "../platform/idempotency.ts";
import { malformed } from "../platform/input.ts";
import { transact } from "../platform/transact.ts";
import type { CommandError } from "../platform/userErrors.ts";
import { compare, figuresOfDay } from "./compareDay.ts";

/** Receipts that one declaration may say: ten times what the largest store gives on a day. */
export const RECEIPTS_DECLARED_MAX = 1_000_000;
/** Largest total of a day, smallest units of its currency; also below zero. */
export const DAY_TOTAL_MINOR_MAX = 10n ** 16n;
/** A till may close a day whose midnight is still ahead where it stands, days. */
export const DAYS_AHEAD_MAX = 1;
/** How long after a day somebody may still say what it came to, days. */
export const DAYS_BACK_MAX = 366;

export interface DeclareDayRequest {
  readonly viewer: Viewer;
  readonly idempotencyKey: string;
  readonly businessDate: LocalDate;
  /** Null: the store that the sender is bound to, or all of the source's orders. */
  readonly store: string | null;
  readonly till: string | null;
  /** Whose word it is; null: the till's own. */
  readonly source: string | null;
  readonly receipts: number;
  readonly total: { readonly amount: string; readonly currencyCode: string };
  readonly firstNumber: string | null;
  readonly lastNumber: string | null;
}

/** Kept with the idempotency key. */
export interface DeclareDayAnswer {
  /** Public id of the declaration; null when refused. */
  readonly day: string | null;
  readonly userErrors: readonly CommandError[];
}

/**
 * Puts on record what a till or a source says that a business day came to, in the place of what it
 * said before, and compares it with what has come.
 *
 * Guarantee: one declaration per idempotency key; of a day, a store, a till and a sender one
 * declaration stands, and those before it stay on record.
 * Throws: AppError FORBIDDEN (another store's day, a source that the sender may not speak for),
 * BAD_USER_INPUT that names the field, IDEMPOTENCY_KEY_PARAMETER_MISMATCH, UNAVAILABLE.
 */
export async function declareDay(
  deps: CommandDeps,
  request: DeclareDayRequest,
): Promise<DeclareDayAnswer> {
  const { viewer, idempotencyKey, ...input } = request;
  requireScope(viewer, "day:declare");
  const key = whoseDay(request);
  const said = readSaid(request, key);
  const command = {
    ...{ operation: "declareDay" as const, key: idempotencyKey, input },
    ...(key.till === "" ? {} : { till: key.till }),
  };
  return await transact(deps.sql, (tx) =>
    once(tx, viewer, command, async () => {
      const now = deps.now ?? (await clockOf(tx));
      const refused = await refusal(deps, key, now);
      return refused ?? (await record(tx, deps, { viewer, key, said, now }));
    }),
  );
}

/** Whose day it is, by who says it. @throws AppError FORBIDDEN, BAD_USER_INPUT */
function whoseDay({ viewer, ...said }: DeclareDayRequest): DayKey {
  const { businessDate, till } = said;
  const store = said.store ?? viewer.store;
  if (viewer.store !== null && store !== viewer.store) {
    throw new AppError("FORBIDDEN", "A till declares the days of the store that it is bound to.");
  }
  if (viewer.role === "till" && viewer.store === null) {
    throw new AppError("FORBIDDEN", "A till acts for the store that its token is bound to.");
  }
  const { source } = said;
  const isTill = source === null;
  if (source !== null && (viewer.store !== null || !maySendOf(viewer, source))) {
    const message = "Your key does not speak for this source; see its sources.";
    throw new AppError("FORBIDDEN", message, { details: { field: ["input", "source"] } });
  }
  // A till's own word is the till's, or that of who runs the installation in its place.
  if (isTill && viewer.store === null && !hasScope(viewer, "setup:write")) {
    throw malformed(["source"], "Say which source declares the day.");
  }
  if (store === null && (isTill || till !== null)) {
    throw malformed(["store"], "Say the store of the till.");
  }
  if (isTill && till === null) {
    throw malformed(["till"], "Say the number of the till.");
  }
  return {
    businessDate,
    store: store === null ? "" : codeOf("store", store),
    till: till === null ? "" : codeOf("till", till),
    source: source === null ? "" : codeOf("source", source),
  };
}

interface Said {
  readonly receipts: number;
  readonly totalMinor: bigint;
  readonly currency: string;
  readonly firstNumber: string | null;
  readonly lastNumber: string | null;
}

/** @throws AppError BAD_USER_INPUT */
function readSaid(request: DeclareDayRequest, { till }: DayKey): Said {
  const { receipts, total, firstNumber, lastNumber } = request;
  if (!Number.isInteger(receipts) || receipts < 0 || receipts > RECEIPTS_DECLARED_MAX) {
    throw malformed(["receipts"], `Say how many, 0 to ${RECEIPTS_DECLARED_MAX}.`);
  }
  const exponent = currencyExponent(total.currencyCode);
  if (exponent === null) {
    throw malformed(["total", "currencyCode"], unknownCurrency(total.currencyCode));
  }
  const minor = parseDecimal(total.amount, exponent);
  const isAmount = typeof minor === "bigint";
  if (!isAmount || minor > DAY_TOTAL_MINOR_MAX || minor < -DAY_TOTAL_MINOR_MAX) {
    throw malformed(["total", "amount"], `This is no total of a day in ${total.currencyCode}.`);
  }
  const hasNumbers = firstNumber !== null || lastNumber !== null;
  if (hasNumbers && (till === "" || receipts === 0)) {
    const message =
      till === ""
        ? "Numbers are a till's: leave them out, or name the till."
        : "A day without receipts has no numbers: leave them out.";
    throw malformed([firstNumber === null ? "lastNumber" : "firstNumber"], message);
  }
  return {
    ...{ receipts, totalMinor: minor, currency: total.currencyCode },
    firstNumber: numberOf("firstNumber", firstNumber),
    lastNumber: numberOf("lastNumber", lastNumber),
  };
}

function numberOf(field: string, text: string | null): string | null {
  return text === null ? null : shortText(field, text, ORDER_NUMBER_BYTES_MAX);
}

function codeOf(field: string, text: string): string {
  return shortText(field, text, CODE_BYTES_MAX);
}

function shortText(field: string, text: string, bytesMax: number): string {
  const bytes = Buffer.byteLength(text);
  const isLong = text.trim() === "" || bytes > bytesMax;
  const fault = isLong ? `${field} needs 1 to ${bytesMax} bytes.` : textFault(text);
  if (fault !== null) {
    throw malformed([field], fault);
  }
  return text;
}

/** Why the day is not taken; null when it is. */
async function refusal(
  { catalog }: CommandDeps,
  { store, source, businessDate }: DayKey,
  now: Instant,
): Promise<DeclareDayAnswer | null> {
  const isKnown = () =>
    (store === "" || catalog.storeZone(store) !== undefined) &&
    (source === "" || catalog.source(source) !== undefined);
  // One that was registered a moment ago.
  if (!isKnown()) {
    await catalog.refresh();
  }
  const known = catalog.source(source);
  if (source !== "" && (known === undefined || known.retired_at !== null)) {
    return refuse("UNKNOWN_SOURCE", "This source is not set up, or has left.", "source");
  }
  if (store !== "" && catalog.storeZone(store) === undefined) {
    return refuse("UNKNOWN_STORE", "This store is not registered.", "store");
  }
  const timeZone = catalog.storeZone(store) ?? catalog.rulesetAt(now).programme.timeZone;
  const today = localDateOf(now, timeZone);
  const last = addDaysToDate(today, DAYS_AHEAD_MAX);
  if (businessDate > last) {
    const message = `This day is not over: ${last} is the last that can be declared.`;
    return refuse("BUSINESS_DATE_IN_FUTURE", message, "businessDate");
  }
  const first = addDaysToDate(today, -DAYS_BACK_MAX);
  if (businessDate < first) {
    const message = `This day is too long ago: ${first} is the first that can be declared.`;
    return refuse("BUSINESS_DATE_TOO_OLD", message, "businessDate");
  }
  return null;
}

function refuse(code: string, message: string, field: string): DeclareDayAnswer {
  return { day: null, userErrors: [{ code, message, field: [field] }] };
}

async function record(
  tx: Tx,
  { catalog, newPublicId }: CommandDeps,
  of: {
    readonly viewer: Viewer;
    readonly key: DayKey;
    readonly said: Said;
    readonly now: Instant;
  },
): Promise<DeclareDayAnswer> {
  const { key, said, now } = of;
  const publicId = newPublicId();
  const actor = actorOf(of.viewer);
  const at = formatInstant(now);
  await lockDay(tx, key);
  const { id } = await replaceDay(tx, { ...key, ...said, publicId, actor, recordedAt: at });
  const figures = await figuresOfDay(tx, catalog, { ...key, ...said }, now);
  await storeComparison(tx, { id, at, ...compare(said, figures) });
  await insertAudit(tx, {
    ...{ actor, action: "day.declare", leafId: null },
    details: { day: publicId, ...key, ...said, totalMinor: said.totalMinor.toString(), at },
  });
  return { day: publicId, userErrors: [] };
}
