const CUSTOMER: readonly string[] = ["customer"];

/**
 * What every mutation answers when nobody has the identifier, or the viewer may not see whoever
 * has.
 */
export function customerNotFound(field = CUSTOMER) {
  return {
    code: "CUSTOMER_NOT_FOUND" as const,
    message: "No customer has this identifier.",
    field,
  };
}

/** The same where the customer may also have been merged between the look-up and the lock. */
export function customerGone(field = CUSTOMER) {
  return {
    code: "CUSTOMER_NOT_FOUND" as const,
    message: "No customer has this identifier, or it was just merged; look it up again.",
    field,
  };
}

/** What a mutation answers that names an identifier by which we know nobody. */
export const NO_IDENTIFIER = {
  code: "IDENTIFIER_NOT_FOUND",
  message: "No customer is known by this.",
  field: ["identifier"],
};
