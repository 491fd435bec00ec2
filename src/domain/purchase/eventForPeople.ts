import { currencyExponent } from "../money/currency.ts";
import { formatMinor, formatQuantity } from "../money/decimal.ts";
import { formatInstant } from "../time/formatInstant.ts";
import type { Instant } from "../time/instant.ts";
import type { PurchaseEvent } from "./event.ts";

/** Names that end so are amounts in minor units. */
const MINOR = /Minor$/;
/** Names that end so are moments, microseconds. */
const MOMENT = /At$/;

/**
 * What says nothing to a reader, who rang it up, and values of identifiers, which are not kept with
 * the event.
 */
const LEFT_OUT: ReadonlySet<string> = new Set(["identifiers", "cashier", "reading", "rules"]);

/**
 * An event as it was read, for people: amounts and quantities as decimal numbers, moments as ISO
 * 8601, what is empty left out, and of whom it was only by which kinds of identifier. Names are
 * those of `PurchaseEvent`. Pure.
 */
export function eventForPeople(event: PurchaseEvent): Readonly<Record<string, unknown>> {
  const exponent = currencyExponent(event.currency ?? "") ?? 0;
  const said = (name: string, value: unknown): unknown => {
    if (typeof value === "bigint") {
      return MINOR.test(name) ? formatMinor(value, exponent) : formatOther(name, value);
    }
    if (typeof value === "number" && MOMENT.test(name)) {
      return formatInstant(value as Instant);
    }
    if (Array.isArray(value)) {
      return value.map((one) => said(name, one));
    }
    return typeof value === "object" && value !== null ? fieldsOf(value) : value;
  };
  const fieldsOf = (object: object) =>
    Object.fromEntries(
      Object.entries(object)
        .filter(([name, value]) => !LEFT_OUT.has(name) && !isEmpty(value))
        .map(([name, value]) => [name.replace(MINOR, ""), said(name, value)]),
    );
  const kinds = event.identifiers.map(({ kind }) => kind);
  return { ...fieldsOf(event), ...(kinds.length === 0 ? {} : { identifiedBy: kinds }) };
}

function formatOther(name: string, value: bigint): string {
  return name === "quantity" ? formatQuantity(value) : value.toString();
}

function isEmpty(value: unknown): boolean {
  return (
    value === null ||
    value === undefined ||
    value === false ||
    value === "" ||
    (Array.isArray(value) && value.length === 0)
  );
}
