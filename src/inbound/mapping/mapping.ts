import type { YamlFault } from "../../platform/yamlFile.ts";
import type { BrokenRecord, FormatRecord } from "./formats/formatRecord.ts";
import { FieldCompiler, type Maker } from "./language/compileFields.ts";
import type { MappingDocument, MappingInput } from "./language/document.ts";
import type { Expression, Scope, Variables } from "./language/expression.ts";
import { STEPS_MAX } from "./language/limits.ts";
import { MappingFault } from "./language/mappingFault.ts";
import { type Make, SHAPES } from "./language/shapes.ts";
import { type Steps, spend, withSteps } from "./language/steps.ts";

/** What a record came to, of one entry of `events`. */
export type Made =
  | {
      readonly ok: true;
      readonly make: Make;
      readonly value: Readonly<Record<string, unknown>>;
      readonly isHistory: boolean;
    }
  | {
      readonly ok: false;
      readonly reason: string;
      readonly problem: string;
      /** In the mapping. */
      readonly path: readonly (string | number)[];
    };

/** What all records of a body share. */
export interface BodyContext {
  readonly body: unknown;
  readonly headers: ReadonlyMap<string, string>;
  /** RFC 3339. */
  readonly receivedAt: string;
}

interface CompiledMake {
  readonly make: Make;
  readonly path: readonly (string | number)[];
  readonly isWanted: (variables: Variables) => boolean;
  readonly isHistory: (variables: Variables) => boolean;
  readonly maker: Maker;
}

/** Fields of a change as the connector for Debezium tells it. */
export const CHANGE_FIELDS = [
  "op",
  "before",
  "after",
  "row",
  "source",
  "table",
  "id",
  "at",
] as const;

/** A mapping, ready to read bodies. */
export class Mapping {
  readonly name: string;
  readonly input: MappingInput;
  readonly #records: Expression | null;
  readonly #group: { readonly by: boolean; readonly run: Expression } | null;
  readonly #makes: readonly CompiledMake[];

  constructor(given: {
    readonly document: MappingDocument;
    readonly records: Expression | null;
    readonly group: { readonly by: boolean; readonly run: Expression } | null;
    readonly makes: readonly CompiledMake[];
  }) {
    this.name = given.document.mapping;
    this.input = given.document.input;
    this.#records = given.records;
    this.#group = given.group;
    this.#makes = given.makes;
  }

  /** Steps for one body. */
  static steps(): Steps {
    return { left: STEPS_MAX };
  }

  /**
   * The records of a body that is one value.
   *
   * @throws MappingFault when its expression fails
   */
  recordsOf(context: BodyContext, steps: Steps): unknown {
    const run = this.#records;
    return run === null ? context.body : withSteps(steps, () => run(variablesOf(context)));
  }

  /**
   * Rows that are one record each, or several together.
   *
   * @throws MappingFault when its expression fails
   */
  grouped(
    rows: readonly (FormatRecord | BrokenRecord)[],
    context: BodyContext,
    steps: Steps,
  ): readonly (FormatRecord | BrokenRecord)[] {
    const group = this.#group;
    if (group === null) {
      return rows.map((row) => ("broken" in row ? row : { ...row, rows: [row.it] }));
    }
    const records: (FormatRecord | BrokenRecord)[] = [];
    let open: { readonly first: FormatRecord; readonly rows: unknown[]; key: unknown } | null =
      null;
    let broken: BrokenRecord | null = null;
    const close = () => {
      if (open !== null) {
        // With a row that cannot be read the whole of it cannot: half a receipt is none.
        records.push(broken ?? { ...open.first, rows: open.rows });
      } else if (broken !== null) {
        records.push(broken);
      }
      [open, broken] = [null, null];
    };
    for (const row of rows) {
      if ("broken" in row) {
        broken ??= row;
        continue;
      }
      const variables = {
        ...variablesOf(context),
        it: row.it,
        line: BigInt(row.line),
        rows: [row.it],
      };
      const key = withSteps(steps, () => group.run(variables));
      const last = open as {
        readonly first: FormatRecord;
        readonly rows: unknown[];
        key: unknown;
      } | null;
      const isNext = group.by ? last === null || key !== last.key : last === null || key === true;
      if (isNext) {
        close();
        open = { first: row, rows: [row.it], key };
      } else {
        last?.rows.push(row.it);
      }
    }
    close();
    return records;
  }

  /** What a record comes to: nothing, one event, or several. Never throws. */
  make(record: FormatRecord, context: BodyContext, steps: Steps): readonly Made[] {
    const variables: Variables = {
      ...variablesOf(context),
      ...{ it: record.it, rows: record.rows ?? [record.it], line: BigInt(record.line) },
    };
    return withSteps(steps, () => this.#makes.flatMap((one) => madeBy(one, variables)));
  }
}

function variablesOf({ body, headers, receivedAt }: BodyContext): Variables {
  return { body, headers, receivedAt };
}

function madeBy(make: CompiledMake, variables: Variables): readonly Made[] {
  try {
    spend(1);
    if (!make.isWanted(variables)) {
      return [];
    }
    const value = make.maker(variables) as Readonly<Record<string, unknown>>;
    return [{ ok: true, make: make.make, value, isHistory: make.isHistory(variables) }];
  } catch (error) {
    if (error instanceof MappingFault) {
      const path = error.path.length === 0 ? make.path : error.path;
      return [{ ok: false, reason: error.reason, problem: error.message, path }];
    }
    throw error;
  }
}

/** Compiles a mapping, or says what is wrong with it and where. */
export function compileMapping(document: MappingDocument): {
  readonly mapping: Mapping;
  readonly faults: readonly YamlFault[];
} {
  const compiler = new FieldCompiler();
  const tables = new Map(
    Object.entries(document.tables).map(([name, table]) => [name, new Map(Object.entries(table))]),
  );
  const { input } = document;
  const ofBody: Scope = {
    ...{ names: new Set(["body", "headers", "receivedAt"]), columns: new Map(), tables },
  };
  const columns = columnsOf(input);
  const ofRecord: Scope = {
    tables,
    names: new Set([...ofBody.names, "it", "rows", "line"]),
    columns: new Map(
      columns === null
        ? []
        : [
            ["it", columns],
            ["rows", columns],
          ],
    ),
  };
  const records =
    "records" in input && input.records !== undefined
      ? compiler.expression(input.records, ["input", "records"], ofBody)
      : null;
  const makes = document.events.map((event, at): CompiledMake => {
    const path = ["events", at];
    return {
      ...{ make: event.make, path },
      isWanted: compiler.condition(event.when, [...path, "when"], ofRecord),
      isHistory:
        event.history === undefined
          ? () => false
          : compiler.condition(event.history, [...path, "history"], ofRecord),
      maker: compiler.object(event.fields, SHAPES[event.make], [...path, "fields"], ofRecord),
    };
  });
  const group = groupOf(input, compiler, ofRecord);
  if (input.format === "csv" && !input.header && input.columns === undefined) {
    compiler.faults.push({ path: ["input"], message: "without a header it needs columns" });
  }
  return { mapping: new Mapping({ document, records, group, makes }), faults: compiler.faults };
}

function groupOf(input: MappingInput, compiler: FieldCompiler, scope: Scope) {
  const { by, begin } = ("group" in input ? input.group : undefined) ?? {};
  const text = by ?? begin;
  if (text === undefined) {
    return null;
  }
  const path = ["input", "group", by === undefined ? "begin" : "by"];
  const run = compiler.expression(text, path, scope);
  return run === null ? null : { by: by !== undefined, run };
}

/** The columns that a record has, where the mapping says so. */
function columnsOf(input: MappingInput): ReadonlySet<string> | null {
  switch (input.format) {
    case "csv":
      return input.columns === undefined ? null : new Set(input.columns);
    case "fixed":
      return new Set(Object.keys(input.columns));
    case "debezium":
      return new Set(CHANGE_FIELDS);
    default:
      return null;
  }
}
