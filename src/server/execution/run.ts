import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  locatedError,
  type OperationDefinitionNode,
} from "graphql";
import { type Path as PathNode, pathToArray } from "graphql/jsutils/Path.js";
import type { Path } from "./fieldErrors.ts";
import type { FieldPlan, Run, SelectionPlan } from "./model.ts";

export function isPromise(value: unknown): value is Promise<unknown> {
  return (
    typeof value === "object" && value !== null && typeof (value as never)["then"] === "function"
  );
}

/**
 * What a resolver is told about its field. Made of what the plan knows, and read only when a
 * resolver asks.
 */
export class FieldInfo implements GraphQLResolveInfo {
  readonly #run: Run;
  readonly #field: FieldPlan;
  readonly #prev: Path;

  /** @param prev where the object stands whose field it is */
  constructor(run: Run, field: FieldPlan, prev: Path) {
    this.#run = run;
    this.#field = field;
    this.#prev = prev;
  }

  get path(): PathNode {
    return placeOf(this.#field, this.#prev);
  }
  get fieldName(): string {
    return this.#field.def.name;
  }
  get fieldNodes(): readonly FieldNode[] {
    return this.#field.nodes;
  }
  get returnType(): GraphQLOutputType {
    return this.#field.def.type;
  }
  get parentType(): GraphQLObjectType {
    return this.#field.parentType;
  }
  get schema(): GraphQLSchema {
    return this.#run.schema;
  }
  get fragments(): Record<string, FragmentDefinitionNode> {
    return this.#run.plan.fragments;
  }
  get rootValue(): unknown {
    return this.#run.rootValue;
  }
  get operation(): OperationDefinitionNode {
    return this.#run.plan.operation;
  }
  get variableValues(): Record<string, unknown> {
    return this.#run.variables;
  }
}

/**
 * The value of a field or of an item that failed: null, and the error is told, where that is
 * allowed; otherwise the error is thrown on to what holds it.
 */
export function failField(
  run: Run,
  field: FieldPlan,
  path: Path,
  isNullable: boolean,
  thrown: unknown,
): null {
  const error = locatedError(thrown, field.nodes, pathToArray(path));
  if (!isNullable) {
    throw error;
  }
  run.errors.add(error, path);
  return null;
}

/**
 * `complete` of a value or of what its promise gives; whatever goes wrong, at once or later, goes
 * to `fail`.
 */
export function settleWith(
  value: unknown,
  complete: (value: unknown) => unknown,
  fail: (error: unknown) => unknown,
): unknown {
  try {
    const completed = isPromise(value) ? value.then(complete) : complete(value);
    return isPromise(completed) ? completed.then(undefined, fail) : completed;
  } catch (error) {
    return fail(error);
  }
}

/**
 * The fields of one object; a promise when one of them has to be waited for. Throws, or rejects,
 * when a field that must not be null failed: only once everything that was started has ended.
 */
export function runFields(
  run: Run,
  selection: SelectionPlan,
  source: unknown,
  path: Path,
): unknown {
  const result = emptyResult(selection);
  let pending: Promise<unknown>[] | null = null;
  try {
    for (const field of selection.fields) {
      const value = runField(run, field, source, path);
      // Set at once, also while it is waited for: the order of the answer is that of the selection.
      result[field.key] = value;
      if (isPromise(value)) {
        pending ??= [];
        pending.push(
          value.then((settled) => {
            result[field.key] = settled;
          }),
        );
      }
    }
  } catch (error) {
    if (pending === null) {
      throw error;
    }
    return Promise.all(pending).finally(() => {
      throw error;
    });
  }
  if (pending === null) {
    return result;
  }
  const all: Promise<unknown> =
    pending.length === 1 ? (pending[0] as Promise<unknown>) : Promise.all(pending);
  return all.then(() => result);
}

/** The fields of a mutation: each begins when the one before it has ended. */
export function runFieldsInTurn(run: Run, selection: SelectionPlan, source: unknown): unknown {
  const result = emptyResult(selection);
  let next = 0;
  const goOn = (): unknown => {
    for (let field = selection.fields[next]; field !== undefined; field = selection.fields[next]) {
      next += 1;
      const { key } = field;
      const value = runField(run, field, source, undefined);
      if (isPromise(value)) {
        return value.then((settled) => {
          result[key] = settled;
          return goOn();
        });
      }
      result[key] = value;
    }
    return result;
  };
  return goOn();
}

/** With all its keys, so that it has its final shape from the start. */
function emptyResult({ empty, needsBareObject }: SelectionPlan): Record<string, unknown> {
  return needsBareObject ? Object.create(null) : { ...empty };
}

/**
 * Of what runs for every field of every answer nothing is made that most of them do not need: no
 * place, no closure.
 */
function runField(run: Run, field: FieldPlan, source: unknown, parentPath: Path): unknown {
  // Where a leaf stands matters only when it fails.
  let path: Path;
  try {
    const value =
      field.resolve === null
        ? propertyOf(run, field, source, parentPath)
        : field.resolve(
            source,
            field.argumentsOf(run.variables),
            run.contextValue,
            new FieldInfo(run, field, parentPath),
          );
    if (!field.isLeaf) {
      path = placeOf(field, parentPath);
    }
    if (isPromise(value)) {
      return settleLater(run, field, path ?? placeOf(field, parentPath), value);
    }
    const completed = field.complete(run, field, path, value);
    return isPromise(completed)
      ? failLater(run, field, path ?? placeOf(field, parentPath), completed)
      : completed;
  } catch (error) {
    return failField(run, field, path ?? placeOf(field, parentPath), field.isNullable, error);
  }
}

function settleLater(run: Run, field: FieldPlan, path: Path, value: Promise<unknown>): unknown {
  return failLater(
    run,
    field,
    path,
    value.then((settled) => field.complete(run, field, path, settled)),
  );
}

function failLater(run: Run, field: FieldPlan, path: Path, completed: Promise<unknown>): unknown {
  return completed.then(undefined, (error) => failField(run, field, path, field.isNullable, error));
}

/** What a field without a resolver is: a property, or what a method of that name gives. */
function propertyOf(run: Run, field: FieldPlan, source: unknown, parentPath: Path): unknown {
  if ((typeof source !== "object" && typeof source !== "function") || source === null) {
    return undefined;
  }
  const { name } = field.def;
  const property = (source as Record<string, unknown>)[name];
  if (typeof property !== "function") {
    return property;
  }
  const info = new FieldInfo(run, field, parentPath);
  // Called on its object, as `source.name()` would.
  return property.call(source, field.argumentsOf(run.variables), run.contextValue, info);
}

function placeOf(field: FieldPlan, prev: Path): PathNode {
  return { prev, key: field.key, typename: field.parentType.name };
}
