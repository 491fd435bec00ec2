/** What every mutation answers when nobody has the identifier, or the viewer may not see whoever has. */
export function customerNotFound(field: readonly string[] = ["customer"]) {
  return { code: "CUSTOMER_NOT_FOUND", message: "No customer has this identifier.", field };
}
