import { hasScope, requireScope } from "../../../src/access/authorise.ts";
import type { KnownOrder } from "../../../src/domain/diagnosis/judge.ts";
import { currencyExponent, unknownCurrency } from "../../../src/domain/money/currency.ts";
import { parseDecimal } from "../../../src/domain/money/decimal.ts";
import { AppError } from "../../../src/errors.ts";
import { searchable } from "../../../src/platform/page.ts";
import type { ErpOrderInput, QueryResolvers } from "../../__generated__/types.ts";
import { orderBy, unseenCustomerBy } from "../../customerBy.ts";
import { instantOf } from "../../inputs.ts";

export const diagnoseCustomer: NonNullable<QueryResolvers["diagnoseCustomer"]> = async (
  _root,
  { customer: by, orders },
  { viewer, loaders },
) => {
  requireScope(viewer, "operations:read");
  if (by.id == null && by.order == null && !hasScope(viewer, "customer:read")) {
    // Who has an address is not theirs to find out.
    throw new AppError("FORBIDDEN", "Name the customer by id or by an order.", {
      details: { argument: "customer" },
    });
  }
  const known = orders == null ? null : orders.map(knownOrderOf);
  const rootId =
    by.order == null
      ? await unseenCustomerBy(loaders, by)
      : ((await orderBy(loaders, by.order))?.row.rootId ?? null);
  return rootId === null ? null : await loaders.diagnosis.ofCustomer(rootId, known);
};

function knownOrderOf(input: ErpOrderInput, at: number): KnownOrder {
  const { amount, currencyCode } = input.amount;
  const field = (name: string) => `orders.${at}.${name}`;
  const exponent = currencyExponent(currencyCode);
  if (exponent === null) {
    throw bad(field("amount.currencyCode"), unknownCurrency(currencyCode));
  }
  const amountMinor = parseDecimal(amount, exponent);
  if (typeof amountMinor !== "bigint") {
    throw bad(field("amount.amount"), `This is no amount in ${currencyCode}.`);
  }
  return {
    ...{ amountMinor, currency: currencyCode, fulfilledAt: instantOf(input.fulfilledAt) },
    number: searchable(input.number, field("number")),
    source: input.source == null ? null : searchable(input.source, field("source")),
    placedAt: input.placedAt == null ? null : instantOf(input.placedAt),
  };
}

function bad(argument: string, message: string): AppError {
  return new AppError("BAD_USER_INPUT", message, { details: { argument } });
}
