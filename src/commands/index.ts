import { type Instant, MICROS_PER_MILLISECOND } from "../domain/time/instant.ts";
import { type EnrolCustomerRequest, enrolCustomer } from "./enrolCustomer.ts";
import { GuessLimit } from "./guessLimit.ts";
import { type IssueCouponRequest, type IssueDeps, issueCoupon } from "./issueCoupon.ts";
import { type RedeemCouponRequest, redeemCoupon } from "./redeemCoupon.ts";
import { type ReverseRedemptionRequest, reverseRedemption } from "./reverseRedemption.ts";
import { type ValidateCouponRequest, validateCoupon } from "./validateCoupon.ts";

/** The write use cases beside the handoff, given what they work with. A new one is a line here. */
export function createCommands(deps: IssueDeps) {
  const clock = () => deps.now ?? ((Date.now() * MICROS_PER_MILLISECOND) as Instant);
  // One a process: looking a code up counts like trying it at a till.
  const guesses = new GuessLimit(clock);
  return {
    guesses,
    enrolCustomer: (request: EnrolCustomerRequest) => enrolCustomer(deps, request),
    issueCoupon: (request: IssueCouponRequest) => issueCoupon(deps, request),
    redeemCoupon: (request: RedeemCouponRequest) => redeemCoupon(deps, guesses, request),
    reverseRedemption: (request: ReverseRedemptionRequest) => reverseRedemption(deps, request),
    validateCoupon: (request: ValidateCouponRequest) => validateCoupon(deps, guesses, request),
  };
}
