import { createHash } from "node:crypto";
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from "graphql";
import { fragmentsOf } from "../execution/plan.ts";
import { operationLimits, TOKENS_MAX } from "../operationLimits.ts";
import { rootFieldsOf } from "../rootFields.ts";
import { refusalBy } from "./refusal.ts";

/** Valid documents kept, and characters of their texts in all: a parsed text takes some hundred times its length. */
const DOCUMENTS_MAX = 1_000;
const DOCUMENTS_CHARS_MAX = 500_000;
/** Errors told of one document or of its variables. */
export const ERRORS_MAX = 10;

/** A document that has passed validation. */
export type ValidDocument = {
  readonly source: string;
  /** SHA-256 of the text, hexadecimal. */
  readonly hash: string;
  readonly document: DocumentNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** The operation of this name, or the only one; null when there is none or the name is needed. */
  operation(name: string | null): DocumentOperation | null;
};

export type DocumentOperation = {
  readonly node: OperationDefinitionNode;
  /** Names of the fields at its root, fragments followed. */
  readonly rootFields: ReadonlySet<string>;
};

/**
 * Parsed and validated documents by their text. What is checked here depends on the text alone: syntax, types, depth,
 * aliases, root fields, tokens. Least recently used ones are forgotten; texts that are not valid are not kept.
 */
export class Documents {
  readonly #schema: GraphQLSchema;
  readonly #hideSuggestions: boolean;
  readonly #max: number;
  readonly #known = new Map<string, ValidDocument>();
  readonly #byHash = new Map<string, ValidDocument>();
  #chars = 0;

  /** @param options `hideSuggestions`: an error names no field that was not asked for; `max`: documents kept */
  constructor(
    schema: GraphQLSchema,
    options: { readonly hideSuggestions: boolean; readonly max?: number },
  ) {
    this.#schema = schema;
    this.#hideSuggestions = options.hideSuggestions;
    this.#max = options.max ?? DOCUMENTS_MAX;
  }

  /** The document of this text, or what is wrong with it: GRAPHQL_PARSE_FAILED or GRAPHQL_VALIDATION_FAILED. */
  read(source: string): ValidDocument | readonly GraphQLError[] {
    const known = this.#known.get(source);
    if (known !== undefined) {
      this.#known.delete(source);
      this.#known.set(source, known);
      return known;
    }
    let document: DocumentNode;
    try {
      document = parse(source, { maxTokens: TOKENS_MAX });
    } catch (error) {
      if (error instanceof GraphQLError) return [refusalBy("GRAPHQL_PARSE_FAILED", error)];
      throw error;
    }
    const errors = validate(this.#schema, document, [...specifiedRules, operationLimits], {
      maxErrors: ERRORS_MAX,
      hideSuggestions: this.#hideSuggestions,
    });
    if (errors.length > 0) {
      return errors.map((error) => refusalBy("GRAPHQL_VALIDATION_FAILED", error));
    }
    return this.#keep(validDocument(source, document));
  }

  /** A kept document by the hash of its text. */
  byHash(hash: string): ValidDocument | undefined {
    return this.#byHash.get(hash);
  }

  #keep(document: ValidDocument): ValidDocument {
    this.#known.set(document.source, document);
    this.#byHash.set(document.hash, document);
    this.#chars += document.source.length;
    for (const oldest of this.#known.values()) {
      if (this.#known.size <= this.#max && this.#chars <= DOCUMENTS_CHARS_MAX) break;
      this.#known.delete(oldest.source);
      this.#byHash.delete(oldest.hash);
      this.#chars -= oldest.source.length;
    }
    return document;
  }
}

/** SHA-256 of a document's text, hexadecimal: its name in a manifest, in the forms of both conventions. */
export function hashOfDocument(source: string): string {
  return createHash("sha256").update(source).digest("hex");
}

function validDocument(source: string, document: DocumentNode): ValidDocument {
  const operations = new Map<string | null, DocumentOperation | null>();
  return {
    source,
    hash: hashOfDocument(source),
    document,
    fragments: fragmentsOf(document),
    operation: (name) => {
      const known = operations.get(name);
      if (known !== undefined) return known;
      const node = getOperationAST(document, name);
      const found = node == null ? null : { node, rootFields: rootFieldsOf(document, node) };
      // A name that is not in the document is the client's, and unbounded.
      if (found !== null) operations.set(name, found);
      return found;
    },
  };
}
