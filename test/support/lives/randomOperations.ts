import {
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from "graphql";

/** A document and values for its variables. */
export interface RandomOperation {
  readonly source: string;
  readonly variables: object;
}

/** Gives 0 to below 1. */
type Random = () => number;

const DEPTH_MAX = 4;
const CONDITIONS = ["yes", "no"] as const;

/**
 * A random operation of a schema: aliases, fields asked for twice, inline and named fragments,
 * `@skip` and `@include` with literals and variables, arguments. Some are not valid (two fields of
 * one name that differ): the caller leaves these out.
 *
 * @param literal what to write for an argument of a type; null: leave it out
 */
export function randomOperation(
  schema: GraphQLSchema,
  random: Random,
  literal: (argument: GraphQLArgument) => string | null,
): RandomOperation {
  return new Writer(schema, random, literal).write();
}

/** The same for a subscription, which has one field. */
export function randomSubscription(
  schema: GraphQLSchema,
  random: Random,
  literal: (argument: GraphQLArgument) => string | null,
): RandomOperation {
  return new Writer(schema, random, literal).writeSubscription();
}

class Writer {
  readonly #schema: GraphQLSchema;
  readonly #random: Random;
  readonly #literal: (argument: GraphQLArgument) => string | null;
  readonly #fragments: string[] = [];
  #aliases = 0;

  constructor(
    schema: GraphQLSchema,
    random: Random,
    literal: (argument: GraphQLArgument) => string | null,
  ) {
    this.#schema = schema;
    this.#random = random;
    this.#literal = literal;
  }

  write(): RandomOperation {
    const mutation = this.#schema.getMutationType();
    const isMutation = mutation != null && this.#random() < 0.2;
    const root = (isMutation ? mutation : this.#schema.getQueryType()) as GraphQLObjectType;
    return this.#operation(isMutation ? "mutation" : "query", this.#selection(root, 0));
  }

  writeSubscription(): RandomOperation {
    const root = this.#schema.getSubscriptionType() as GraphQLObjectType;
    return this.#operation("subscription", `{ ${this.#field(root, 0)} }`);
  }

  #operation(kind: string, body: string): RandomOperation {
    const definitions = CONDITIONS.map((name) => `$${name}: Boolean!`).join(", ");
    const source = [`${kind} Random(${definitions}) ${body}`, ...this.#fragments].join("\n");
    return { source, variables: { yes: this.#random() < 0.7, no: this.#random() < 0.3 } };
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    const parts: string[] = ["__typename @include(if: $yes) @skip(if: $no)"];
    const count = 1 + Math.floor(this.#random() * 3);
    for (let at = 0; at < count; at += 1) {
      parts.push(this.#part(type, depth));
    }
    return `{ ${parts.join(" ")} }`;
  }

  #part(type: GraphQLNamedType, depth: number): string {
    const chance = this.#random();
    const inner = this.#narrowed(type);
    if (chance < 0.15) {
      return `... on ${inner.name}${this.#condition()} ${this.#selection(inner, depth + 1)}`;
    }
    if (chance < 0.25) {
      const name = `F${this.#fragments.length}`;
      // The place is taken first: the fragment may hold fragments itself.
      this.#fragments.push("");
      const text = `fragment ${name} on ${inner.name} ${this.#selection(inner, depth + 1)}`;
      this.#fragments[Number(name.slice(1))] = text;
      return `...${name}${this.#condition()} ...${name}`;
    }
    return this.#field(type, depth);
  }

  #field(type: GraphQLNamedType, depth: number): string {
    if (!isObjectType(type) && !isInterfaceType(type)) {
      return "__typename";
    }
    const fields = Object.values(type.getFields()).filter(
      (field) => depth < DEPTH_MAX || isLeafType(getNamedType(field.type)),
    );
    const field = fields[Math.floor(this.#random() * fields.length)];
    if (field === undefined) {
      return "__typename";
    }
    const given = field.args.flatMap((argument) => {
      if (!isRequiredArgument(argument) && this.#random() < 0.4) {
        return [];
      }
      const text = this.#literal(argument);
      return text === null ? [] : [`${argument.name}: ${text}`];
    });
    const named = getNamedType(field.type);
    this.#aliases += 1;
    const alias = this.#random() < 0.7 ? `a${this.#aliases}: ` : "";
    const args = given.length === 0 ? "" : `(${given.join(", ")})`;
    const below = isLeafType(named) ? "" : ` ${this.#selection(named, depth + 1)}`;
    return `${alias}${field.name}${args}${this.#condition()}${below}`;
  }

  #condition(): string {
    const chance = this.#random();
    const name = CONDITIONS[Math.floor(this.#random() * CONDITIONS.length)];
    if (chance < 0.1) {
      return ` @include(if: $${name})`;
    }
    if (chance < 0.2) {
      return ` @skip(if: $${name})`;
    }
    if (chance < 0.23) {
      return " @include(if: false)";
    }
    return "";
  }

  #narrowed(type: GraphQLNamedType): GraphQLNamedType {
    if (!isAbstractType(type) || this.#random() < 0.3) {
      return type;
    }
    const possible = this.#schema.getPossibleTypes(type);
    return possible[Math.floor(this.#random() * possible.length)] ?? type;
  }
}
