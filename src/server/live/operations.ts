import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  specifiedRules,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { SAME_FOR_ALL } from "../../push/change.ts";
import { operationLimits, TOKENS_MAX } from "../operationLimits.ts";
import { rootFieldsOf } from "../rootFields.ts";

/** Errors of one document that are told. */
const ERRORS_MAX = 10;
/** Documents that are kept parsed and validated; the one unused for longest is forgotten first. */
const DOCUMENTS_MAX = 1_000;

/** A valid subscription, and what of it can be worked out once for many sockets. */
export type PreparedSubscription = {
  /** Tells operations apart in this process. */
  readonly id: number;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly rootField: string;
  /** Variables that the answer to a change depends on: those used below the root field. */
  readonly variables: readonly string[];
  /** Whether everybody who may see a change gets the same answer. */
  readonly isSameForAll: boolean;
};

export type PrepareResult =
  | { readonly ok: true; readonly operation: PreparedSubscription }
  | { readonly ok: false; readonly errors: readonly GraphQLError[] };

/** What a client asks for, unchecked. */
export type SubscriptionRequest = {
  readonly query?: unknown;
  readonly operationName?: unknown;
  readonly variables?: unknown;
};

export type PrepareSubscription = (request: SubscriptionRequest) => PrepareResult;

/** Parses and validates subscriptions under the same limits as operations over HTTP, each document once. */
export function createPrepareSubscription(schema: GraphQLSchema): PrepareSubscription {
  const known = new Map<string, PrepareResult>();
  let lastId = 0;
  return ({ query, operationName }) => {
    if (typeof query !== "string" || (operationName != null && typeof operationName !== "string")) {
      return refuse("query must be the text of an operation, and operationName a name or absent.");
    }
    const key = `${operationName ?? ""}\n${query}`;
    let prepared = known.get(key);
    known.delete(key);
    if (prepared === undefined) {
      lastId += 1;
      prepared = prepare(schema, query, operationName ?? null, lastId);
    }
    known.set(key, prepared);
    const oldest = known.keys().next();
    if (known.size > DOCUMENTS_MAX && oldest.done === false) known.delete(oldest.value);
    return prepared;
  };
}

function prepare(
  schema: GraphQLSchema,
  query: string,
  operationName: string | null,
  id: number,
): PrepareResult {
  let document: DocumentNode;
  try {
    document = parse(query, { maxTokens: TOKENS_MAX });
  } catch (error) {
    return { ok: false, errors: [error as GraphQLError] };
  }
  const errors = validate(schema, document, [...specifiedRules, operationLimits], {
    maxErrors: ERRORS_MAX,
  });
  if (errors.length > 0) return { ok: false, errors };
  const operation = getOperationAST(document, operationName);
  if (operation == null) return refuse("operationName must name one of the document's operations.");
  if (operation.operation !== OperationTypeNode.SUBSCRIPTION) {
    return refuse("Only subscriptions are served here; send queries and mutations by POST.");
  }
  const [rootField = ""] = rootFieldsOf(document, operation);
  const found = { id, document, operation, rootField, ...dependenciesOf(schema, document) };
  return { ok: true, operation: found };
}

function refuse(message: string): PrepareResult {
  const error = new GraphQLError(message, { extensions: { code: "BAD_USER_INPUT" } });
  return { ok: false, errors: [error] };
}

function dependenciesOf(schema: GraphQLSchema, document: DocumentNode) {
  const variables = new Set<string>();
  let isSameForAll = true;
  const types = new TypeInfo(schema);
  const root = schema.getSubscriptionType()?.name;
  visit(
    document,
    visitWithTypeInfo(types, {
      VariableDefinition: () => false,
      Field: () => {
        const parent = types.getParentType()?.name ?? "";
        if (parent !== root && !SAME_FOR_ALL.has(parent)) isSameForAll = false;
      },
      // The root field's arguments choose the stream; of what an event answers they say nothing.
      Argument: () =>
        types.getParentType()?.name === root && types.getDirective() == null ? false : undefined,
      Variable: ({ name }) => {
        variables.add(name.value);
      },
    }),
  );
  return { variables: [...variables].sort(), isSameForAll };
}
