import type { Instant } from "../time/instant.ts";
import { addMicros, MICROS_PER_DAY, MICROS_PER_MINUTE } from "../time/instant.ts";
import { addMonthsLocal } from "../time/zone.ts";

/** How long a gift can be taken back, minutes. */
export const UNDO_MINUTES = 10;
/** What a customer was given is counted for so many months. */
const CUSTOMER_MONTHS = 12;

/** Since when what a person has given counts. */
export function personSince(now: Instant): Instant {
  return addMicros(now, -MICROS_PER_DAY);
}

/** Since when what a customer was given counts. */
export function customerSince(now: Instant, timeZone: string): Instant {
  return addMonthsLocal(now, -CUSTOMER_MONTHS, timeZone);
}

/** The first instant at which a gift cannot be taken back any more. */
export function undoableUntil(recordedAt: Instant): Instant {
  return addMicros(recordedAt, UNDO_MINUTES * MICROS_PER_MINUTE);
}

/**
 * What a gift is decided on, and kept with it: each limit, and what had been given of it before.
 * Points count what a coupon is worth in them.
 */
export interface GoodwillBasis {
  /** Of the person who gives, in 24 hours. */
  readonly personMax: bigint;
  readonly personGiven: bigint;
  /** Of the customer, in 12 months. */
  readonly customerMax: bigint;
  readonly customerGiven: bigint;
  readonly giftsMax: number;
  readonly giftsGiven: number;
}

/** As it is stored: points as text, because JSON has no bigint. */
export type GoodwillBasisJson = {
  readonly [Name in keyof GoodwillBasis]: GoodwillBasis[Name] extends bigint ? string : number;
};

export function encodeBasis(basis: GoodwillBasis): GoodwillBasisJson {
  return {
    personMax: String(basis.personMax),
    personGiven: String(basis.personGiven),
    customerMax: String(basis.customerMax),
    customerGiven: String(basis.customerGiven),
    giftsMax: basis.giftsMax,
    giftsGiven: basis.giftsGiven,
  };
}

export function decodeBasis(stored: GoodwillBasisJson): GoodwillBasis {
  return {
    personMax: BigInt(stored.personMax),
    personGiven: BigInt(stored.personGiven),
    customerMax: BigInt(stored.customerMax),
    customerGiven: BigInt(stored.customerGiven),
    giftsMax: stored.giftsMax,
    giftsGiven: stored.giftsGiven,
  };
}

const above0 = (points: bigint): bigint => (points > 0n ? points : 0n);

/** What is left of a basis. */
export interface GoodwillLeft {
  readonly ofPerson: bigint;
  readonly ofCustomer: bigint;
  readonly gifts: number;
  /** The least of all: what may be given now. */
  readonly now: bigint;
}

/**
 * What may still be given.
 *
 * @param otherwise what the one limit of everything that a person gives leaves (programme 3.10);
 *   null: any number
 */
export function leftOf(basis: GoodwillBasis, otherwise: bigint | null): GoodwillLeft {
  const ofPerson = above0(basis.personMax - basis.personGiven);
  const ofCustomer = above0(basis.customerMax - basis.customerGiven);
  const gifts = Math.max(0, basis.giftsMax - basis.giftsGiven);
  const limits = [ofPerson, ofCustomer, ...(otherwise === null ? [] : [otherwise])];
  const least = limits.reduce((one, other) => (other < one ? other : one));
  return { ofPerson, ofCustomer, gifts, now: gifts === 0 ? 0n : least };
}

/** Why a gift is not given; the first limit that it crosses. */
export interface GoodwillRefusal {
  readonly code: "CUSTOMER_LIMIT" | "PERSON_LIMIT";
  readonly message: string;
}

/**
 * Whether a gift keeps all limits of goodwill; null: it does. Pure.
 *
 * @param worth in points; 0 for a coupon that has no worth in them
 */
export function refusalOfGift(basis: GoodwillBasis, worth: bigint): GoodwillRefusal | null {
  const left = leftOf(basis, null);
  if (left.gifts === 0) {
    return {
      code: "CUSTOMER_LIMIT",
      message: `The customer was given goodwill ${basis.giftsGiven} times within 12 months, and ${basis.giftsMax} times is the most; a supervisor may correct points otherwise.`,
    };
  }
  if (worth > left.ofCustomer) {
    return {
      code: "CUSTOMER_LIMIT",
      message: `The customer may be given ${left.ofCustomer} more points within 12 months; give less, or ask a supervisor to correct points otherwise.`,
    };
  }
  if (worth > left.ofPerson) {
    return {
      code: "PERSON_LIMIT",
      message: `You may give ${left.ofPerson} more points of goodwill within 24 hours; give less, or ask a supervisor.`,
    };
  }
  return null;
}
