import {
  type DefinitionNode,
  type DocumentNode,
  GraphQLError,
  Kind,
  parse,
  print,
  Source,
  separateOperations,
} from "graphql";
import { type Documents, hashOfDocument } from "./documents.ts";
import { ManifestError } from "./trusted.ts";

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
}

/**
 * Cuts files into one document per operation. A file may use fragments of another.
 *
 * @param documents checks them against the schema and the limits
 *
 * @throws ManifestError: every operation without a name, name used twice, and error of syntax or
 *   validation
 */
export function manifestOf(
  files: readonly DocumentFile[],
  documents: Documents,
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
  const entries = Object.entries(separateOperations({ kind: Kind.DOCUMENT, definitions }));
  const manifest = entries.map(([name, document]) => entryOf(name, document));
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

function entryOf(name: string, document: DocumentNode): ManifestEntry {
  const text = print(document);
  return { name, hash: hashOfDocument(text), text };
}
