import type { CommandDeps } from "./changeCustomer.ts";
import { type ClearTierOverrideRequest, clearTierOverride } from "./clearTierOverride.ts";
import { type EnrolCustomerRequest, enrolCustomer } from "./enrolCustomer.ts";
import { type OverrideTierRequest, overrideTier } from "./overrideTier.ts";

/** The write use cases beside the handoff, given what they work with. A new one is a line here. */
export function createCommands(deps: CommandDeps) {
  return {
    enrolCustomer: (request: EnrolCustomerRequest) => enrolCustomer(deps, request),
    overrideTier: (request: OverrideTierRequest) => overrideTier(deps, request),
    clearTierOverride: (request: ClearTierOverrideRequest) => clearTierOverride(deps, request),
  };
}
