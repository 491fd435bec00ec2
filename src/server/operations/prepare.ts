import type { DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode } from "graphql";
import type { Viewer } from "../../domain/access/viewer.ts";
import type { Logger } from "../../platform/logger.ts";
import { isAnonymous } from "../auth/viewer.ts";
import { isHealthCheck, refuseAccess } from "./access.ts";
import { costOf, QUERY_COST_MAX } from "./cost.ts";
import type { Documents, ValidDocument } from "./documents.ts";
import { refusal } from "./refusal.ts";
import { hashOfId, type TrustedDocuments } from "./trusted.ts";

/** What a client asks for, by whichever door: the members of a GraphQL request. */
export interface OperationRequest {
  readonly query?: string | null | undefined;
  /** `sha256:...` of a trusted document, in place of `query`. */
  readonly documentId?: string | null | undefined;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  /** `persistedQuery.sha256Hash` is the other way to write `documentId`. */
  readonly extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

/** An operation that may run now, for this viewer and with these variables. */
export interface ReadyOperation {
  readonly source: string;
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | null;
  /** As they came: they are coerced when it runs. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly rootFields: ReadonlySet<string>;
  /** For metrics: the name of a trusted operation, which are few; "adhoc" for everything else. */
  readonly label: string;
  /** The most objects that it can make us read. */
  readonly cost: number;
}

/** Each error has its code, and under `extensions.http` the status of an answer over HTTP. */
export type Prepared =
  | { readonly ok: true; readonly ready: ReadyOperation }
  | { readonly ok: false; readonly errors: readonly GraphQLError[] };

/**
 * Makes an operation ready for a viewer, or says why it may not run. Nothing of it has run then.
 */
export type PrepareOperation = (request: OperationRequest, viewer: Viewer) => Prepared;

export interface PrepareDeps {
  readonly schema: GraphQLSchema;
  readonly documents: Documents;
  /** Null: every document may be sent. */
  readonly trusted: TrustedDocuments | null;
  /** Whether anybody may read the schema; those with the scope schema:read always may. */
  readonly introspection: boolean;
  readonly log: Logger;
}

/** Untrusted documents that are remembered as told, so that each is logged once. */
const TOLD_MAX = 1_000;

/**
 * The one way from a request to an operation, for HTTP, sockets and streams alike. In this order:
 * which document (trusted ones by id), syntax (a caller without a token is refused here, unless it
 * asks for what is open), validation and the limits of a text (once per text); then, each time, for
 * this viewer and these variables: which operation, whether the viewer may, whether the document is
 * trusted, what it costs.
 */
export function createPrepareOperation(deps: PrepareDeps): PrepareOperation {
  const { schema, documents, trusted } = deps;
  const told = new Set<string>();

  const isTrusted = (document: ValidDocument, viewer: Viewer): boolean => {
    if (trusted === null || trusted.byHash.has(document.hash)) {
      return true;
    }
    const policy = trusted.policyOf(viewer.role);
    if (policy === "log" && !told.has(`${viewer.role} ${document.hash}`)) {
      if (told.size >= TOLD_MAX) {
        told.clear();
      }
      told.add(`${viewer.role} ${document.hash}`);
      deps.log.warn(
        { documentId: `sha256:${document.hash}`, role: viewer.role },
        "a document is not trusted",
      );
    }
    return policy !== "enforce";
  };

  return (request, viewer) => {
    const source = sourceOf(request, trusted);
    if (typeof source !== "string") {
      return { ok: false, errors: [source] };
    }
    const document = isAnonymous(viewer)
      ? documents.readForNobody(source)
      : documents.read(source, viewer.principal);
    if (!("hash" in document)) {
      return { ok: false, errors: document };
    }
    const operationName = request.operationName ?? null;
    const operation = document.operation(operationName);
    if (operation === null) {
      return { ok: false, errors: [noOperation(operationName)] };
    }
    const { node, rootFields } = operation;
    const closed = refuseAccess(rootFields, viewer, deps.introspection);
    if (closed !== null) {
      return { ok: false, errors: [closed] };
    }
    if (!isHealthCheck(rootFields) && !isTrusted(document, viewer)) {
      const message = "This document is not one of the trusted ones that you may send.";
      return { ok: false, errors: [refusal("DOCUMENT_NOT_TRUSTED", message)] };
    }
    const variables = request.variables ?? {};
    const cost = costOf(schema, document, node, variables);
    if (cost > QUERY_COST_MAX) {
      return { ok: false, errors: [tooExpensive(cost)] };
    }
    const isKnownName = trusted?.byHash.has(document.hash) === true && node.name !== undefined;
    return {
      ok: true,
      ready: {
        ...{ source, document: document.document, operation: node, operationName, variables },
        ...{ rootFields, cost, label: isKnownName ? (node.name?.value ?? "adhoc") : "adhoc" },
      },
    };
  };
}

/** `extensions` of an answer: what its operation could have cost. */
export function costExtension({ cost }: ReadyOperation): Record<string, unknown> {
  return { cost: { requestedQueryCost: cost, maximumQueryCost: QUERY_COST_MAX } };
}

/** The text that is asked for, or why there is none. */
function sourceOf(
  request: OperationRequest,
  trusted: TrustedDocuments | null,
): string | GraphQLError {
  const { query, documentId } = request;
  const persisted = request.extensions?.["persistedQuery"] as { sha256Hash?: unknown } | undefined;
  const isPersisted = documentId == null && persisted !== undefined && persisted !== null;
  const id = isPersisted ? persisted.sha256Hash : documentId;
  if (id === undefined || id === null) {
    if (typeof query === "string" && query !== "") {
      return query;
    }
    return refusal("BAD_REQUEST", "Send a document as query, or its id as documentId.");
  }
  const hash = typeof id === "string" ? hashOfId(id) : null;
  if (hash === null) {
    return refusal("BAD_REQUEST", "A document's id is sha256: and 64 hexadecimal digits.");
  }
  const known = trusted?.byHash.get(hash);
  if (known === undefined) {
    // With the text beside it, the hash was only a way to save it, and is not needed.
    if (typeof query === "string" && query !== "") {
      return query;
    }
    return isPersisted
      ? refusal("PERSISTED_QUERY_NOT_FOUND", "PersistedQueryNotFound")
      : refusal("DOCUMENT_UNKNOWN", "No document with this id is known here.");
  }
  if (typeof query === "string" && query !== "" && query !== known) {
    return refusal("BAD_REQUEST", "The document's id is that of another document.");
  }
  return known;
}

function noOperation(name: string | null): GraphQLError {
  return refusal(
    "OPERATION_RESOLUTION_FAILURE",
    name === null
      ? "The document has no operation, or several: send operationName."
      : `The document has no operation named "${name}".`,
  );
}

function tooExpensive(cost: number): GraphQLError {
  const shown = Number.isFinite(cost) ? Math.ceil(cost) : "far more than";
  const details = Number.isFinite(cost) ? { requestedQueryCost: Math.ceil(cost) } : {};
  return refusal(
    "QUERY_TOO_EXPENSIVE",
    `The operation costs ${shown} objects; at most ${QUERY_COST_MAX} are allowed. Ask for smaller pages.`,
    { ...details, maximumQueryCost: QUERY_COST_MAX },
  );
}
