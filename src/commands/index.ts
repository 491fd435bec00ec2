import type { CommandDeps } from "./changeCustomer.ts";
import { type EnrolCustomerRequest, enrolCustomer } from "./enrolCustomer.ts";
import {
  type IssueCustomerTokenRequest,
  issueCustomerToken,
  type SignCustomerToken,
} from "./issueCustomerToken.ts";
import { type RevealIdentifiersRequest, revealIdentifiers } from "./revealIdentifiers.ts";
import { type RevokeCustomerTokensRequest, revokeCustomerTokens } from "./revokeCustomerTokens.ts";
import { type VerifyCallerRequest, verifyCaller } from "./verifyCaller.ts";

/** The write use cases beside the handoff, given what they work with. A new one is a line here. */
export function createCommands(
  deps: CommandDeps & { readonly signCustomerToken: SignCustomerToken },
) {
  return {
    enrolCustomer: (request: EnrolCustomerRequest) => enrolCustomer(deps, request),
    issueCustomerToken: (request: IssueCustomerTokenRequest) => issueCustomerToken(deps, request),
    revealIdentifiers: (request: RevealIdentifiersRequest) => revealIdentifiers(deps, request),
    revokeCustomerTokens: (request: RevokeCustomerTokensRequest) =>
      revokeCustomerTokens(deps, request),
    verifyCaller: (request: VerifyCallerRequest) => verifyCaller(deps, request),
  };
}
