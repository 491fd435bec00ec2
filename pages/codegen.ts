import type { CodegenConfig } from "@graphql-codegen/cli";
import { addTypenameSelectionDocumentTransform } from "@graphql-codegen/client-preset";

/**
 * Typed documents of the console and the till from their `.graphql` files, and the manifest by
 * which the server knows them. The output is committed; `npm run check` fails when it is not
 * current.
 */
const config: CodegenConfig = {
  schema: "../schema/*.graphql",
  documents: "src/{console,till}/**/*.graphql",
  generates: {
    "src/__generated__/": {
      preset: "client",
      presetConfig: {
        fragmentMasking: false,
        persistedDocuments: {
          mode: "embedHashInDocument",
          hashAlgorithm: "sha256",
          hashPropertyName: "hash",
        },
      },
      // The cache of the console tells things apart by it.
      documentTransforms: [addTypenameSelectionDocumentTransform],
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        dedupeFragments: true,
        onlyOperationTypes: true,
        // On the wire all of them are texts: 64-bit points, exact decimals and microseconds
        // survive JSON.
        scalars: { DateTime: "string", Date: "string", Decimal: "string", Points: "string" },
      },
    },
  },
};

export default config;
