import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  getVariableValues,
  type OperationDefinitionNode,
  OperationTypeNode,
} from "graphql";
import { FieldErrors } from "./fieldErrors.ts";
import type { OperationPlan, Run, Variables } from "./model.ts";
import { conditionVariablesOf, fragmentsOf, planOperation, type Source } from "./plan.ts";
import { isPromise, runFields, runFieldsInTurn } from "./run.ts";

/** Plans kept of one document: one per operation and set of values of its conditions. */
const PLANS_PER_DOCUMENT_MAX = 32;
/** As the reference has it when nothing is said. */
const COERCION_ERRORS_MAX = 50;

/** What `graphql`'s `execute` takes and gives; for documents that have passed validation. */
export type Execute = (args: ExecutionArgs) => Promise<ExecutionResult> | ExecutionResult;

interface Planned {
  readonly fragments: Source["fragments"];
  readonly conditions: readonly string[];
  readonly plans: Map<string, OperationPlan>;
}

/**
 * Makes an executor that looks at a document once. Fields, arguments without variables, types and
 * resolvers of a selection do not change between requests, so they are worked out when they are
 * first needed and kept with the document: for as long as somebody keeps that. Closures, no
 * generated code: nothing that a client writes is ever run.
 *
 * Guarantee: the same answers and errors as graphql-js (spec section 6), which the tests compare it
 * with. It leaves out what nobody here uses: an `executeFn` per field (`fieldResolver`,
 * `typeResolver`).
 */
export function createExecutor(schema: GraphQLSchema): Execute {
  const known = new WeakMap<DocumentNode, Planned>();
  return (args) => {
    const { document, rootValue, contextValue } = args;
    const found = operationOf(document, args.operationName);
    if (found instanceof GraphQLError) {
      return { errors: [found] };
    }
    const coerced = variablesOf(schema, found, args);
    if (coerced.errors !== undefined) {
      return { errors: coerced.errors };
    }
    let planned = known.get(document);
    if (planned === undefined) {
      const [fragments, conditions] = [fragmentsOf(document), conditionVariablesOf(document)];
      planned = { fragments, conditions, plans: new Map() };
      known.set(document, planned);
    }
    const variables = coerced.coerced;
    const errors = new FieldErrors();
    const end = (data: unknown): ExecutionResult =>
      errors.list.length === 0
        ? { data: data as Record<string, unknown> }
        : { errors: errors.list, data: data as Record<string, unknown> | null };
    const fail = (error: unknown): ExecutionResult => {
      errors.add(error as GraphQLError, undefined);
      return end(null);
    };
    try {
      // A condition without a value fails here.
      const plan = planOf(schema, planned, found, variables);
      const data = start({ schema, plan, rootValue, contextValue, variables, errors });
      return isPromise(data) ? data.then(end, fail) : end(data);
    } catch (error) {
      return fail(error);
    }
  };
}

function variablesOf(
  schema: GraphQLSchema,
  { variableDefinitions = [] }: OperationDefinitionNode,
  { variableValues, options, hideSuggestions }: ExecutionArgs,
) {
  return getVariableValues(schema, variableDefinitions, variableValues ?? {}, {
    maxErrors: options?.maxCoercionErrors ?? COERCION_ERRORS_MAX,
    hideSuggestions: hideSuggestions === true,
  });
}

function start(run: Run): unknown {
  const { operation, root } = run.plan;
  return operation.operation === OperationTypeNode.MUTATION
    ? runFieldsInTurn(run, root, run.rootValue)
    : runFields(run, root, run.rootValue, undefined);
}

function planOf(
  schema: GraphQLSchema,
  { fragments, conditions, plans }: Planned,
  operation: OperationDefinitionNode,
  variables: Variables,
): OperationPlan {
  const values = conditions.map((name) => String(variables[name]));
  const key = `${operation.name?.value ?? ""} ${values.join()}`;
  const known = plans.get(key);
  if (known !== undefined) {
    return known;
  }
  const rootType = schema.getRootType(operation.operation);
  if (rootType == null) {
    const message = `Schema is not configured to execute ${operation.operation} operation.`;
    throw new GraphQLError(message, { nodes: operation });
  }
  if (plans.size >= PLANS_PER_DOCUMENT_MAX) {
    plans.clear();
  }
  const plan = planOperation({ schema, operation, fragments }, rootType, variables);
  plans.set(key, plan);
  return plan;
}

function operationOf(
  document: DocumentNode,
  name: string | null | undefined,
): OperationDefinitionNode | GraphQLError {
  const operation = getOperationAST(document, name);
  if (operation != null) {
    return operation;
  }
  if (name != null) {
    return new GraphQLError(`Unknown operation named "${name}".`);
  }
  const isNone = document.definitions.every(({ kind }) => kind !== "OperationDefinition");
  return new GraphQLError(
    isNone
      ? "Must provide an operation."
      : "Must provide operation name if query contains multiple operations.",
  );
}
