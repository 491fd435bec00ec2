import {
  defaultTypeResolver,
  type GraphQLAbstractType,
  GraphQLError,
  type GraphQLLeafType,
  GraphQLObjectType,
  type GraphQLOutputType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from "graphql";
import { inspect } from "graphql/jsutils/inspect.js";
import type { Path } from "./fieldErrors.ts";
import type { Complete, FieldPlan, Run } from "./model.ts";
import { FieldInfo, failField, isPromise, runFields, settleWith } from "./run.ts";

/**
 * The completion of values of a type; made once per field of a plan, so that no request looks at
 * types again.
 */
export function completerOf(type: GraphQLOutputType): Complete {
  if (isNonNullType(type)) {
    return completeNonNull(completerOf(type.ofType));
  }
  if (isListType(type)) {
    return nullOr(completeList(type.ofType));
  }
  if (isLeafType(type)) {
    return nullOr(completeLeaf(type));
  }
  if (isObjectType(type)) {
    return nullOr(completeObject(type));
  }
  return nullOr(completeAbstract(type));
}

function nullOr(complete: Complete): Complete {
  return (run, field, path, value) => {
    if (value === null || value === undefined) {
      return null;
    }
    if (value instanceof Error) {
      throw value;
    }
    return complete(run, field, path, value);
  };
}

function completeNonNull(complete: Complete): Complete {
  return (run, field, path, value) => {
    const completed = complete(run, field, path, value);
    if (completed === null) {
      throw new Error(`Cannot return null for non-nullable field ${nameOf(field)}.`);
    }
    return completed;
  };
}

function completeLeaf(type: GraphQLLeafType): Complete {
  return (_run, _field, _path, value) => {
    const serialized: unknown = type.serialize(value);
    if (serialized === null || serialized === undefined) {
      throw new Error(
        `Expected \`${inspect(type)}.serialize(${inspect(value)})\` to return non-nullable value, ` +
          `returned: ${inspect(serialized)}`,
      );
    }
    return serialized;
  };
}

function completeList(itemType: GraphQLOutputType): Complete {
  const complete = completerOf(itemType);
  const isNullable = !isNonNullType(itemType);
  return (run, field, path, value) => {
    if (typeof value !== "object" || typeof (value as never)[Symbol.iterator] !== "function") {
      throw new GraphQLError(
        `Expected Iterable, but did not find one for field "${nameOf(field)}".`,
      );
    }
    const results: unknown[] = [];
    let isPending = false;
    try {
      for (const item of value as Iterable<unknown>) {
        const itemPath: Path = { prev: path, key: results.length, typename: undefined };
        const fail = (error: unknown) => failField(run, field, itemPath, isNullable, error);
        const completed = settleWith(item, (given) => complete(run, field, itemPath, given), fail);
        isPending ||= isPromise(completed);
        results.push(completed);
      }
    } catch (error) {
      if (!isPending) {
        throw error;
      }
      // Items before it may fail too, later: nobody else would take their errors, and the process
      // would end.
      return Promise.all(results).finally(() => {
        throw error;
      });
    }
    return isPending ? Promise.all(results) : results;
  };
}

function completeObject(type: GraphQLObjectType): Complete {
  const { isTypeOf } = type;
  if (isTypeOf == null) {
    return (run, field, path, value) => runFields(run, field.below(type), value, path);
  }
  return (run, field, path, value) => {
    const go = (isRight: boolean) => {
      if (isRight) {
        return runFields(run, field.below(type), value, path);
      }
      throw new GraphQLError(`Expected value of type "${type.name}" but got: ${inspect(value)}.`, {
        nodes: field.nodes,
      });
    };
    const isRight = isTypeOf(value, run.contextValue, infoOf(run, field, path));
    return isPromise(isRight) ? isRight.then(go) : go(isRight);
  };
}

function completeAbstract(type: GraphQLAbstractType): Complete {
  const resolveType = type.resolveType ?? defaultTypeResolver;
  const completers = new Map<GraphQLObjectType, Complete>();
  return (run, field, path, value) => {
    const go = (name: unknown) => {
      const found = runtimeTypeOf(run, field, type, name, value);
      let complete = completers.get(found);
      if (complete === undefined) {
        complete = completeObject(found);
        completers.set(found, complete);
      }
      return complete(run, field, path, value);
    };
    const info = infoOf(run, field, path);
    const name: unknown = resolveType(value, run.contextValue, info, type);
    return isPromise(name) ? name.then(go) : go(name);
  };
}

/** Of the field, also where the value is an item of its list. */
function infoOf(run: Run, field: FieldPlan, path: Path): FieldInfo {
  let place = path;
  while (typeof place?.key === "number") {
    place = place.prev;
  }
  return new FieldInfo(run, field, place?.prev);
}

/** The object type that a resolver named; throws when it is none that the abstract type can be. */
function runtimeTypeOf(
  { schema }: Run,
  field: FieldPlan,
  type: GraphQLAbstractType,
  name: unknown,
  value: unknown,
): GraphQLObjectType {
  const { nodes } = field;
  if (name === null || name === undefined) {
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${nameOf(field)}". ` +
        `Either the "${type.name}" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.`,
      { nodes },
    );
  }
  if (name instanceof GraphQLObjectType) {
    throw new GraphQLError(
      "Support for returning GraphQLObjectType from resolveType was removed in graphql-js@16.0.0 please return type name instead.",
    );
  }
  if (typeof name !== "string") {
    throw new GraphQLError(
      `Abstract type "${type.name}" must resolve to an Object type at runtime for field "${nameOf(field)}" with ` +
        `value ${inspect(value)}, received "${inspect(name)}".`,
    );
  }
  const found = schema.getType(name);
  if (found === undefined) {
    throw new GraphQLError(
      `Abstract type "${type.name}" was resolved to a type "${name}" that does not exist inside the schema.`,
      { nodes },
    );
  }
  if (!isObjectType(found)) {
    throw new GraphQLError(
      `Abstract type "${type.name}" was resolved to a non-object type "${name}".`,
      { nodes },
    );
  }
  if (!schema.isSubType(type, found)) {
    throw new GraphQLError(
      `Runtime Object type "${found.name}" is not a possible type for "${type.name}".`,
      { nodes },
    );
  }
  return found;
}

function nameOf({ parentType, def }: FieldPlan): string {
  return `${parentType.name}.${def.name}`;
}
