import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { makeExecutableSchema } from "@graphql-tools/schema";
import type { GraphQLSchema } from "graphql";
import { resolvers } from "./index.ts";

const FOLDER = join(import.meta.dirname, "../schema");

/** The SDL of the folder, files in the order of their names. */
function readTypeDefs(folder: string = FOLDER): readonly string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".graphql"));
  return files.sort().map((name) => readFileSync(join(folder, name), "utf8"));
}

/**
 * The graph: SDL and resolvers.
 *
 * @throws Error when a resolver stands for nothing in the SDL, so that a renamed field is not
 *   served empty
 */
export function createSchema(): GraphQLSchema {
  return makeExecutableSchema({
    typeDefs: [...readTypeDefs()],
    resolvers: [...resolvers],
    resolverValidationOptions: {
      requireResolversToMatchSchema: "error",
      requireResolversForResolveType: "error",
    },
  });
}
