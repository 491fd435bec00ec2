import { randomUUID } from "node:crypto";

/** The parts of a call that says that an email of a customer is somebody else's. */
export function splitOf(customer: object, email: string, fields: string) {
  const identifiers = [{ value: { kind: "email", value: email } }];
  const input = { customer, identifiers, reason: "two", idempotencyKey: randomUUID() };
  return ["splitCustomer", "SplitCustomerInput", input, fields] as const;
}
