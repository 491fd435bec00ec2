import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CriticalityLevel, diff } from "@graphql-inspector/core";
import { buildSchema, type GraphQLSchema, lexicographicSortSchema, printSchema } from "graphql";
import { createSchema } from "../resolvers/schema.ts";

const ROOT = join(import.meta.dirname, "..");

/** Where the schema of a release is kept; what is there is never edited. */
export const releasedPath = (version: string) => `docs/released/${version}.graphql`;

const WHAT_TO_DO = `Clients of the last release would fail. Keep what they use, put the new beside it,
and mark the old @deprecated(reason:) with what to use instead. A break that is meant takes a new
version: raise it in package.json, run npm run release:schema, say **Breaking** in CHANGELOG.md.`;

/**
 * What a client of the released schema would fail at with the current one, one line each; `[]` when
 * there is nothing. A new value of an enum or member of a union is no break: clients are told in
 * docs/reference/schema.md to expect them.
 */
export async function breakingChanges(
  released: GraphQLSchema,
  current: GraphQLSchema,
): Promise<readonly string[]> {
  const changes = await diff(released, current);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message, criticality: { reason } }) => (reason ? `${message}: ${reason}` : message));
}

/** Those changes against the release of a version, with what to do; empty when there are none. */
export async function problemsOfRelease(
  version: string,
  current: GraphQLSchema,
  root: string = ROOT,
): Promise<string> {
  const path = releasedPath(version);
  if (!existsSync(join(root, path))) {
    const missing = `${path} is missing: package.json names ${version} as the last release.`;
    return `${missing} Run npm run release:schema.`;
  }
  const released = buildSchema(readFileSync(join(root, path), "utf8"));
  const changes = await breakingChanges(released, current);
  return changes.length === 0
    ? ""
    : [`Against ${path}:`, ...changes.map((change) => `- ${change}`), WHAT_TO_DO].join("\n");
}

/**
 * Keeps the current schema as that of a new release.
 *
 * @throws Error when that version is kept already
 */
export function release(version: string, current: GraphQLSchema, root: string = ROOT): void {
  const path = join(root, releasedPath(version));
  if (existsSync(path)) {
    throw new Error(`${version} is released: raise the version in package.json first`);
  }
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${printSchema(lexicographicSortSchema(current))}\n`);
}

if (import.meta.main) {
  const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  if (process.argv.includes("--release")) {
    release(version, createSchema());
  }
  const problems = await problemsOfRelease(version, createSchema());
  if (problems !== "") {
    console.error(problems);
  }
  process.exitCode = problems === "" ? 0 : 1;
}
