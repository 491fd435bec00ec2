import {
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  GraphQLError,
  Kind,
  type OperationTypeNode,
  parse,
  print,
  Source,
  separateOperations,
  visit,
} from "graphql";
import { type Documents, hashOfDocument } from "./documents.ts";
import { APOLLO_FORMAT, ManifestError } from "./trusted.ts";

/** A file that a client is made of. */
export interface DocumentFile {
  readonly path: string;
  readonly text: string;
}

/** An operation with the fragments it uses, as a client must send it when it sends text. */
export interface ManifestEntry {
  readonly name: string;
  readonly hash: string;
  readonly text: string;
  readonly type: OperationTypeNode;
}

const TYPENAME: FieldNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: "__typename" },
};

function withTypenames(document: DocumentNode): DocumentNode {
  return visit(document, {
    SelectionSet: (set, _key, parent) => {
      const isRoot = (parent as DefinitionNode).kind === Kind.OPERATION_DEFINITION;
      const isAsked = set.selections.some(
        (selection) => selection.kind === Kind.FIELD && selection.name.value === "__typename",
      );
      return isRoot || isAsked ? undefined : { ...set, selections: [...set.selections, TYPENAME] };
    },
  });
}

/** The same manifest as Apollo's tools write it, for Apollo Client's persisted-query links. */
export function apolloManifestOf(entries: readonly ManifestEntry[]) {
  return {
    ...APOLLO_FORMAT,
    operations: entries.map(({ hash, text, name, type }) => ({ id: hash, name, type, body: text })),
  };
}

/**
 * Cuts files into one document per operation. A file may use fragments of another.
 *
 * @param documents checks them against the schema and the limits
 * @param options `typenames`: asks for `__typename` wherever Apollo Client would, which finds what
 *   it has cached by it and sends the document's id alone
 *
 * @throws ManifestError: every operation without a name, name used twice, and error of syntax or
 *   validation
 */
export function manifestOf(
  files: readonly DocumentFile[],
  documents: Documents,
  options: { readonly typenames: boolean } = { typenames: false },
): readonly ManifestEntry[] {
  const problems: string[] = [];
  const definitions: DefinitionNode[] = [];
  const names = new Set<string>();
  for (const { path, text } of files) {
    try {
      for (const definition of parse(new Source(text, path)).definitions) {
        definitions.push(definition);
        if (definition.kind !== Kind.OPERATION_DEFINITION) {
          continue;
        }
        const name = definition.name?.value;
        if (name === undefined) {
          problems.push(`${path}: an operation has no name.`);
        } else if (names.has(name)) {
          problems.push(`${path}: the operation ${name} is there twice.`);
        } else {
          names.add(name);
        }
      }
    } catch (error) {
      if (!(error instanceof GraphQLError)) {
        throw error;
      }
      problems.push(`${path}:${error.locations?.[0]?.line}: ${error.message}`);
    }
  }
  if (problems.length === 0 && names.size === 0) {
    problems.push("There is no operation.");
  }
  if (problems.length > 0) {
    throw new ManifestError(problems.join("\n"));
  }
  const types = new Map(
    definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION
        ? [[definition.name?.value ?? "", definition.operation] as const]
        : [],
    ),
  );
  const entries = Object.entries(separateOperations({ kind: Kind.DOCUMENT, definitions }));
  const manifest = entries.map(([name, document]) => {
    const text = print(options.typenames ? withTypenames(document) : document);
    const type = types.get(name) as OperationTypeNode;
    return { name, hash: hashOfDocument(text), text, type };
  });
  for (const { name, text } of manifest) {
    const found = documents.read(text);
    if ("hash" in found) {
      continue;
    }
    problems.push(...found.map(({ message }) => `${name}: ${message}`));
  }
  if (problems.length > 0) {
    throw new ManifestError(problems.join("\n"));
  }
  return manifest;
}
