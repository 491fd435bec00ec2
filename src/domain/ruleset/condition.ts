import { CelScalar, celEnv, isCelError, mapType, parse, plan } from "@bufbuild/cel";

/** Characters of a condition, and parts of it: a rule that needs more is two rules. */
export const CONDITION_LENGTH_MAX = 500;
export const CONDITION_PARTS_MAX = 100;

/**
 * Compiled conditions that are remembered by their text: versions are looked at and compared many
 * times, and compiling the largest takes some 50 ms.
 */
export const COMPILED_MAX = 1_000;
const remembered = new Map<string, CompiledCondition>();

/** What a condition may ask of an order; all of it is recorded, so a replay asks the same. */
export interface OrderContext {
  /** "" when the order names none, as for the next ones. */
  readonly channel: string;
  readonly store: string;
  readonly currency: string;
  /** "delivery", "collect", ... */
  readonly fulfilment: string;
  /** What was ordered, after discounts, minor units of `currency`; returns do not change it. */
  readonly netMinor: bigint;
  /**
   * When it was placed, by the calendar of the programme: "2026-11-27", 1 to 12, 1 (Monday) to 7, 0
   * to 23.
   */
  readonly date: string;
  readonly month: bigint;
  readonly weekday: bigint;
  readonly hour: bigint;
}

/** What a condition may ask of a line. */
export interface LineContext {
  readonly article: string;
  readonly brand: string;
  readonly kind: string;
  /** The path, from the widest category on. */
  readonly category: readonly string[];
  /** After discounts, minor units of the order's currency. */
  readonly netMinor: bigint;
  /** Millionths of a piece. */
  readonly quantity: bigint;
}

/**
 * What a condition may ask of the customer, as of when the order first earns
 * (domain/points/earningBasis.ts).
 */
export interface CustomerContext {
  /** Code of the tier held. */
  readonly tier: string;
  /** Orders that had brought points before. */
  readonly orders: bigint;
  /** Whole days since joining, when the order is placed. */
  readonly memberDays: bigint;
}

/**
 * Whether a condition holds; `line` is given to conditions about lines. One that fails on an order
 * does not hold.
 */
export type Condition = (
  order: OrderContext,
  customer: CustomerContext,
  line?: LineContext,
) => boolean;

/** Two orders that conditions are tried on when they are saved: none of what they say is empty. */
const SAMPLE_ORDER: OrderContext = {
  ...{ channel: "web", store: "s1", currency: "EUR", fulfilment: "delivery", netMinor: 12_345n },
  ...{ date: "2026-11-27", month: 11n, weekday: 5n, hour: 18n },
};
const SAMPLE_LINE: LineContext = {
  ...{ article: "mug", brand: "acme", kind: "ARTICLE", category: ["kitchen", "mugs"] },
  ...{ netMinor: 1_295n, quantity: 1_000_000n },
};

const SAMPLE_CUSTOMER: CustomerContext = { tier: "GOLD", orders: 7n, memberDays: 365n };

const FIELDS: Readonly<Record<string, ReadonlySet<string>>> = {
  order: new Set(Object.keys(SAMPLE_ORDER)),
  customer: new Set(Object.keys(SAMPLE_CUSTOMER)),
  line: new Set(Object.keys(SAMPLE_LINE)),
};

const ANY_FIELDS = mapType(CelScalar.STRING, CelScalar.DYN);
const ENVIRONMENT = celEnv({
  variables: { order: ANY_FIELDS, customer: ANY_FIELDS, line: ANY_FIELDS },
});

export type CompiledCondition =
  | {
      readonly ok: true;
      readonly condition: Condition;
      /** Whether it depends on the customer's history, and not on the order alone. */
      readonly asksCustomer: boolean;
    }
  | { readonly ok: false; readonly problem: string };

/**
 * Compiles a condition in CEL over `order` and `customer`, and over `line` where it is about lines.
 *
 * Guarantee: what compiles ends: it has no loops (no macros over lists), no regular expressions,
 * and a bounded number of parts. Names that there are not, a result that is no yes or no, and a
 * division by zero are problems, with their place in the text.
 */
export function compileCondition(text: string, about: "order" | "line"): CompiledCondition {
  if (text.length > CONDITION_LENGTH_MAX) {
    return problem(`at most ${CONDITION_LENGTH_MAX} characters`);
  }
  const key = `${about} ${text}`;
  const known = remembered.get(key);
  if (known !== undefined) {
    return known;
  }
  const [oldest] = remembered.keys();
  if (remembered.size >= COMPILED_MAX && oldest !== undefined) {
    remembered.delete(oldest);
  }
  const compiled = compile(text, about);
  remembered.set(key, compiled);
  return compiled;
}

function compile(text: string, about: "order" | "line"): CompiledCondition {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(text);
  } catch (error) {
    return problem(error instanceof Error ? error.message : String(error));
  }
  const asked = new Set<string>();
  const fault = faultOf(parsed, about, asked);
  if (fault !== null) {
    return problem(fault);
  }
  const evaluate = plan(ENVIRONMENT, parsed);
  const run = (order: OrderContext, customer: CustomerContext, line: LineContext | undefined) =>
    evaluate({
      order: new Map(Object.entries(order)),
      customer: new Map(Object.entries(customer)),
      line: new Map(line === undefined ? [] : Object.entries(line)),
    } as never);
  const tried = run(SAMPLE_ORDER, SAMPLE_CUSTOMER, SAMPLE_LINE);
  if (isCelError(tried)) {
    return problem(`fails on an ordinary order: ${tried.message}`);
  }
  if (typeof tried !== "boolean") {
    return problem("must come to true or false");
  }
  return {
    ok: true,
    condition: (order, customer, line) => run(order, customer, line) === true,
    asksCustomer: asked.has("customer"),
  };
}

function problem(text: string): CompiledCondition {
  return { ok: false, problem: text };
}

type Parsed = ReturnType<typeof parse>;
type Expr = Parsed["expr"];

/**
 * The first thing that no condition may have, with its place; what the condition is about goes into
 * `asked`.
 */
function faultOf(parsed: Parsed, about: "order" | "line", asked: Set<string>): string | null {
  const positions = parsed.sourceInfo?.positions as Readonly<Record<string, number>> | undefined;
  const at = (expr: Expr) => {
    const position = positions?.[expr.id.toString()];
    return position === undefined ? "" : ` at character ${position + 1}`;
  };
  let parts = 0;
  const visit = (expr: Expr | undefined): string | null => {
    if (expr === undefined) {
      return null;
    }
    parts += 1;
    if (parts > CONDITION_PARTS_MAX) {
      return `at most ${CONDITION_PARTS_MAX} parts`;
    }
    const { exprKind: kind } = expr;
    switch (kind.case) {
      case "constExpr":
        return null;
      case "identExpr":
        return `\`${kind.value.name}\` alone says nothing${at(expr)}: ask for a field, such as order.channel`;
      case "selectExpr":
        return selectFault(kind.value, about, at(expr), asked);
      case "listExpr":
        return first(kind.value.elements, visit);
      case "callExpr": {
        const { function: name, target, args } = kind.value;
        if (name === "matches") {
          return `regular expressions are not allowed${at(expr)}`;
        }
        if ((name === "_/_" || name === "_%_") && isZero(args[1])) {
          return `divides by zero${at(expr)}`;
        }
        return visit(target) ?? first(args, visit);
      }
      default:
        return `loops and structures are not allowed${at(expr)}`;
    }
  };
  return visit(parsed.expr);
}

function selectFault(
  { operand, field }: { readonly operand?: Expr | undefined; readonly field: string },
  about: "order" | "line",
  place: string,
  asked: Set<string>,
): string | null {
  const root = operand?.exprKind;
  const name = root?.case === "identExpr" ? root.value.name : null;
  const fields = name === null ? undefined : FIELDS[name];
  if (name === null || fields === undefined) {
    return `unknown name ${name ?? ""}.${field}${place}: there are order, customer and line`;
  }
  if (name === "line" && about === "order") {
    return `line.${field}${place}: this condition is about whole orders`;
  }
  asked.add(name);
  return fields.has(field)
    ? null
    : `unknown name ${name}.${field}${place}: ${name} has ${[...fields].join(", ")}`;
}

function first<T>(items: readonly T[], faultIn: (item: T) => string | null): string | null {
  for (const item of items) {
    const fault = faultIn(item);
    if (fault !== null) {
      return fault;
    }
  }
  return null;
}

function isZero(expr: Expr | undefined): boolean {
  const kind = expr?.exprKind;
  if (kind?.case !== "constExpr") {
    return false;
  }
  const { constantKind } = kind.value;
  return (
    (constantKind.case === "int64Value" || constantKind.case === "uint64Value") &&
    constantKind.value === 0n
  );
}
