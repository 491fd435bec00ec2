import { createHash } from "node:crypto";
import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
  visit,
} from "graphql";
import { fragmentsOf } from "../execution/plan.ts";
import { operationLimits, TOKENS_MAX } from "../operationLimits.ts";
import { rootFieldsOf } from "../rootFields.ts";
import { OPEN_FIELDS } from "./access.ts";
import { FairCache } from "./fairCache.ts";
import type { ReadingTime } from "./readingTime.ts";
import { askForToken, refusalBy } from "./refusal.ts";

/**
 * Valid documents kept, and characters of their texts in all: a parsed text takes some hundred
 * times its length.
 */
const DOCUMENTS_MAX = 1_000;
const DOCUMENTS_CHARS_MAX = 500_000;
/**
 * Texts that are no valid documents: how many of them are remembered, and characters of them in
 * all.
 */
const FAILURES_MAX = 200;
const FAILURES_CHARS_MAX = 200_000;
/**
 * The same for documents of callers without a token, which ask for the schema: the tools' queries
 * are a handful.
 */
const NOBODYS_MAX = 50;
const NOBODYS_CHARS_MAX = 50_000;
/**
 * Lexical tokens of a document of a caller without a token; the tools' longest question for the
 * schema has some 250.
 */
const NOBODYS_TOKENS_MAX = 400;
/**
 * Characters of a document of such a caller that is read whatever others like it have sent: a
 * health check.
 */
const NOBODYS_ALWAYS_READ_CHARS = 64;
/** On whose account they are read. */
const NOBODY = "";
/** Errors told of one document or of its variables. */
export const ERRORS_MAX = 10;

/** A document that has passed validation. */
export interface ValidDocument {
  readonly source: string;
  /** SHA-256 of the text, hexadecimal. */
  readonly hash: string;
  readonly document: DocumentNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** The operation of this name, or the only one; null when there is none or the name is needed. */
  operation(name: string | null): DocumentOperation | null;
}

export interface DocumentOperation {
  readonly node: OperationDefinitionNode;
  /** Names of the fields at its root, fragments followed. */
  readonly rootFields: ReadonlySet<string>;
}

interface Failure {
  readonly source: string;
  readonly errors: readonly GraphQLError[];
}

/**
 * Parsed and validated documents by their text. What is checked here depends on the text alone:
 * syntax, types, depth, aliases, root fields, repeated fields, tokens. Least recently used ones are
 * forgotten. Texts that are not valid are remembered as well, and so are texts of callers without a
 * token, each in a place of their own; and of a place that is full, whoever brought the most loses
 * its own: nobody pushes an honest document of somebody else out. Texts that are not remembered are
 * read on the account of whoever sent them (readingTime.ts).
 */
export class Documents {
  readonly #schema: GraphQLSchema;
  readonly #hideSuggestions: boolean;
  readonly #reading: ReadingTime | null;
  readonly #known: FairCache<ValidDocument>;
  readonly #byHash = new Map<string, ValidDocument>();
  readonly #failures = new FairCache<Failure>({ max: FAILURES_MAX, charsMax: FAILURES_CHARS_MAX });
  readonly #nobodys = new FairCache<ValidDocument | Failure>(
    { max: NOBODYS_MAX, charsMax: NOBODYS_CHARS_MAX },
    (item) => "hash" in item && this.#byHash.delete(item.hash),
  );

  /**
   * @param options `hideSuggestions`: an error names no field that was not asked for; `max`:
   *   documents kept; `reading`: whose time new documents take, where others wait meanwhile
   */
  constructor(
    schema: GraphQLSchema,
    options: {
      readonly hideSuggestions: boolean;
      readonly max?: number;
      readonly reading?: ReadingTime;
    },
  ) {
    this.#schema = schema;
    this.#hideSuggestions = options.hideSuggestions;
    this.#reading = options.reading ?? null;
    this.#known = new FairCache<ValidDocument>(
      { max: options.max ?? DOCUMENTS_MAX, charsMax: DOCUMENTS_CHARS_MAX },
      ({ hash }) => this.#byHash.delete(hash),
    );
  }

  /**
   * The document of this text, or what is wrong with it: GRAPHQL_PARSE_FAILED or
   * GRAPHQL_VALIDATION_FAILED. `principal` sent it, and has its own share of what is remembered and
   * of the time for reading: RATE_LIMITED, unread, for a new one above it.
   */
  read(source: string, principal = NOBODY): ValidDocument | readonly GraphQLError[] {
    const known = this.#known.get(source);
    if (known !== undefined) {
      return known;
    }
    const failed = this.#failures.get(source);
    if (failed !== undefined) {
      return failed.errors;
    }
    const refused = this.#reading?.refusalOf(principal) ?? null;
    if (refused !== null) {
      return [refused];
    }
    return this.#onAccountOf(principal, () => this.#readNew(source, principal));
  }

  #readNew(source: string, principal: string): ValidDocument | readonly GraphQLError[] {
    const parsed = parsedOf(source, TOKENS_MAX);
    const errors = parsed instanceof GraphQLError ? [parsed] : this.#faultsOf(parsed);
    if (parsed instanceof GraphQLError || errors.length > 0) {
      this.#failures.set(source, { source, errors }, shareOf(source, principal));
      return errors;
    }
    return this.#keep(validDocument(source, parsed), this.#known, principal);
  }

  /**
   * The same for a caller without a token: UNAUTHENTICATED for everything but a short question for
   * `__typename` and the schema, before it is validated. All of them share one account, and are
   * asked for a token when it is used up.
   */
  readForNobody(source: string): ValidDocument | readonly GraphQLError[] {
    const known = this.#nobodys.get(source);
    if (known !== undefined) {
      return "errors" in known ? known.errors : known;
    }
    const refused = this.#reading?.refusalOf(NOBODY) ?? null;
    if (refused !== null && source.length > NOBODYS_ALWAYS_READ_CHARS) {
      return [askForToken()];
    }
    return this.#onAccountOf(NOBODY, () => this.#readNewOfNobody(source));
  }

  #readNewOfNobody(source: string): ValidDocument | readonly GraphQLError[] {
    const parsed = parsedOf(source, NOBODYS_TOKENS_MAX);
    if (parsed instanceof GraphQLError || !asksOnlyWhatIsOpen(parsed)) {
      return [askForToken()];
    }
    const errors = this.#faultsOf(parsed);
    if (errors.length > 0) {
      this.#nobodys.set(source, { source, errors }, shareOf(source, NOBODY));
      return errors;
    }
    return this.#keep(validDocument(source, parsed), this.#nobodys, NOBODY);
  }

  #onAccountOf<Read>(principal: string, read: () => Read): Read {
    return this.#reading === null ? read() : this.#reading.spend(principal, read);
  }

  #keep(
    document: ValidDocument,
    among: Pick<FairCache<ValidDocument>, "set">,
    principal: string,
  ): ValidDocument {
    this.#byHash.set(document.hash, document);
    among.set(document.source, document, shareOf(document.source, principal));
    return document;
  }

  #faultsOf(document: DocumentNode): readonly GraphQLError[] {
    const options = { maxErrors: ERRORS_MAX, hideSuggestions: this.#hideSuggestions };
    // What is too large is refused for that alone: the standard rules compare fields with each
    // other.
    const tooLarge = validate(this.#schema, document, [operationLimits], options);
    const errors =
      tooLarge.length > 0 ? tooLarge : validate(this.#schema, document, specifiedRules, options);
    return errors.map((error) => refusalBy("GRAPHQL_VALIDATION_FAILED", error));
  }

  /** A kept document by the hash of its text. */
  byHash(hash: string): ValidDocument | undefined {
    return this.#byHash.get(hash);
  }
}

function shareOf(source: string, owner: string) {
  return { owner, chars: source.length };
}

function parsedOf(source: string, maxTokens: number): DocumentNode | GraphQLError {
  try {
    return withoutTokens(parse(source, { maxTokens }));
  } catch (error) {
    if (error instanceof GraphQLError) {
      return refusalBy("GRAPHQL_PARSE_FAILED", error);
    }
    throw error;
  }
}

/**
 * Where a node stands is told by its offsets; the tokens that the parser leaves at each node are
 * all linked with each other, and took a third of what a kept document takes.
 */
function withoutTokens(document: DocumentNode): DocumentNode {
  visit(document, {
    enter: ({ loc }) => {
      if (loc !== undefined) {
        Object.assign(loc, { startToken: undefined, endToken: undefined });
      }
    },
  });
  return document;
}

function asksOnlyWhatIsOpen(document: DocumentNode): boolean {
  return document.definitions.every((definition) => {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      return true;
    }
    if (definition.kind !== Kind.OPERATION_DEFINITION) {
      return false;
    }
    return [...rootFieldsOf(document, definition)].every((name) => OPEN_FIELDS.has(name));
  });
}

/**
 * SHA-256 of a document's text, hexadecimal: its name in a manifest, in the forms of both
 * conventions.
 */
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
      if (known !== undefined) {
        return known;
      }
      const node = getOperationAST(document, name);
      const found = node == null ? null : { node, rootFields: rootFieldsOf(document, node) };
      // A name that is not in the document is the client's, and unbounded.
      if (found !== null) {
        operations.set(name, found);
      }
      return found;
    },
  };
}
