import type { CodegenConfig } from "@graphql-codegen/cli";

const config: CodegenConfig = {
  schema: "../../schema/*.graphql",
  documents: "src/documents.ts",
  generates: {
    "src/__generated__/": {
      preset: "client",
      presetConfig: { fragmentMasking: false },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        // Else every type of the graph is written out, whether the page asks for it or not.
        onlyOperationTypes: true,
        // On the wire all of them are texts: 64-bit points, exact decimals and microseconds
        // survive JSON. Points become bigint where the page computes with them.
        scalars: { DateTime: "string", Date: "string", Decimal: "string", Points: "string" },
      },
    },
  },
};

export default config;
