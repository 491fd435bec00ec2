import { makeExecutableSchema } from "@graphql-tools/schema";
import {
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  parse,
} from "graphql";
import { expect, test } from "vitest";
import { createExecutor } from "../../../../src/server/execution/execute.ts";
import { isPromise } from "../../../../src/server/execution/run.ts";

type Resolvers = NonNullable<Parameters<typeof makeExecutableSchema>[0]["resolvers"]>;

/** A document, what it runs on, and the answer that the specification asks for. */
export interface Case {
  readonly source: string;
  readonly variables?: Record<string, unknown>;
  readonly root?: unknown;
  readonly context?: unknown;
  readonly operationName?: string;
  readonly maxCoercionErrors?: number;
  readonly hideSuggestions?: boolean;
  /** Absent: the answer has none, because nothing was run. */
  readonly data?: unknown;
  /** Each as `told` writes it. */
  readonly errors?: readonly string[];
}

export function schemaOf(typeDefs: string, resolvers: Resolvers = {}): GraphQLSchema {
  return makeExecutableSchema({
    ...{ typeDefs, resolvers },
    resolverValidationOptions: { requireResolversForResolveType: "ignore" },
  });
}

/** Message, place in the answer, places in the document: `no @ a.0.b (1:3)`. */
export function told({ message, path, locations }: GraphQLError): string {
  const place = path === undefined ? "" : ` @ ${path.join(".")}`;
  const lines = (locations ?? []).map(({ line, column }) => `${line}:${column}`).join(" ");
  return `${message}${place}${lines === "" ? "" : ` (${lines})`}`;
}

/** As text: the order of the keys is part of the answer, and that of the errors. */
function answerOf({ data, errors }: ExecutionResult): string {
  return JSON.stringify({ data, errors: errors?.map(told) }, null, 1);
}

/**
 * One test per case: graphql-js and the plans give the answer that is expected, at once or later as
 * each other.
 */
export function answerAlike(schema: GraphQLSchema, cases: Readonly<Record<string, Case>>): void {
  for (const [name, one] of Object.entries(cases)) {
    test(name, async () => {
      const expected = JSON.stringify({ data: one.data, errors: one.errors }, null, 1);
      const reference = execute(argumentsOf(schema, one));
      expect(answerOf(await reference), "graphql-js").toBe(expected);
      const compiled = createExecutor(schema);
      const args = argumentsOf(schema, one);
      // A plan is made the first time and used the second.
      for (const time of ["first", "second"]) {
        const answer = compiled(args);
        expect(answerOf(await answer), time).toBe(expected);
        expect(isPromise(answer), `${time}, whether later`).toBe(isPromise(reference));
      }
    });
  }
}

function argumentsOf(schema: GraphQLSchema, one: Case): ExecutionArgs {
  return {
    schema,
    document: parse(one.source),
    rootValue: one.root,
    contextValue: one.context,
    ...(one.variables === undefined ? {} : { variableValues: one.variables }),
    ...(one.operationName === undefined ? {} : { operationName: one.operationName }),
    ...(one.hideSuggestions === undefined ? {} : { hideSuggestions: one.hideSuggestions }),
    ...(one.maxCoercionErrors === undefined
      ? {}
      : { options: { maxCoercionErrors: one.maxCoercionErrors } }),
  };
}
