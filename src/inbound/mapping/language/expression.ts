import {
  CelScalar,
  celEnv,
  celFunc,
  celList,
  celMap,
  isCelError,
  isCelMap,
  listType,
  parse,
  plan,
} from "@bufbuild/cel";
import { strings } from "@bufbuild/cel/ext";
import { HELPERS, type Tables, thrownAs, useTables } from "./helpers.ts";
import { EXPRESSION_LENGTH_MAX, EXPRESSION_PARTS_MAX } from "./limits.ts";
import { MappingFault } from "./mappingFault.ts";
import { spend } from "./steps.ts";
import { isZone } from "./times.ts";

/** What an expression may ask for, by name. */
export type Variables = Readonly<Record<string, unknown>>;

/** A value of CEL: text, bigint, number, boolean, null, list or map. */
export type Expression = (variables: Variables) => unknown;

export type CompiledExpression =
  | { readonly ok: true; readonly run: Expression }
  | {
      readonly ok: false;
      readonly problem: string;
      /** Characters from the beginning of the text. */
      readonly offset: number;
    };

/** What an expression may name. */
export interface Scope {
  readonly names: ReadonlySet<string>;
  /** Of records whose columns are known: which ones; by the variable that holds such a record. */
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
  /** What `tables:` has. */
  readonly tables: Tables;
}

type Parsed = ReturnType<typeof parse>;
type Expr = NonNullable<Parsed["expr"]>;

const { DYN } = CelScalar;
const TICK = "__tick";
const BEGIN = "__begin";
const PUSH = "__push";

/** Lists under way, by what the language has of them: grown in place, not copied at each turn. */
const growing = new WeakMap<object, unknown[]>();

const ENVIRONMENT = celEnv({
  funcs: [
    ...strings.filter(({ name }) => !HELPERS.some((one) => one.name === name)),
    ...HELPERS,
    celFunc(TICK, [DYN], DYN, (value) => {
      spend(1);
      return value as never;
    }),
    celFunc(BEGIN, [], listType(DYN), () => {
      const items: unknown[] = [];
      const list = celList(items as never);
      growing.set(list, items);
      return list;
    }),
    celFunc(PUSH, [listType(DYN), DYN], listType(DYN), (list, value) => {
      growing.get(list)?.push(value);
      return list;
    }),
  ],
});

/** Operators and functions of the language itself. */
const BUILT_IN = new Set([
  ...["_+_", "_-_", "_*_", "_/_", "_%_", "-_", "!_", "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_"],
  ...["_&&_", "_||_", "_?_:_", "_[_]", "@in", "@not_strictly_false", "size", "string", "int"],
  ...["double", "bool", "type", "contains", "startsWith", "endsWith", "matches", "timestamp"],
  ...["duration", "dyn", "getFullYear", "getMonth", "getDate", "getHours", "getMinutes"],
  ...strings.map(({ name }) => name).filter((name) => name !== "format"),
  ...HELPERS.map(({ name }) => name),
]);

/**
 * Compiles an expression in CEL.
 *
 * Guarantee: what compiles ends: the language has no loops but those over lists, and every turn of
 * one is a step of `STEPS_MAX`; no regular expression of it backtracks; no text grows beyond
 * `TEXT_LENGTH_MAX`. Names, functions, tables and columns that there are not are problems. What the
 * compiled one throws is a MappingFault.
 */
export function compileExpression(text: string, scope: Scope): CompiledExpression {
  if (text.length > EXPRESSION_LENGTH_MAX) {
    return { ok: false, problem: `at most ${EXPRESSION_LENGTH_MAX} characters`, offset: 0 };
  }
  let parsed: Parsed;
  try {
    parsed = parse(text);
  } catch (error) {
    return syntaxProblem(error);
  }
  const positions = parsed.sourceInfo?.positions as Readonly<Record<string, number>> | undefined;
  try {
    visit(parsed.expr, { ...scope, parts: { count: 0 } });
  } catch (error) {
    if (error instanceof Misuse) {
      const offset = positions?.[String(error.expr.id)] ?? 0;
      return { ok: false, problem: error.message, offset };
    }
    throw error;
  }
  const names = namesOf(parsed.expr);
  if (names !== null) {
    return { ok: true, run: pathRun(names) };
  }
  const evaluate = plan(ENVIRONMENT, parsed);
  return {
    ok: true,
    run: (variables) => {
      spend(1);
      useTables(scope.tables);
      const value: unknown = evaluate(variables as never);
      if (isCelError(value)) {
        throw faultOf(value);
      }
      return value;
    },
  };
}

/** Of an expression that only names a field, such as `it.customer.email`, its names; else null. */
function namesOf(expr: Expr | undefined): readonly string[] | null {
  const kind = expr?.exprKind;
  if (kind?.case === "identExpr") {
    return [kind.value.name];
  }
  if (kind?.case !== "selectExpr" || kind.value.testOnly) {
    return null;
  }
  const before = namesOf(kind.value.operand);
  return before === null ? null : [...before, kind.value.field];
}

/** Most expressions are that, and need no interpreter: the same as `plan` of it, in less time. */
function pathRun([first = "", ...fields]: readonly string[]): Expression {
  return (variables) => {
    spend(1);
    let value: unknown = variables[first];
    for (const field of fields) {
      value = value instanceof Map || isCelMap(value) ? value.get(field) : undefined;
      if (value === undefined) {
        throw new MappingFault("MISSING", `The record has no ${field} here.`);
      }
    }
    return value instanceof Map
      ? celMap(value as never)
      : Array.isArray(value)
        ? celList(value)
        : value;
  };
}

function syntaxProblem(error: unknown): CompiledExpression {
  const message = error instanceof Error ? error.message : String(error);
  const offset = (error as { location?: { start?: { offset?: number } } }).location?.start?.offset;
  return { ok: false, problem: message.slice(0, 200), offset: offset ?? 0 };
}

/** Nothing of the record goes into a fault: what the library says of values is left out. */
function faultOf(error: { readonly message: string; readonly cause: unknown }): MappingFault {
  const { message } = error;
  const thrown = error.cause instanceof MappingFault ? error.cause : thrownAs(message);
  if (thrown !== undefined) {
    return thrown;
  }
  const field = /^field not found: (.{1,100})$/.exec(message)?.[1];
  if (field !== undefined) {
    return new MappingFault("MISSING", `The record has no ${field} here.`);
  }
  if (/^(index -?\d+ out of bounds|unresolved attribute)/.test(message)) {
    return new MappingFault("MISSING", "The record has nothing here.");
  }
  if (/^(found no matching overload|no such overload|type mismatch)/.test(message)) {
    return new MappingFault("WRONG_TYPE", message.slice(0, 200));
  }
  return new MappingFault("FAILED", "The expression fails on this record.");
}

class Misuse extends Error {
  readonly expr: Expr;
  constructor(expr: Expr, problem: string) {
    super(problem);
    this.expr = expr;
  }
}

interface Visit extends Scope {
  readonly parts: { count: number };
}

/** Looks for what no expression may have, and counts the turns of its loops from now on. */
function visit(expr: Expr | undefined, scope: Visit): void {
  if (expr === undefined) {
    return;
  }
  scope.parts.count += 1;
  if (scope.parts.count > EXPRESSION_PARTS_MAX) {
    throw new Misuse(expr, `at most ${EXPRESSION_PARTS_MAX} parts`);
  }
  const { exprKind: kind } = expr;
  switch (kind.case) {
    case "identExpr":
      checkName(expr, kind.value.name, scope);
      return;
    case "selectExpr":
      checkColumn(expr, kind.value.operand, kind.value.field, scope);
      visit(kind.value.operand, scope);
      return;
    case "listExpr":
      for (const one of kind.value.elements) {
        visit(one, scope);
      }
      return;
    case "structExpr":
      for (const { keyKind, value } of kind.value.entries) {
        visit(keyKind.case === "mapKey" ? keyKind.value : undefined, scope);
        visit(value, scope);
      }
      return;
    case "callExpr":
      checkCall(expr, kind.value, scope);
      visit(kind.value.target, scope);
      for (const one of kind.value.args) {
        visit(one, scope);
      }
      return;
    case "comprehensionExpr":
      visitLoop(kind.value, scope);
      return;
    default:
      return;
  }
}

type Call = Extract<Expr["exprKind"], { case: "callExpr" }>["value"];
type Loop = Extract<Expr["exprKind"], { case: "comprehensionExpr" }>["value"];

function visitLoop(loop: Loop, outer: Visit): void {
  visit(loop.iterRange, outer);
  const ofRows = isRows(loop.iterRange) ? outer.columns.get("rows") : undefined;
  const scope: Visit = {
    ...outer,
    names: new Set([...outer.names, loop.iterVar, loop.accuVar]),
    columns:
      ofRows === undefined ? outer.columns : new Map([...outer.columns, [loop.iterVar, ofRows]]),
  };
  visit(loop.loopCondition, scope);
  visit(loop.loopStep, scope);
  growInPlace(loop);
  loop.loopCondition = callOf(loop.loopCondition as Expr, TICK, [loop.loopCondition as Expr]);
}

/** Whether an expression is all rows, or some of them as they are. Throws what parsing throws. */
export function isOfRows(text: string): boolean {
  return isRows(parse(text).expr);
}

function isRows(expr: Expr | undefined): boolean {
  const kind = expr?.exprKind;
  if (kind?.case === "identExpr") {
    return kind.value.name === "rows";
  }
  if (kind?.case !== "comprehensionExpr") {
    return false;
  }
  const push = pushOf(kind.value.loopStep)?.value;
  const isFilter =
    push?.exprKind.case === "identExpr" && push.exprKind.value.name === kind.value.iterVar;
  return isFilter && isRows(kind.value.iterRange);
}

/** What a loop adds to its list at a turn, and the call that does it. */
function pushOf(step: Expr | undefined): { readonly call: Call; readonly value: Expr } | null {
  const kind = step?.exprKind;
  if (kind?.case !== "callExpr") {
    return null;
  }
  if (kind.value.function === "_?_:_") {
    return pushOf(kind.value.args[1]);
  }
  const [accu, added] = kind.value.args;
  const isPush =
    [PUSH, "_+_"].includes(kind.value.function) &&
    accu?.exprKind.case === "identExpr" &&
    accu.exprKind.value.name === "@result";
  if (!isPush || added === undefined) {
    return null;
  }
  const [only] = added.exprKind.case === "listExpr" ? added.exprKind.value.elements : [added];
  return only === undefined ? null : { call: kind.value, value: only };
}

/** The library joins a list of one at each turn, which is quadratic and overflows its stack. */
function growInPlace(loop: Loop): void {
  const push = pushOf(loop.loopStep);
  if (push !== null && loop.accuInit?.exprKind.case === "listExpr") {
    push.call.function = PUSH;
    push.call.args[1] = push.value;
    loop.accuInit = callOf(loop.accuInit, BEGIN, []);
  }
}

/** Another part of an expression, in the place of one. */
function callOf(like: Expr, name: string, args: Expr[]): Expr {
  const value = { $typeName: "cel.expr.Expr.Call", function: name, args } as Call;
  return { ...like, exprKind: { case: "callExpr", value } };
}

function checkName(expr: Expr, name: string, { names }: Visit): void {
  if (!names.has(name)) {
    const known = [...names].filter((one) => !one.startsWith("@")).join(", ");
    throw new Misuse(expr, `unknown name ${name}: there are ${known}`);
  }
}

function checkColumn(expr: Expr, of: Expr | undefined, field: string, { columns }: Visit): void {
  const name = of?.exprKind.case === "identExpr" ? of.exprKind.value.name : "";
  const known = columns.get(name);
  if (known !== undefined && !known.has(field)) {
    throw new Misuse(expr, `unknown column ${field}: there are ${[...known].join(", ")}`);
  }
}

function checkCall(expr: Expr, { function: name, args }: Call, { tables }: Visit): void {
  if (!BUILT_IN.has(name)) {
    throw new Misuse(expr, `unknown function ${name}`);
  }
  if (name === "matches" && args.at(-1)?.exprKind.case !== "constExpr") {
    throw new Misuse(expr, "a pattern must be written out");
  }
  if (name === "lookup" || name === "lookupOr") {
    const table = args[0]?.exprKind;
    const text = table?.case === "constExpr" ? table.value.constantKind.value : null;
    if (typeof text !== "string" || !tables.has(text)) {
      const known = tables.size === 0 ? "none" : [...tables.keys()].join(", ");
      throw new Misuse(expr, `its table must be one of tables: ${known}`);
    }
  }
  const zone = name === "localTime" ? args[2]?.exprKind : undefined;
  const zoneName = zone?.case === "constExpr" ? zone.value.constantKind.value : null;
  if (typeof zoneName === "string" && !isZone(zoneName)) {
    throw new Misuse(expr, `unknown time zone ${zoneName}`);
  }
}
