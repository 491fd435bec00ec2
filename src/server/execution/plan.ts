import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getArgumentValues,
  getNullableType,
  isLeafType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  visit,
} from "graphql";
import { collectFields, collectSubfields } from "graphql/execution/collectFields.js";
import { completerOf } from "./complete.ts";
import type { FieldPlan, OperationPlan, SelectionPlan, Variables } from "./model.ts";

/** What the plan of a validated operation is made from. */
export interface Source {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
}

export function fragmentsOf(
  document: DocumentNode,
): Readonly<Record<string, FragmentDefinitionNode>> {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments[definition.name.value] = definition;
    }
  }
  return fragments;
}

/** Variables that decide in `@skip` or `@include` what is selected, anywhere in the document. */
export function conditionVariablesOf(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: given }) => {
      if (name.value !== "skip" && name.value !== "include") {
        return;
      }
      for (const { value } of given ?? []) {
        if (value.kind === Kind.VARIABLE) {
          names.add(value.name.value);
        }
      }
    },
  });
  return [...names];
}

/** Plans the root; what lies below is planned when a value of its type first turns up. */
export function planOperation(
  source: Source,
  rootType: GraphQLObjectType,
  conditions: Variables,
): OperationPlan {
  const { schema, operation, fragments } = source;
  const fields = collectFields(schema, fragments, conditions, rootType, operation.selectionSet);
  const root = planSelection(source, conditions, rootType, fields);
  return { operation, fragments, rootType, root };
}

function planSelection(
  source: Source,
  conditions: Variables,
  parentType: GraphQLObjectType,
  collected: ReadonlyMap<string, readonly FieldNode[]>,
): SelectionPlan {
  const fields = [...collected].flatMap(
    ([key, nodes]) => planField(source, conditions, parentType, key, nodes) ?? [],
  );
  const empty = Object.fromEntries(fields.map(({ key }) => [key, undefined]));
  return { fields, empty, needsBareObject: collected.has("__proto__") };
}

function planField(
  source: Source,
  conditions: Variables,
  parentType: GraphQLObjectType,
  key: string,
  nodes: readonly FieldNode[],
): FieldPlan | null {
  const { schema, fragments } = source;
  const [node] = nodes;
  const def = node === undefined ? undefined : fieldOf(schema, parentType, node.name.value);
  // Validation has refused such documents; the reference ignores the field, so do we.
  if (node === undefined || def === undefined) {
    return null;
  }
  const planned = new Map<GraphQLObjectType, SelectionPlan>();
  return {
    key,
    nodes,
    def,
    parentType,
    resolve: def.resolve ?? null,
    argumentsOf: planArguments(def, node),
    isNullable: !isNonNullType(def.type),
    isLeaf: isLeafType(getNullableType(def.type)),
    complete: completerOf(def.type),
    below: (type) => {
      const known = planned.get(type);
      if (known !== undefined) {
        return known;
      }
      const fields = collectSubfields(schema, fragments, conditions, type, nodes);
      const plan = planSelection(source, conditions, type, fields);
      planned.set(type, plan);
      return plan;
    },
  };
}

function fieldOf(
  schema: GraphQLSchema,
  parentType: GraphQLObjectType,
  name: string,
): GraphQLField<unknown, unknown> | undefined {
  if (name === TypeNameMetaFieldDef.name) {
    return TypeNameMetaFieldDef;
  }
  if (parentType === schema.getQueryType()) {
    if (name === SchemaMetaFieldDef.name) {
      return SchemaMetaFieldDef;
    }
    if (name === TypeMetaFieldDef.name) {
      return TypeMetaFieldDef;
    }
  }
  return parentType.getFields()[name];
}

const NO_VARIABLES: Variables = Object.freeze({});

/**
 * Arguments without a variable are read once. One that cannot be read fails in each request, as a
 * field's error.
 */
function planArguments(
  def: GraphQLField<unknown, unknown>,
  node: FieldNode,
): FieldPlan["argumentsOf"] {
  if (def.args.length === 0) {
    return () => ({});
  }
  const read = (variables: Variables) => getArgumentValues(def, node, variables);
  if (usesVariable(node)) {
    return read;
  }
  try {
    const values = read(NO_VARIABLES);
    return () => ({ ...values });
  } catch (error) {
    // Not rethrown as it is: an error of one request must not be shared with another.
    void (error as GraphQLError);
    return read;
  }
}

function usesVariable(node: FieldNode): boolean {
  let uses = false;
  for (const argument of node.arguments ?? []) {
    visit(argument, {
      Variable: () => {
        uses = true;
      },
    });
  }
  return uses;
}
