import type { Refusals } from "../../parts/refusals.ts";

const needs = (what: string | null, otherwise: string) =>
  what === null ? otherwise : `Needed: ${what}.`;

/** At most eight words each, and what helps. */
export const refusals: Refusals = {
  other: {
    says: "This was refused.",
    helps: ({ message }) => message || "Try again, or ask a supervisor.",
  },
  // Of coupons.
  UNKNOWN_CODE: {
    says: "There is no such coupon.",
    helps: () => "Scan it again, or type it slowly.",
  },
  OTHER_CUSTOMER: {
    says: "This coupon is somebody else's.",
    helps: () => "Scan the card of whoever got it.",
  },
  DISABLED: { says: "This coupon was withdrawn.", helps: () => "Service can say why." },
  RESERVED: {
    says: "This coupon is in another sale.",
    helps: () => "Close or cancel that sale first.",
  },
  NOT_YET_VALID: {
    says: "This coupon is not valid yet.",
    helps: ({ needed }) => needs(needed, "It is good later."),
  },
  EXPIRED: {
    says: "This coupon has expired.",
    helps: ({ needed }) => (needed === null ? "Service may help." : `It was good until ${needed}.`),
  },
  ALREADY_REDEEMED: {
    says: "This coupon was used already.",
    helps: () => "If not by them, service can look into it.",
  },
  LIMIT_REACHED: {
    says: "This offer is used up.",
    helps: () => "Others may have had it first; look for another coupon.",
  },
  CUSTOMER_LIMIT_REACHED: {
    says: "They have used it often enough.",
    helps: ({ needed }) => needs(needed, "Look for another coupon."),
  },
  CUSTOMER_NEEDED: { says: "It needs a customer.", helps: () => "Scan their card first." },
  TIER_NEEDED: {
    says: "Their tier does not have it.",
    helps: ({ needed }) => needs(needed, "Look for another coupon."),
  },
  STORE_EXCLUDED: {
    says: "Not valid in this store.",
    helps: ({ needed }) => needs(needed, "Another store takes it."),
  },
  CHANNEL_EXCLUDED: {
    says: "Not valid in a store.",
    helps: ({ needed }) => needs(needed, "It is good online."),
  },
  BASKET_NEEDED: { says: "The basket is empty.", helps: () => "Scan the articles first." },
  CURRENCY_MISMATCH: {
    says: "The coupon has another currency.",
    helps: ({ needed }) => needs(needed, "Choose its currency above."),
  },
  ARTICLE_MISSING: {
    says: "The right article is missing.",
    helps: ({ needed }) => needs(needed, "Look at the coupon for what it is for."),
  },
  BASKET_TOO_SMALL: {
    says: "The basket is too small.",
    helps: ({ needed, seen }) =>
      `${needs(needed, "Add something to it.")}${seen === null ? "" : ` Here: ${seen}.`}`,
  },
  AMOUNT_TOO_HIGH: {
    says: "It does not give that much.",
    helps: ({ needed }) => (needed === null ? "Take less off." : `At most ${needed}.`),
  },
  OWN_RECORD: { says: "This is your own.", helps: () => "Let a colleague do it." },
  TOO_MANY_UNKNOWN_CODES: {
    says: "Too many wrong codes here.",
    helps: () => "Wait a few minutes, then scan again.",
  },
  ALREADY_REVERSED: { says: "It was given back already.", helps: () => "Nothing is left to do." },
  REVERSAL_TOO_LATE: {
    says: "Too late to give it back.",
    helps: () => "Thirty days are over; service may help.",
  },
  REDEMPTION_NOT_FOUND: {
    says: "There is no such use.",
    helps: () => "Look for the receipt that has it.",
  },
  // Of customers and their points.
  CUSTOMER_NOT_FOUND: {
    says: "Nobody has this.",
    helps: () => "Look for a slip of the finger, or ask for something else.",
  },
  IDENTIFIER_NOT_IN_USE: {
    says: "This card is blocked or replaced.",
    helps: () => "Do not accept it. Ask for the new one.",
  },
  CUSTOMER_MARKED: {
    says: "Not possible for this customer.",
    helps: () => "Sell without it; service can say why.",
  },
  NOT_A_MEMBER: { says: "They are no member.", helps: () => "They can join first." },
  INSUFFICIENT_POINTS: {
    says: "There are not enough points.",
    helps: () => "Take fewer; what may be spent is shown.",
  },
  POINTS_INVALID: {
    says: "That is no number of points.",
    helps: () => "Whole points, one or more.",
  },
  HOLD_CLOSED: {
    says: "These points went back already.",
    helps: () => "Set them aside once more.",
  },
  UNKNOWN_WALLET: { says: "There is no such wallet.", helps: ({ message }) => message },
  REFERENCE_INVALID: { says: "The reference is not valid.", helps: ({ message }) => message },
  // Of sales.
  HELD: {
    says: "The sale is kept and waits.",
    helps: ({ message }) => message || "It applies itself; nothing is lost.",
  },
  REJECTED: { says: "The sale was not taken.", helps: ({ message }) => message },
  CONFLICT: {
    says: "The number was used for another sale.",
    helps: () => "Start a new sale; operations see both.",
  },
  ORDER_NOT_FOUND: {
    says: "There is no such receipt.",
    helps: () => "Look at store, till and day on it.",
  },
  ORDER_OF_ANOTHER_STORE: {
    says: "Another store has to do this.",
    helps: () => "Send them to the store on the receipt.",
  },
  STORE_NOT_ALLOWED: { says: "Not for this store.", helps: ({ message }) => message },
  SOURCE_NOT_ALLOWED: { says: "This till may not send it.", helps: ({ message }) => message },
  // Of the end of a day.
  BUSINESS_DATE_IN_FUTURE: {
    says: "This day has not begun yet.",
    helps: () => "Choose today, or a day before.",
  },
  BUSINESS_DATE_TOO_OLD: {
    says: "This day is too long ago.",
    helps: () => "Operations can look into it.",
  },
  // Of the way there.
  LOST: {
    says: "No answer: it may have counted.",
    helps: () => "Ask whether it did, or send the same again.",
  },
  OFFLINE: {
    says: "This needs a connection.",
    helps: () => "Sell without it, or wait until it is back.",
  },
  QUEUE_FULL: { says: "Too much is waiting already.", helps: () => "Go online, then go on." },
  UNAVAILABLE: { says: "The server cannot answer now.", helps: () => "Send the same again." },
  OVERLOADED: { says: "The server is busy.", helps: () => "Send the same again in a moment." },
  RATE_LIMITED: {
    says: "Too many wrong numbers.",
    helps: ({ retryAfterSeconds }) =>
      retryAfterSeconds === null ? "Wait a moment." : `Wait ${retryAfterSeconds} seconds.`,
  },
  IDEMPOTENCY_KEY_PARAMETER_MISMATCH: {
    says: "This step was done otherwise before.",
    helps: () => "Start a new sale; its key is a new one.",
  },
  FORBIDDEN: { says: "This till may not do that.", helps: ({ message }) => message },
  UNAUTHENTICATED: {
    says: "The sign-in has ended.",
    helps: () => "Sign in again; the sale stays as it is.",
  },
};
