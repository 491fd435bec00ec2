import type { Resolvers } from "../__generated__/types.ts";
import { Customer } from "./Customer.ts";
import { IdentifiersChange } from "./IdentifiersChange.ts";
import { MergeChange } from "./MergeChange.ts";
import { blockIdentifier } from "./Mutation/blockIdentifier.ts";
import { createCustomer } from "./Mutation/createCustomer.ts";
import { issueCustomerToken } from "./Mutation/issueCustomerToken.ts";
import { linkIdentifier } from "./Mutation/linkIdentifier.ts";
import { replaceIdentifier } from "./Mutation/replaceIdentifier.ts";
import { resolveRecords } from "./Mutation/resolveRecords.ts";
import { revealIdentifiers } from "./Mutation/revealIdentifiers.ts";
import { revokeCustomerTokens } from "./Mutation/revokeCustomerTokens.ts";
import { unlinkIdentifier } from "./Mutation/unlinkIdentifier.ts";
import { updateCustomer } from "./Mutation/updateCustomer.ts";
import { verifyCaller } from "./Mutation/verifyCaller.ts";
import { customer } from "./Query/customer.ts";
import { me } from "./Query/me.ts";
import { UnmergeChange } from "./UnmergeChange.ts";

export const customers: Resolvers = {
  Query: { customer, me },
  Mutation: {
    issueCustomerToken,
    revealIdentifiers,
    revokeCustomerTokens,
    verifyCaller,
    blockIdentifier,
    createCustomer,
    linkIdentifier,
    replaceIdentifier,
    resolveRecords,
    unlinkIdentifier,
    updateCustomer,
  },
  Customer,
  IdentifiersChange,
  MergeChange,
  UnmergeChange,
};
