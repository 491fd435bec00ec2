import type { CommandDeps } from "./changeCustomer.ts";
import { type EnrolCustomerRequest, enrolCustomer } from "./enrolCustomer.ts";

/** The write use cases beside the handoff, given what they work with. A new one is a line here. */
export function createCommands(deps: CommandDeps) {
  return {
    enrolCustomer: (request: EnrolCustomerRequest) => enrolCustomer(deps, request),
  };
}
