import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from "graphql";
import { parseDecimal } from "../src/domain/money/decimal.ts";
import { formatInstant } from "../src/domain/time/formatInstant.ts";
import type { Instant, LocalDate } from "../src/domain/time/instant.ts";
import { parseLocalDate } from "../src/domain/time/localDate.ts";
import { parseInstant } from "../src/domain/time/parseInstant.ts";

function invalid(name: string, shape: string): GraphQLError {
  return new GraphQLError(`A ${name} is ${shape}.`, { extensions: { code: "BAD_USER_INPUT" } });
}

/** A scalar that travels as a string, in variables and in literals alike. */
function textScalar<Internal>(scalar: {
  readonly name: string;
  readonly shape: string;
  readonly parse: (text: string) => Internal | null;
  readonly print: (value: unknown) => string;
}): GraphQLScalarType<Internal, string> {
  const read = (value: unknown): Internal => {
    const parsed = typeof value === "string" ? scalar.parse(value) : null;
    if (parsed === null) {
      throw invalid(scalar.name, scalar.shape);
    }
    return parsed;
  };
  return new GraphQLScalarType<Internal, string>({
    name: scalar.name,
    serialize: scalar.print,
    parseValue: read,
    parseLiteral: (node: ValueNode) => read(node.kind === Kind.STRING ? node.value : undefined),
  });
}

export const DateTime = textScalar<string>({
  name: "DateTime",
  shape: "an RFC 3339 text with offset, such as 2026-11-22T12:55:00Z",
  parse: (text) => {
    const instant = parseInstant(text);
    return instant === null ? null : formatInstant(instant);
  },
  print: (value) => formatInstant(value as Instant),
});

export const LocalDay = textScalar<LocalDate>({
  name: "Date",
  shape: "a day such as 2026-11-22",
  parse: parseLocalDate,
  print: String,
});

export const Decimal = textScalar<string>({
  name: "Decimal",
  shape: "a decimal number as a string, such as 12.50",
  parse: (text) => (isDecimal(text) ? text : null),
  print: String,
});

/** Its form alone: how many decimals and digits fit is for whoever reads it to say. */
function isDecimal(text: string): boolean {
  const parsed = parseDecimal(text, 0);
  return typeof parsed === "bigint" || parsed.reason !== "MALFORMED";
}

export const Points = textScalar<bigint>({
  name: "Points",
  shape: "a whole number as a string, such as 120",
  parse: (text) => {
    const parsed = parseDecimal(text, 0);
    return typeof parsed === "bigint" ? parsed : null;
  },
  print: (value) => String(value as bigint),
});
