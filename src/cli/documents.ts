import { readFileSync, writeFileSync } from "node:fs";
import { type Command, Option } from "commander";
import { ConfigError } from "../config.ts";

interface Options {
  readonly out?: string;
  readonly json?: true;
  readonly format: "plain" | "apollo";
}

/**
 * `tributary documents`: the manifest of trusted documents, from the files that a client is made
 * of.
 */
export function register(program: Command): void {
  program
    .command("documents")
    .description("make the manifest of trusted documents from .graphql files")
    .argument("<files...>", "operations, and the fragments they use, in any order")
    .option("--out <file>", "write the manifest there; default: to standard output")
    .addOption(
      new Option("--format <format>", "plain: hash -> document; apollo: as Apollo Client's tools")
        .choices(["plain", "apollo"])
        .default("plain"),
    )
    .option("--json", "print one JSON object: operation name -> documentId")
    .action(run);
}

async function run(files: readonly string[], options: Options): Promise<void> {
  // Loaded only now: every other command would otherwise load the whole graph.
  const { createSchema } = await import("../../resolvers/schema.ts");
  const { Documents } = await import("../server/operations/documents.ts");
  const { apolloManifestOf, manifestOf } = await import("../server/operations/manifest.ts");
  const documents = manifestOf(
    files.map((path) => ({ path, text: readText(path) })),
    new Documents(createSchema(), { hideSuggestions: false }),
    { typenames: options.format === "apollo" },
  );
  const manifest =
    options.format === "apollo"
      ? apolloManifestOf(documents)
      : Object.fromEntries(documents.map(({ hash, text }) => [hash, text]));
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  if (options.out === undefined) {
    process.stdout.write(text);
    return;
  }
  writeFileSync(options.out, text);
  if (options.json === true) {
    const ids = documents.map(({ name, hash }) => [name, `sha256:${hash}`]);
    console.log(JSON.stringify(Object.fromEntries(ids)));
    return;
  }
  for (const { name, hash } of documents) {
    console.log(`sha256:${hash}  ${name}`);
  }
  console.log(`${documents.length} documents in ${options.out}`);
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new ConfigError(`${path} cannot be read: ${(error as Error).message}`);
  }
}
