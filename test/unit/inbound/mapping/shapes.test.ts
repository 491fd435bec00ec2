import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  buildASTSchema,
  type GraphQLInputObjectType,
  GraphQLNonNull,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isListType,
  parse,
} from "graphql";
import { expect, test } from "vitest";
import { type ObjectShape, SHAPES } from "../../../../src/inbound/mapping/language/shapes.ts";

const SDL = join(import.meta.dirname, "../../../../schema");
const text = readdirSync(SDL)
  .filter((name) => name.endsWith(".graphql"))
  .map((name) => readFileSync(join(SDL, name), "utf8"))
  .join("\n");
const schema = buildASTSchema(parse(text), { assumeValidSDL: true });

function shapeOf(type: GraphQLInputObjectType): ObjectShape {
  const fields = Object.values(type.getFields()).filter(
    ({ name }) => name !== "source" || !type.name.match(/^(PurchaseEvent|Interaction)Input$/),
  );
  return Object.fromEntries(
    fields.map(({ name, type: of }) => {
      const isNeeded = of instanceof GraphQLNonNull;
      const named = getNamedType(of);
      const isList = isListType(getNullableType(of));
      if (isInputObjectType(named)) {
        return [name, { kind: isList ? "list" : "object", isNeeded, of: shapeOf(named) }];
      }
      const kind = isList ? "texts" : named.name === "Boolean" ? "flag" : "text";
      return [name, { kind, isNeeded }];
    }),
  ) as ObjectShape;
}

test.each([
  ["purchase", "PurchaseEventInput"],
  ["interaction", "InteractionInput"],
  ["person", "PersonRecordInput"],
] as const)(
  "a mapping knows every field of a %s, as the graph has it, and no other",
  (make, name) => {
    const type = schema.getType(name) as GraphQLInputObjectType;
    // Lists of lines are said by mappings; that they may be empty is the contract's to refuse.
    expect(withoutNeed(SHAPES[make])).toEqual(withoutNeed(shapeOf(type)));
  },
);

/** A discount's list is needed in the graph, which an empty one satisfies. */
function withoutNeed(shape: ObjectShape): unknown {
  return Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [
      name,
      "of" in field ? { ...field, isNeeded: false, of: withoutNeed(field.of) } : field,
    ]),
  );
}
