import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLFieldResolver,
  GraphQLObjectType,
  GraphQLSchema,
  OperationDefinitionNode,
} from "graphql";
import type { FieldErrors, Path } from "./fieldErrors.ts";

/** Values of an operation's variables, coerced. */
export type Variables = Readonly<Record<string, unknown>>;

/** One field of a selection: everything about it that does not depend on the request. */
export interface FieldPlan {
  /** Its name in the answer. */
  readonly key: string;
  readonly nodes: readonly FieldNode[];
  readonly def: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
  /** Null: the property of that name. */
  readonly resolve: GraphQLFieldResolver<unknown, unknown> | null;
  /** Makes the resolver's arguments; a new object each time, which the resolver may keep. */
  readonly argumentsOf: (variables: Variables) => Record<string, unknown>;
  readonly isNullable: boolean;
  /** One value with nothing below, so nobody needs to know where it stands, unless it fails. */
  readonly isLeaf: boolean;
  readonly complete: Complete;
  /** What is selected below, for a type that its value turns out to have. */
  readonly below: (type: GraphQLObjectType) => SelectionPlan;
}

/** The fields of one object, in the order of the answer. */
export interface SelectionPlan {
  readonly fields: readonly FieldPlan[];
  /** The answer before anything is known. */
  readonly empty: Readonly<Record<string, unknown>>;
  /** A field called `__proto__` would set the prototype of an ordinary object. */
  readonly needsBareObject: boolean;
}

/**
 * An operation, and its selections for one set of values of the variables that `@skip` and
 * `@include` use.
 */
export interface OperationPlan {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly rootType: GraphQLObjectType;
  readonly root: SelectionPlan;
}

/** One execution of a plan. */
export interface Run {
  readonly schema: GraphQLSchema;
  readonly plan: OperationPlan;
  readonly rootValue: unknown;
  readonly contextValue: unknown;
  readonly variables: Variables;
  readonly errors: FieldErrors;
}

/**
 * Turns what a resolver gave into what the answer holds (spec 6.4.3). Throws what makes the field
 * fail; a promise when something below has to be waited for.
 */
export type Complete = (run: Run, field: FieldPlan, path: Path, value: unknown) => unknown;
