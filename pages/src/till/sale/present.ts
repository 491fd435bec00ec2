import type { CustomerIdentifierInput } from "../../__generated__/graphql.ts";

/** What a scanned or typed text is taken for. */
export type PresentedKind = "email" | "phone" | "loyalty";

/** By its form alone: an address has an @, a number with + or a leading 0 is a telephone's. */
export function kindOf(text: string): PresentedKind {
  if (text.includes("@")) {
    return "email";
  }
  return /^(?:\+|0|\(0)[\d\s()/.-]{5,}$/.test(text) ? "phone" : "loyalty";
}

/** How the graph is asked for whoever this is. */
export function identifierOf(text: string, kind: PresentedKind): CustomerIdentifierInput {
  return kind === "loyalty"
    ? { loyaltyNumber: text }
    : kind === "phone"
      ? { phone: text }
      : { email: text };
}

/** How a purchase names whoever this is; null for an id, which only the graph knows. */
export function purchaseIdentifierOf(
  by: CustomerIdentifierInput,
): { readonly kind: PresentedKind; readonly value: string } | null {
  if (by.loyaltyNumber != null) {
    return { kind: "loyalty", value: by.loyaltyNumber };
  }
  if (by.phone != null) {
    return { kind: "phone", value: by.phone };
  }
  return by.email == null ? null : { kind: "email", value: by.email };
}
