import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  isObjectType,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionSetNode,
  type ValueNode,
  visit,
} from "graphql";
import type { ValidDocument } from "./documents.ts";

/** What an operation may cost at most, in objects that it may make us read. */
export const QUERY_COST_MAX = 5_000;

/** An object costs 1, a scalar nothing: it comes with its object. A mutation writes. */
const OBJECT_COST = 1;
const MUTATION_COST = 10;
/** Items of a list that is not asked for by number. */
const LIST_SIZE_ASSUMED = 10;
/** Items of a page whose size is not given where it may be left out. */
const PAGE_SIZE_ASSUMED = 100;
/** Arguments that say how many. */
const SLICING_ARGUMENTS = ["first", "last"];
/** Fields of a connection that hold as many as were asked for. */
const SIZED_FIELDS = new Set(["nodes", "edges"]);

type Variables = Readonly<Record<string, unknown>>;

/**
 * The most objects that an operation can make us read, before it runs: `first` from literals,
 * variables and defaults; what `@skip` and `@include` leave out costs nothing. Of the types that an
 * interface can be, the dearest counts. The weights are those of the IBM cost specification.
 *
 * Linear in the size of the document: a fragment is measured once for each size of list that it is
 * used in.
 */
export function costOf(
  schema: GraphQLSchema,
  document: ValidDocument,
  operation: OperationDefinitionNode,
  variables: Variables,
): number {
  const known = KNOWN_COSTS.get(operation);
  if (typeof known === "number") {
    return known;
  }
  const cost = measuredCost(schema, document, operation, variables);
  if (known === undefined) {
    KNOWN_COSTS.set(operation, hasSizeInVariable(document) ? "VARIES" : cost);
  }
  return cost;
}

/** Where no variable says a size or a condition, an operation is measured once. */
const KNOWN_COSTS = new WeakMap<OperationDefinitionNode, number | "VARIES">();

function hasSizeInVariable({ document }: ValidDocument): boolean {
  let isFound = false;
  const look = ({ value }: { readonly value: ValueNode }) => {
    if (value.kind === "Variable") {
      isFound = true;
    }
  };
  visit(document, {
    Argument: (node) => {
      if (SLICING_ARGUMENTS.includes(node.name.value)) {
        look(node);
      }
    },
    Directive: ({ arguments: given }) => given?.forEach(look),
  });
  return isFound;
}

function measuredCost(
  schema: GraphQLSchema,
  document: ValidDocument,
  operation: OperationDefinitionNode,
  variables: Variables,
): number {
  const rootType = schema.getRootType(operation.operation);
  if (rootType == null) {
    return 0;
  }
  const given = withDefaults(operation, variables);
  const cost = new Meter(schema, document, given).selection(operation.selectionSet, rootType, 1);
  const isMutation = operation.operation === OperationTypeNode.MUTATION;
  return cost + (isMutation ? MUTATION_COST * operation.selectionSet.selections.length : 0);
}

function withDefaults(operation: OperationDefinitionNode, variables: Variables): Variables {
  const given: Record<string, unknown> = Object.create(null);
  for (const { variable, defaultValue } of operation.variableDefinitions ?? []) {
    const name = variable.name.value;
    if (Object.hasOwn(variables, name)) {
      given[name] = variables[name];
    } else if (defaultValue !== undefined) {
      given[name] = valueOfNode(defaultValue, {});
    }
  }
  return given;
}

class Meter {
  readonly #schema: GraphQLSchema;
  readonly #document: ValidDocument;
  readonly #variables: Variables;
  readonly #fragments = new Map<string, number>();

  constructor(schema: GraphQLSchema, document: ValidDocument, variables: Variables) {
    this.#schema = schema;
    this.#document = document;
    this.#variables = variables;
  }

  /** @param size items of the connection that the selection is on */
  selection(set: SelectionSetNode, parent: GraphQLCompositeType, size: number): number {
    let common = 0;
    const byType = new Map<string, number>();
    const addFragment = (on: GraphQLCompositeType, cost: number) => {
      // Only one of an interface's types is what is found.
      if (!isAbstractType(parent) || !isObjectType(on)) {
        common += cost;
      } else {
        byType.set(on.name, (byType.get(on.name) ?? 0) + cost);
      }
    };
    for (const node of set.selections) {
      if (!this.#isIncluded(node)) {
        continue;
      }
      if (node.kind === "Field") {
        common += this.#field(node, parent, size);
      } else if (node.kind === "InlineFragment") {
        const on = this.#typeOf(node.typeCondition?.name.value) ?? parent;
        addFragment(on, this.selection(node.selectionSet, on, size));
      } else {
        const fragment = this.#document.fragments[node.name.value];
        const on = this.#typeOf(fragment?.typeCondition.name.value);
        if (fragment === undefined || on === undefined) {
          continue;
        }
        const key = `${size} ${node.name.value}`;
        const cost = this.#fragments.get(key) ?? this.selection(fragment.selectionSet, on, size);
        this.#fragments.set(key, cost);
        addFragment(on, cost);
      }
    }
    return common + Math.max(0, ...byType.values());
  }

  #field(node: FieldNode, parent: GraphQLCompositeType, size: number): number {
    const def = "getFields" in parent ? parent.getFields()[node.name.value] : undefined;
    // What is not there is introspection: it reads nothing of ours.
    if (def === undefined || node.selectionSet === undefined) {
      return 0;
    }
    const named = getNamedType(def.type);
    if (!isCompositeType(named)) {
      return 0;
    }
    const isConnection = named.name.endsWith("Connection");
    const isList = isListType(getNullableType(def.type));
    const asked = isConnection || isList ? this.#askedFor(node, def) : null;
    const below = this.selection(
      node.selectionSet,
      named,
      isConnection ? (asked ?? PAGE_SIZE_ASSUMED) : 1,
    );
    if (!isList) {
      return OBJECT_COST + below;
    }
    const isSized = parent.name.endsWith("Connection") && SIZED_FIELDS.has(def.name);
    const count = isSized ? size : (asked ?? LIST_SIZE_ASSUMED);
    return count * (OBJECT_COST + below);
  }

  /** How many the arguments ask for; null when they do not say. */
  #askedFor(node: FieldNode, def: GraphQLField<unknown, unknown>): number | null {
    const sizes = SLICING_ARGUMENTS.flatMap((name) => {
      const given = node.arguments?.find((argument) => argument.name.value === name);
      const argument = def.args.find((one) => one.name === name);
      const value = given === undefined ? undefined : valueOfNode(given.value, this.#variables);
      const size = value ?? argument?.defaultValue;
      return typeof size === "number" ? [Math.max(0, size)] : [];
    });
    return sizes.length === 0 ? null : Math.max(...sizes);
  }

  #isIncluded({ directives }: { readonly directives?: FieldNode["directives"] }): boolean {
    for (const { name, arguments: given } of directives ?? []) {
      const condition = given?.[0]?.value;
      if (condition === undefined) {
        continue;
      }
      const value = valueOfNode(condition, this.#variables);
      if (name.value === "skip" && value === true) {
        return false;
      }
      if (name.value === "include" && value === false) {
        return false;
      }
    }
    return true;
  }

  #typeOf(name: string | undefined): GraphQLCompositeType | undefined {
    const type = name === undefined ? undefined : this.#schema.getType(name);
    return isCompositeType(type) ? type : undefined;
  }
}

function valueOfNode(node: ValueNode, variables: Variables): unknown {
  if (node.kind === "Variable") {
    return variables[node.name.value];
  }
  if (node.kind === "IntValue") {
    return Number(node.value);
  }
  return node.kind === "BooleanValue" ? node.value : undefined;
}
