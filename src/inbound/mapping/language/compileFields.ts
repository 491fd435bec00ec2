import { isCelList, isCelMap } from "@bufbuild/cel";
import type { YamlFault } from "../../../platform/yamlFile.ts";
import { numberText } from "./decimals.ts";
import {
  compileExpression,
  type Expression,
  isOfRows,
  type Scope,
  type Variables,
} from "./expression.ts";
import { ENTRIES_MAX, EXPRESSIONS_MAX } from "./limits.ts";
import { MappingFault, NothingGiven } from "./mappingFault.ts";
import type { FieldShape, ObjectShape } from "./shapes.ts";
import { spend } from "./steps.ts";

type Path = readonly (string | number)[];
type Fields = Readonly<Record<string, unknown>>;

/** Where a field stands, and whether it is left out where the record has nothing for it. */
interface Place {
  readonly path: Path;
  readonly scope: Scope;
  readonly isOptional: boolean;
}

/** Works a value out; undefined: it is left out. Throws MappingFault. */
export type Maker = (variables: Variables) => unknown;

/** What an entry of a list may say of itself. */
const ENTRY_WORDS = new Set(["each", "as", "when"]);
const DEFAULT_ITEM = "item";

/** Compiles what a mapping says of fields, and collects what is wrong with it. */
export class FieldCompiler {
  readonly faults: YamlFault[] = [];
  #expressions = 0;

  /** Null when it is at fault. */
  expression(text: string, path: Path, scope: Scope): Expression | null {
    this.#expressions += 1;
    if (this.#expressions > EXPRESSIONS_MAX) {
      if (this.#expressions === EXPRESSIONS_MAX + 1) {
        this.faults.push({ path, message: `at most ${EXPRESSIONS_MAX} expressions` });
      }
      return null;
    }
    const compiled = compileExpression(text, scope);
    if (!compiled.ok) {
      const { problem: message, offset } = compiled;
      this.faults.push({ path, message, offset });
      return null;
    }
    return (variables) => {
      try {
        return compiled.run(variables);
      } catch (error) {
        throw placed(error, path);
      }
    };
  }

  /** A condition: what it asks for and is not there does not hold. */
  condition(text: string | undefined, path: Path, scope: Scope): (of: Variables) => boolean {
    const run = text === undefined ? null : this.expression(text, path, scope);
    if (run === null) {
      return () => true;
    }
    return (variables) => {
      const value = orMissing(run, variables, true);
      if (value === undefined || typeof value === "boolean") {
        return value === true;
      }
      throw placed(new MappingFault("WRONG_TYPE", "It must come to true or false."), path);
    };
  }

  object(value: unknown, shape: ObjectShape, path: Path, scope: Scope): Maker {
    if (!isObject(value)) {
      this.faults.push({ path, message: "must have fields" });
      return nothing;
    }
    const fields: (readonly [string, Maker])[] = [];
    for (const [key, given] of Object.entries(value)) {
      const name = key.replace(/\?$/, "");
      const own = Object.hasOwn(shape, name) ? shape[name] : undefined;
      if (own === undefined) {
        const message = `is not known: there are ${Object.keys(shape).join(", ")}`;
        this.faults.push({ path: [...path, key], message });
        continue;
      }
      if (fields.some(([other]) => other === name)) {
        this.faults.push({ path: [...path, key], message: "is there twice" });
      }
      const isOptional = key !== name;
      if (isOptional && own.isNeeded) {
        this.faults.push({ path: [...path, key], message: "is needed: it cannot be left out" });
      }
      fields.push([name, this.#field(given, own, { path: [...path, key], scope, isOptional })]);
    }
    for (const [name, { isNeeded }] of Object.entries(shape)) {
      if (isNeeded && !fields.some(([other]) => other === name)) {
        this.faults.push({ path, message: `needs ${name}` });
      }
    }
    return (variables) => {
      const made: Record<string, unknown> = {};
      for (const [name, maker] of fields) {
        const one = maker(variables);
        if (one !== undefined) {
          made[name] = one;
        }
      }
      return made;
    };
  }

  #field(value: unknown, shape: FieldShape, { path, scope, isOptional }: Place): Maker {
    if (shape.kind === "object") {
      return this.#part(value, shape.of, { path, scope, isOptional });
    }
    if (shape.kind === "list") {
      return this.#list(value, shape.of, { path, scope, isOptional });
    }
    if (isObject(value) && Object.keys(value).length === 1 && "is" in value) {
      return this.#constant(value["is"], shape.kind, [...path, "is"]);
    }
    if (typeof value !== "string") {
      const message = "must be an expression, such as it.number, or {is: a value as it stands}";
      this.faults.push({ path, message });
      return nothing;
    }
    const run = this.expression(value, path, scope);
    const into = INTO[shape.kind];
    const maker = run === null ? nothing : placedMaker((given) => into(run(given)), path);
    return isOptional ? leftOut(maker) : maker;
  }

  /** A part of an event, which may be there only when something holds. */
  #part(value: unknown, shape: ObjectShape, { path, scope, isOptional }: Place): Maker {
    if (isOptional) {
      this.faults.push({ path, message: "say `when` within it, instead of a ? behind its name" });
    }
    if (!isObject(value) || value["when"] === undefined) {
      return this.object(value, shape, path, scope);
    }
    const { when, ...fields } = value;
    if (typeof when !== "string") {
      this.faults.push({ path: [...path, "when"], message: "must be an expression" });
      return nothing;
    }
    const isWanted = this.condition(when, [...path, "when"], scope);
    const make = this.object(fields, shape, path, scope);
    return (variables) => (isWanted(variables) ? make(variables) : undefined);
  }

  #constant(value: unknown, kind: "text" | "flag" | "texts", path: Path): Maker {
    const isRight =
      kind === "flag"
        ? typeof value === "boolean"
        : kind === "text"
          ? typeof value === "string" || Number.isSafeInteger(value)
          : Array.isArray(value) && value.every((one) => typeof one === "string");
    if (!isRight) {
      const wanted = { flag: "true or false", text: "a text", texts: "a list of texts" };
      this.faults.push({ path, message: `must be ${wanted[kind]}` });
    }
    const made = typeof value === "number" ? String(value) : value;
    return () => made;
  }

  #list(value: unknown, shape: ObjectShape, { path, scope, isOptional }: Place): Maker {
    const entries = Array.isArray(value) ? value : [value];
    const makers = entries.map((one: unknown, at) =>
      this.#entry(one, shape, {
        path: Array.isArray(value) ? [...path, at] : path,
        ...{ scope, isOptional },
      }),
    );
    return placedMaker((variables) => {
      const made: unknown[] = [];
      for (const maker of makers) {
        maker(variables, made);
        if (made.length > ENTRIES_MAX) {
          throw new MappingFault("TOO_MANY", `It has more than ${ENTRIES_MAX} entries.`);
        }
      }
      return isOptional && made.length === 0 ? undefined : made;
    }, path);
  }

  #entry(
    value: unknown,
    shape: ObjectShape,
    { path, scope: outer, isOptional }: Place,
  ): (variables: Variables, made: unknown[]) => void {
    if (!isObject(value)) {
      this.faults.push({ path, message: "must have fields, and each where there are several" });
      return () => {};
    }
    const { each, as = DEFAULT_ITEM, when } = value;
    const words = { each, as, when };
    for (const [word, text] of Object.entries(words)) {
      if (text !== undefined && (typeof text !== "string" || text === "")) {
        this.faults.push({ path: [...path, word], message: "must be a text" });
        return () => {};
      }
    }
    const isName = /^[a-z][A-Za-z0-9_]{0,30}$/.test(as as string);
    if (each !== undefined && (!isName || outer.names.has(as as string))) {
      this.faults.push({ path: [...path, "as"], message: "must be a name that is not taken" });
    }
    const scope = each === undefined ? outer : within(outer, as as string, each as string);
    const list =
      each === undefined ? null : this.expression(each as string, [...path, "each"], outer);
    const isWanted = this.condition(when as string | undefined, [...path, "when"], scope);
    const fields = Object.fromEntries(
      Object.entries(value).filter(([name]) => !ENTRY_WORDS.has(name)),
    );
    const make = this.object(fields, shape, path, scope);
    const add = (variables: Variables, made: unknown[]) => {
      if (isWanted(variables)) {
        made.push(make(variables));
      }
    };
    if (list === null) {
      return add;
    }
    return (variables, made) => {
      const given = isOptional ? orMissing(list, variables) : list(variables);
      for (const item of listOf(given ?? null)) {
        spend(1);
        add({ ...variables, [as as string]: item }, made);
        if (made.length > ENTRIES_MAX) {
          return;
        }
      }
    };
  }
}

/** What expressions about the entries of a list may name. */
function within(outer: Scope, name: string, each: string): Scope {
  const names = new Set([...outer.names, name]);
  const rows = outer.columns.get("rows");
  const isRows = rows !== undefined && isOfRowsSafely(each);
  return {
    ...outer,
    names,
    columns: isRows ? new Map([...outer.columns, [name, rows]]) : outer.columns,
  };
}

function isOfRowsSafely(each: string): boolean {
  try {
    return isOfRows(each);
  } catch {
    // What is wrong with it is said where it is compiled.
    return false;
  }
}

function listOf(value: unknown): Iterable<unknown> {
  if (value === null) {
    return [];
  }
  return isCelList(value) ? value : [value];
}

const INTO: Readonly<Record<"text" | "flag" | "texts", (value: unknown) => unknown>> = {
  text: asText,
  flag: (value) => {
    if (typeof value === "boolean") {
      return value;
    }
    throw value === null ? isNull() : new MappingFault("WRONG_TYPE", "It must be true or false.");
  },
  texts: (value) => {
    if (isCelList(value)) {
      return Array.from(value, asText);
    }
    throw value === null ? isNull() : new MappingFault("WRONG_TYPE", "It must be a list of texts.");
  },
};

function asText(given: unknown): string {
  const value = isCelMap(given) ? (given.get("#text") ?? given) : given;
  switch (typeof value) {
    case "string":
      return value;
    case "bigint":
    case "number":
      return numberText(value);
    case "boolean":
      return String(value);
    default:
      throw value === null
        ? isNull()
        : new MappingFault("WRONG_TYPE", "It must be one value, not several.");
  }
}

function isNull(): MappingFault {
  return new MappingFault("MISSING", "The record has nothing here.");
}

/** What is asked for and is not there is left out, and what is empty. */
function leftOut(maker: Maker): Maker {
  return (variables) => {
    const value = orMissing(maker, variables);
    return value === "" ? undefined : value;
  };
}

/** @param isCondition what a function was not given is a fault: see NothingGiven */
function orMissing(run: Maker, variables: Variables, isCondition = false): unknown {
  try {
    return run(variables);
  } catch (error) {
    const isMissing = error instanceof MappingFault && error.reason === "MISSING";
    if (isMissing && !(isCondition && error instanceof NothingGiven)) {
      return undefined;
    }
    throw error;
  }
}

function placedMaker(maker: Maker, path: Path): Maker {
  return (variables) => {
    try {
      return maker(variables);
    } catch (error) {
      throw placed(error, path);
    }
  };
}

/** The innermost place stands. */
function placed(error: unknown, path: Path): unknown {
  if (error instanceof MappingFault && error.path.length === 0) {
    error.path = [...path];
  }
  return error;
}

const nothing: Maker = () => undefined;

function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
