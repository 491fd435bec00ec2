import {
  type DocumentNode,
  type GraphQLError,
  type GraphQLSchema,
  type OperationDefinitionNode,
  OperationTypeNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { Viewer } from "../../domain/access/viewer.ts";
import { SAME_FOR_ALL } from "../../stream/change.ts";
import type { OperationRequest, PrepareOperation } from "../operations/prepare.ts";
import { refusal } from "../operations/refusal.ts";

/** A subscription that may run, and what of it can be worked out once for many sockets. */
export interface PreparedSubscription {
  /** Tells operations apart in this process. */
  readonly id: number;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly rootField: string;
  /** Variables that the answer to a change depends on: those used below the root field. */
  readonly variables: readonly string[];
  /** Whether everybody who may see a change gets the same answer. */
  readonly isSameForAll: boolean;
}

export type PrepareResult =
  | { readonly ok: true; readonly operation: PreparedSubscription }
  | { readonly ok: false; readonly errors: readonly GraphQLError[] };

/** What a client asks for, unchecked. */
export type SubscriptionRequest = { readonly [Member in keyof OperationRequest]: unknown };

export type PrepareSubscription = (request: SubscriptionRequest, viewer: Viewer) => PrepareResult;

/**
 * Makes subscriptions ready by the same checks as operations over HTTP (documents, limits, access,
 * cost), and adds what sharing answers needs, worked out once per operation that is kept.
 */
export function createPrepareSubscription(
  schema: GraphQLSchema,
  prepareOperation: PrepareOperation,
): PrepareSubscription {
  const known = new WeakMap<OperationDefinitionNode, PreparedSubscription>();
  let lastId = 0;
  return (request, viewer) => {
    if (!isOperationRequest(request)) {
      return refuse(
        "query, documentId and operationName are texts, variables and extensions objects.",
      );
    }
    const prepared = prepareOperation(request, viewer);
    if (!prepared.ok) {
      return prepared;
    }
    const { document, operation, rootFields } = prepared.ready;
    if (operation.operation !== OperationTypeNode.SUBSCRIPTION) {
      return refuse("Only subscriptions are served here; send queries and mutations by POST.");
    }
    let found = known.get(operation);
    if (found === undefined) {
      lastId += 1;
      const [rootField = ""] = rootFields;
      const dependencies = dependenciesOf(schema, document);
      found = { id: lastId, document, operation, rootField, ...dependencies };
      known.set(operation, found);
    }
    return { ok: true, operation: found };
  };
}

function isOperationRequest(request: SubscriptionRequest): request is OperationRequest {
  const { query, documentId, operationName, variables, extensions } = request;
  return (
    [query, documentId, operationName].every((text) => text == null || typeof text === "string") &&
    [variables, extensions].every(
      (map) => map == null || (typeof map === "object" && !Array.isArray(map)),
    )
  );
}

function refuse(message: string): PrepareResult {
  return { ok: false, errors: [refusal("BAD_REQUEST", message)] };
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
        if (parent !== root && !SAME_FOR_ALL.has(parent)) {
          isSameForAll = false;
        }
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
