import { readFile } from "node:fs/promises";
import { ConfigError, type TrustPolicy } from "../../config.ts";
import type { Role } from "../../domain/access/viewer.ts";
import { hashOfDocument } from "./documents.ts";

/**
 * Who must send trusted documents when nothing else is said: what runs in other people's hands, and
 * tills.
 */
const TRUST_POLICY_DEFAULT: Readonly<Record<Role, TrustPolicy>> = {
  storefront: "enforce",
  till: "enforce",
  agent: "log",
  supervisor: "log",
  shop: "off",
  ingest: "off",
  marketer: "off",
  operator: "off",
  admin: "off",
};

/** The documents of our own clients, by the hash of their text. */
export interface TrustedDocuments {
  /** SHA-256, hexadecimal -> text. */
  readonly byHash: ReadonlyMap<string, string>;
  readonly policyOf: (role: Role) => TrustPolicy;
}

/**
 * Reads the manifest of the configuration, and those of our own pages, which are trusted whatever
 * is configured. Without a configuration nobody has to keep to them.
 *
 * @param ownPaths of our pages' manifests
 * @throws ManifestError
 */
export async function loadTrustedDocuments(
  config:
    | { readonly path: string; readonly policy: Readonly<Record<string, TrustPolicy>> }
    | undefined,
  ownPaths: readonly string[] = [],
): Promise<TrustedDocuments> {
  const manifests = await Promise.all(ownPaths.map(readManifest));
  const own = manifests.flatMap((manifest) => [...manifest]);
  if (config === undefined) {
    return { byHash: new Map(own), policyOf: () => "off" };
  }
  const byHash = new Map([...own, ...(await readManifest(config.path))]);
  const policies = { ...TRUST_POLICY_DEFAULT, ...config.policy };
  return { byHash, policyOf: (role) => policies[role] };
}

/** The manifest cannot be used, or not be made; `message` says why. */
export class ManifestError extends ConfigError {}

const HASH_PATTERN = /^(?:sha256:)?([0-9a-f]{64})$/;

/** The hash that an id stands for; null when it is no id. */
export function hashOfId(id: string): string | null {
  return HASH_PATTERN.exec(id)?.[1] ?? null;
}

/** How Apollo's manifest says what it is. */
export const APOLLO_FORMAT = { format: "apollo-persisted-query-manifest", version: 1 } as const;

function entriesOf(manifest: object, path: string): readonly (readonly [string, unknown])[] {
  const { format, version, operations } = manifest as Readonly<Record<string, unknown>>;
  if (format !== APOLLO_FORMAT.format) {
    return Object.entries(manifest);
  }
  if (version !== APOLLO_FORMAT.version || !Array.isArray(operations)) {
    const what = `must be of version ${APOLLO_FORMAT.version}, with a list of operations`;
    throw new ManifestError(`${path}: a manifest of Apollo's format ${what}.`);
  }
  return operations.map((operation: unknown) => {
    const { id, body } = (operation ?? {}) as Readonly<Record<string, unknown>>;
    return [String(id), body];
  });
}

/**
 * Reads a manifest: one JSON object, hash -> document, as `tributary documents` writes it and as
 * code generators for clients do; or the one that Apollo's tools make for Apollo Client.
 *
 * @throws ManifestError when it cannot be read, is something else, or a hash is not that of its
 *   document
 */
async function readManifest(path: string): Promise<ReadonlyMap<string, string>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ManifestError(`The trusted documents in ${path} cannot be read: ${why}`);
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new ManifestError(`${path} must hold one JSON object: hash -> document.`);
  }
  const documents = new Map<string, string>();
  for (const [id, text] of entriesOf(parsed, path)) {
    const hash = hashOfId(id);
    if (hash === null || typeof text !== "string") {
      const shape = "a SHA-256 in hexadecimal, the document's text behind it";
      throw new ManifestError(`${path}: "${id}" must be ${shape}.`);
    }
    if (hashOfDocument(text) !== hash) {
      const what = "is not the hash of its document; make the manifest anew";
      throw new ManifestError(`${path}: "${id}" ${what}.`);
    }
    documents.set(hash, text);
  }
  return documents;
}
