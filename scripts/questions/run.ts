import {
  type DocumentNode,
  execute,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  validate,
} from "graphql";
import type { Role } from "../../src/domain/access/viewer.ts";
import type { Context } from "../../src/graph/context.ts";
import { leafPathsOf, strikeOut } from "./coverage.ts";
import { type Samples, type Variables, valuesOf } from "./samples.ts";

/** Whether the graph answers a question, and if not, why. */
export interface Verdict {
  readonly question: string;
  readonly passes: boolean;
  /**
   * What is wrong: fields the schema lacks, errors, or paths behind which no answer had anything.
   */
  readonly why: readonly string[];
  /** Paths that are allowed to be empty and were. */
  readonly empty: readonly string[];
}

/** Who asks the questions of each group. */
const ASKED_BY: Readonly<Record<string, Role>> = {
  A: "agent",
  M: "marketer",
  T: "till",
  O: "operator",
};

/** What may be empty today, and why: a path, and everything below it. */
const MAY_BE_EMPTY: Readonly<Record<string, string>> = {
  "order.points.activatesAt":
    "the demo programme has no waiting period: booked points can be spent",
  "customer.loyalty.tier.benefits.remaining": "no benefit of the demo programme is limited",
  "customer.loyalty.next.by": "the demo programme's window slides: there is no fixed day",
  "customer.predictions": "no model is connected yet",
  "health.destinations.deadLetters.customer":
    "operators may not see customers; who may is shown whose it is",
};

export interface QuestionDeps {
  readonly schema: GraphQLSchema;
  readonly samples: Samples;
  /** A context per operation, as a request of that role has it. */
  readonly contextOf: (role: Role) => Context;
}

/**
 * Asks every question of the document until each of its fields had something behind it in some
 * answer, or the samples are used up. A question passes when it is valid, never fails, and no field
 * stayed empty.
 */
export async function runQuestions(
  deps: QuestionDeps,
  document: DocumentNode,
): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) {
      continue;
    }
    verdicts.push(await ask(deps, definition));
  }
  return verdicts;
}

async function ask(
  { schema, samples, contextOf }: QuestionDeps,
  operation: OperationDefinitionNode,
): Promise<Verdict> {
  const question = operation.name?.value ?? "?";
  const document: DocumentNode = { kind: Kind.DOCUMENT, definitions: [operation] };
  const invalid = validate(schema, document);
  if (invalid.length > 0) {
    return { question, passes: false, why: invalid.map(({ message }) => message), empty: [] };
  }
  const missing = new Set(leafPathsOf(operation));
  const isAllowed = (path: string) =>
    Object.keys(MAY_BE_EMPTY).some((prefix) => path === prefix || path.startsWith(`${prefix}.`));
  const role = ASKED_BY[question.charAt(0)] ?? "admin";
  const sets = variableSets(operation, valuesOf(samples, question));
  if (sets.length === 0) {
    return { question, passes: false, why: ["the data has nothing to ask about"], empty: [] };
  }
  for (const variableValues of sets) {
    const { data, errors } = await execute({
      schema,
      document,
      variableValues,
      contextValue: contextOf(role),
    });
    if (errors !== undefined) {
      const why = errors.map(({ message }) => message);
      return { question, passes: false, why, empty: [] };
    }
    strikeOut(missing, data);
    if ([...missing].every(isAllowed)) {
      break;
    }
  }
  const why = [...missing].filter((path) => !isAllowed(path)).map((path) => `nothing at ${path}`);
  return { question, passes: why.length === 0, why, empty: [...missing].filter(isAllowed) };
}

/**
 * The n-th value of each variable, for as long as the longest list goes; none when one has no value
 * at all.
 */
function variableSets(
  operation: OperationDefinitionNode,
  values: Readonly<Record<string, readonly unknown[]>>,
): readonly Variables[] {
  const names = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
  if (names.length === 0) {
    return [{}];
  }
  const lists = names.map((name) => values[name] ?? []);
  const required = (operation.variableDefinitions ?? []).map(
    ({ type }) => type.kind === Kind.NON_NULL_TYPE,
  );
  if (lists.some((list, at) => list.length === 0 && required[at] === true)) {
    return [];
  }
  const length = Math.max(...lists.map((list) => list.length));
  return Array.from({ length }, (_, at) =>
    Object.fromEntries(
      names.flatMap((name, index) => {
        const list = lists[index] ?? [];
        return list.length === 0 ? [] : [[name, list[at % list.length]]];
      }),
    ),
  );
}
