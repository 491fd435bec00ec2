import {
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSchema } from "../../resolvers/schema.ts";
import { soldEvent } from "../support/purchases.ts";
import { startTwoServers, type TwoServers } from "../support/twoServers.ts";

/**
 * A text that no column can hold, in every place of the graph that takes one: an answer each time,
 * no fault of ours.
 */

const NUL = "a\u0000b";
const EMAIL = "nul@example.com";

/** Where a text is more than any text: what lets the others of the same call be looked at. */
const GOOD: Readonly<Record<string, string>> = {
  idempotencyKey: "key",
  email: EMAIL,
  kind: "email",
  value: EMAIL,
  wallet: "points",
  reason: "because it is tested",
  store: "s1",
  till: "1",
  tier: "SILVER",
  document: "{}",
  state: "LATE",
  currencyCode: "GBP",
  code: "CODE-1234-5678",
  channel: "store",
};
const PLAIN: Readonly<Record<string, unknown>> = {
  Int: 1,
  Float: 1,
  Boolean: true,
  Points: "1",
  Decimal: "1",
  Date: "2026-11-01",
  DateTime: "2099-11-01T00:00:00Z",
};

/** Builds arguments with U+0000 in the text number `poisoned`, and counts the texts. */
class Builder {
  texts = 0;
  readonly #poisoned: number;
  readonly #unique: string;

  constructor(poisoned: number, unique: string) {
    this.#poisoned = poisoned;
    this.#unique = unique;
  }

  value(type: GraphQLInputType, name: string): unknown {
    if (isNonNullType(type)) {
      return this.value(type.ofType, name);
    }
    if (isListType(type)) {
      return [this.value(type.ofType, name)];
    }
    if (isEnumType(type)) {
      return type.getValues()[0]?.value;
    }
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields());
      const given = type.isOneOf
        ? fields
            .filter(
              ({ name: of }) =>
                of === "email" || fields.length === 1 || !fields.some((f) => f.name === "email"),
            )
            .slice(0, 1)
        : fields;
      return Object.fromEntries(given.map((one) => [one.name, this.value(one.type, one.name)]));
    }
    const named = getNamedType(type).name;
    if (name === "validFrom" || name === "at") {
      return "2026-11-01T00:00:00Z";
    }
    if (named in PLAIN) {
      return PLAIN[named];
    }
    const at = this.texts;
    this.texts += 1;
    if (at === this.#poisoned) {
      return NUL;
    }
    return name === "idempotencyKey" ? this.#unique : (GOOD[name] ?? "x");
  }
}

type Field = GraphQLField<unknown, unknown>;
const schema = createSchema();
const fieldsOf = (type: string): readonly Field[] => {
  const found = schema.getType(type);
  return isObjectType(found)
    ? Object.values(found.getFields()).filter(({ args }) => args.length > 0)
    : [];
};

const CASES = [
  ...fieldsOf("Query").map((field) => ["query", "", field] as const),
  ...fieldsOf("Mutation").map((field) => ["mutation", "", field] as const),
  ...fieldsOf("Customer").map((field) => ["query", "customer", field] as const),
  ...fieldsOf("Loyalty").map((field) => ["query", "customer loyalty", field] as const),
].map(
  ([operation, within, field]) =>
    [`${operation} ${within} ${field.name}`, operation, within, field] as const,
);

let servers: TwoServers;
beforeAll(async () => {
  servers = await startTwoServers();
  await servers.first.receive([soldEvent({ customer: [{ kind: "email", value: EMAIL }] })]);
});
afterAll(() => servers.stop());

describe("U+0000 in one text after the other", () => {
  test.each(CASES)("%s", async (name, operation, within, field) => {
    const declared = field.args.map((arg) => `$${arg.name}: ${arg.type}`).join(", ");
    const passed = field.args.map((arg) => `${arg.name}: $${arg.name}`).join(", ");
    const selection =
      isObjectType(getNamedType(field.type)) || !("parseValue" in getNamedType(field.type))
        ? "{ __typename }"
        : "";
    const asked = within
      .split(" ")
      .filter(Boolean)
      .reduceRight(
        (inner, outer) =>
          `${outer === "customer" ? `customer(by: { email: "${EMAIL}" })` : outer} { ${inner} }`,
        `${field.name}(${passed}) ${selection}`,
      );
    let texts = 1;
    for (let poisoned = 0; poisoned < texts; poisoned += 1) {
      const builder = new Builder(poisoned, `${name} ${poisoned}`);
      const variables = Object.fromEntries(
        field.args.map((arg) => [arg.name, builder.value(arg.type, arg.name)]),
      );
      texts = builder.texts;
      const { errors } = await servers.first.graphql({
        query: `${operation} (${declared}) { ${asked} }`,
        variables,
      });
      const faults = (errors ?? []).filter(({ extensions }) => extensions["code"] === "INTERNAL");
      expect(faults, JSON.stringify(variables)).toEqual([]);
    }
  });
});
