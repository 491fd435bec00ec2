import { formatInstant } from "../time/formatInstant.ts";
import { type Instant, MICROS_PER_MILLISECOND, MICROS_PER_SECOND } from "../time/instant.ts";
import { parseInstant } from "../time/parseInstant.ts";
import { identifierKindOf } from "./fields.ts";
import type { SendsKind } from "./sends.ts";

/** What a value is, whatever a system writes it as. */
export type ValueKind = "TEXT" | "EMAIL" | "NUMBER" | "INSTANT";

/**
 * How one kind of system stores what it is told, so that what it stores otherwise and means the
 * same is no difference.
 */
export interface ReadRule {
  /** An empty text is no value: it cannot be told from one that is not there. */
  readonly isEmptyNothing: boolean;
  /** Blanks around a text are dropped. */
  readonly trims: boolean;
  /** Addresses are stored in small letters. */
  readonly foldsEmail: boolean;
  /** The finest part of a moment that it stores, microseconds. */
  readonly instantMicros: number;
  /** A moment may come as milliseconds since 1970. */
  readonly hasEpochs: boolean;
}

/** What is written stays what it is. */
const AS_WRITTEN: ReadRule = {
  ...{ isEmptyNothing: false, trims: false, foldsEmail: false, hasEpochs: false },
  instantMicros: MICROS_PER_MILLISECOND,
};

/** Null: what it stores cannot be asked for. */
export const READ_RULES: Readonly<Record<SendsKind, ReadRule | null>> = {
  webhook: AS_WRITTEN,
  braze: {
    ...{ isEmptyNothing: true, trims: false, foldsEmail: true, hasEpochs: false },
    instantMicros: MICROS_PER_MILLISECOND,
  },
  hubspot: {
    ...{ isEmptyNothing: true, trims: true, foldsEmail: true, hasEpochs: true },
    instantMicros: MICROS_PER_MILLISECOND,
  },
  salesforce: {
    ...{ isEmptyNothing: true, trims: true, foldsEmail: true, hasEpochs: false },
    instantMicros: MICROS_PER_SECOND,
  },
  segment: null,
  voucherify: null,
  hubspot_timeline: null,
  nats_jetstream: null,
  files: null,
};

/**
 * How what a kind of system was told of a customer, as a file says it, is compared with what we
 * would have; null: it is told of coupons alone.
 */
export function fileRuleOf(kind: SendsKind): ReadRule | null {
  return kind === "voucherify" ? null : (READ_RULES[kind] ?? AS_WRITTEN);
}

/** What may come of comparing one customer: see `Compared`. */
export type ReadOutcome =
  | "COMPARED"
  | "MOVED"
  | "KEY_CHANGED"
  | "NO_ROOM"
  | "CANNOT_ASK"
  | "UNREADABLE";

const NUMBERS: ReadonlySet<string> = new Set(["points.active", "points.pending"]);
const INSTANTS: ReadonlySet<string> = new Set(["tier.since", "tier.until"]);

/** What the values of a field of a customer are. */
export function valueKindOf(field: string): ValueKind {
  if (NUMBERS.has(field)) {
    return "NUMBER";
  }
  if (INSTANTS.has(field)) {
    return "INSTANT";
  }
  return field === "customer.email" || identifierKindOf(field) === "email" ? "EMAIL" : "TEXT";
}

/** Whether a field says who somebody is: its values are kept as keyed hashes alone. */
export function isPersonal(field: string): boolean {
  return field.startsWith("customer.") && field !== "customer.id";
}

const DECIMAL = /^([+-]?)0*(\d+)(?:\.(\d*?)0*)?$/;
const EPOCH_MS = /^-?\d{9,14}$/;
const OFFSET_WITHOUT_COLON = /([+-]\d{2})(\d{2})$/;

/**
 * A value in the one form by which it is compared: two that mean the same are the same text, null
 * is nothing. What is not of its kind stays what it is, and so equals nothing of it. Pure.
 */
export function canonicalOf(value: unknown, kind: ValueKind, rule: ReadRule): string | null {
  if (value === null || value === undefined) {
    return null;
  }
  const written = typeof value === "string" ? value : JSON.stringify(value);
  const text = rule.trims ? written.trim() : written;
  if (text === "" && (rule.isEmptyNothing || kind === "NUMBER" || kind === "INSTANT")) {
    return null;
  }
  switch (kind) {
    case "NUMBER":
      return decimalOf(text) ?? `text ${text}`;
    case "INSTANT":
      return momentOf(text, rule) ?? `text ${text}`;
    case "EMAIL":
      return rule.foldsEmail ? text.toLowerCase() : text;
    case "TEXT":
      return text;
  }
}

function decimalOf(text: string): string | null {
  const [, sign = "", whole = "", fraction = ""] = DECIMAL.exec(text.trim()) ?? [];
  if (whole === "") {
    return null;
  }
  const digits = fraction === "" ? whole : `${whole}.${fraction}`;
  return sign === "-" && digits !== "0" ? `-${digits}` : digits;
}

function momentOf(text: string, { hasEpochs, instantMicros }: ReadRule): string | null {
  const micros =
    hasEpochs && EPOCH_MS.test(text)
      ? Number(text) * MICROS_PER_MILLISECOND
      : parseInstant(text.trim().replace(OFFSET_WITHOUT_COLON, "$1:$2"));
  return micros === null
    ? null
    : formatInstant((Math.floor(micros / instantMicros) * instantMicros) as Instant);
}
