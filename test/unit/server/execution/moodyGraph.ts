import { makeExecutableSchema } from "@graphql-tools/schema";
import { type ExecutionResult, GraphQLError, GraphQLScalarType } from "graphql";

const typeDefs = /* GraphQL */ `
  scalar Odd
  enum Colour { RED GREEN }
  interface Thing { id: ID! other: Thing others: [Thing!] need: Thing! }
  type Leaf implements Thing {
    id: ID! other: Thing others: [Thing!] need: Thing!
    text: String number: Int! odd: Odd colour: Colour odds: [Odd!] lists: [[Int!]]!
    args(a: Int = 3, b: [String!], c: Pair, d: OneOf, e: Odd, f: Colour! = GREEN): String
  }
  type Branch implements Thing {
    id: ID! other: Thing others: [Thing!] need: Thing!
    leaf: Leaf leaves: [Leaf!]! maybe: [Leaf] any: Any anys: [Any!]! strict: Leaf! method(a: Int): String
  }
  type Typed { id: ID! text: String }
  union Any = Leaf | Branch | Typed
  input Pair { x: Int! = 1 y: [Pair!] odd: Odd }
  input OneOf @oneOf { n: Int s: String }
  type Query { thing(id: ID): Thing any: Any branch: Branch! leaf: Leaf number: Int! typed: Typed list: [Branch!] }
  type Mutation { first: Leaf second: Leaf! third: Branch }
  type Subscription { thing(id: ID): Thing any: Any branch: Branch! leaf: Leaf number: Int! list: [Branch!] }
`;

/**
 * A source is its id: what becomes of a field depends on that, the field and the case, never on
 * when it is asked.
 */
interface Thing {
  readonly id: string;
}
export interface Call {
  readonly seed: number;
  readonly isAtOnce?: boolean;
  /** What the fields of a subscription follow. */
  readonly follow?: (args: object) => unknown;
}

function chanceOf(text: string, seed: number): number {
  let hash = 2_166_136_261 ^ seed;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 16_777_619);
  }
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** A value, null, a thrown or a returned error, at once or later. */
function happen(id: string, { seed, isAtOnce = false }: Call, make: () => unknown): unknown {
  const chance = chanceOf(id, seed);
  const settle = (): unknown => {
    if (chance < 0.06) {
      throw new Error(`thrown by ${id}`);
    }
    if (chance < 0.08) {
      return new Error(`given by ${id}`);
    }
    if (chance < 0.1) {
      throw new GraphQLError(`told by ${id}`, { extensions: { code: "TOLD" } });
    }
    if (chance < 0.18) {
      return null;
    }
    if (chance < 0.19) {
      return undefined;
    }
    return make();
  };
  return chanceOf(`${id} later`, seed) < 0.5 || isAtOnce ? settle() : later(settle);
}

async function later(settle: () => unknown): Promise<unknown> {
  await null;
  return settle();
}

function child(parent: Thing | undefined, name: string, args: object): string {
  return `${parent?.id ?? ""}/${name}${JSON.stringify(args)}`;
}

const one =
  (name: string) =>
  (parent: Thing | undefined, args: object, call: Call): unknown => {
    const id = child(parent, name, args);
    return happen(id, call, () => ({ id }));
  };

/**
 * Items that must not be null come later: graphql-js leaves a rejection unhandled when one fails at
 * once after another that is still waited for.
 */
const many =
  (name: string, isNullable = false) =>
  (parent: Thing | undefined, args: object, call: Call): unknown => {
    const id = child(parent, name, args);
    return happen(id, call, () => {
      const count = Math.floor(chanceOf(`${id} count`, call.seed) * 4);
      if (count === 3 && chanceOf(`${id} none`, call.seed) < 0.1) {
        return "no list";
      }
      const items: unknown[] = [];
      try {
        for (let at = 0; at < count; at += 1) {
          const item = () => happen(`${id}/${at}`, call, () => ({ id: `${id}/${at}` }));
          items.push(isNullable || call.isAtOnce ? item() : later(item));
        }
      } catch (error) {
        // Nobody gets those that are under way.
        for (const item of items) {
          if (item instanceof Promise) {
            item.catch(() => {});
          }
        }
        throw error;
      }
      return new Set(items);
    });
  };

const value =
  (name: string, make: (chance: number) => unknown) =>
  (parent: Thing, args: object, call: Call): unknown => {
    const id = child(parent, name, args);
    return happen(id, call, () => make(chanceOf(`${id} value`, call.seed)));
  };

type Resolve = (event: Thing, args: object, call: Call) => unknown;

function followed(resolve: Resolve) {
  return { subscribe: (_: unknown, args: object, { follow }: Call) => follow?.(args), resolve };
}

const thing = { other: one("other"), others: many("others"), need: one("need") };
const typeOf = (names: readonly string[]) => (source: Thing, call: Call) => {
  const chance = chanceOf(`${source.id} type`, call.seed);
  if (chance > 0.97 && call.isAtOnce) {
    throw new Error(`no type for ${source.id}`);
  }
  if (chance > 0.97) {
    return Promise.reject(new Error(`no type for ${source.id}`));
  }
  if (chance > 0.95) {
    return "Query";
  }
  if (chance > 0.93) {
    return "Nothing";
  }
  const name = names[Math.floor(chance * names.length)];
  return chance < 0.5 || call.isAtOnce ? name : Promise.resolve(name);
};

/**
 * Objects, lists, unions and scalars that come at once or later, or not at all: a seed decides for
 * each.
 */
export const schema = makeExecutableSchema({
  typeDefs,
  resolverValidationOptions: { requireResolversForResolveType: "ignore" },
  resolvers: {
    Odd: new GraphQLScalarType({
      name: "Odd",
      serialize: (given) => {
        if (given === "bad") {
          throw new Error("not odd");
        }
        return given === "none" ? undefined : `odd ${String(given)}`;
      },
      parseValue: (given) => {
        if (given === 2) {
          throw new GraphQLError("even", { extensions: { code: "EVEN" } });
        }
        return BigInt(Number(given));
      },
    }),
    Thing: { __resolveType: typeOf(["Leaf", "Branch"]) },
    Any: { __resolveType: typeOf(["Leaf", "Branch", "Typed"]) },
    Typed: {
      __isTypeOf: (source: Thing, call: Call) =>
        chanceOf(`${source.id} is`, call.seed) < 0.8 ||
        (call.isAtOnce ? false : Promise.resolve(false)),
    },
    Leaf: {
      ...thing,
      text: value("text", String),
      number: value("number", (chance) => (chance < 0.9 ? 7 : "seven")),
      odd: value("odd", (chance) => (chance < 0.2 ? "bad" : chance < 0.3 ? "none" : 3n)),
      colour: value("colour", (chance) => (chance < 0.8 ? "RED" : "BLUE")),
      odds: value("odds", (chance) => [1n, chance < 0.5 ? null : 3n, "bad"]),
      lists: value("lists", (chance) => [
        [1, 2],
        chance < 0.5 ? null : [3],
        [chance < 0.3 ? null : 4],
      ]),
      args: (
        _parent: Thing,
        args: object,
        _call: Call,
        info: { path: unknown; fieldName: string },
      ) =>
        JSON.stringify([args, info.fieldName, info.path], (_key, given) =>
          typeof given === "bigint" ? `${given}n` : given,
        ),
    },
    Branch: {
      ...thing,
      leaf: one("leaf"),
      leaves: many("leaves"),
      maybe: many("maybe", true),
      any: one("any"),
      anys: many("anys"),
      strict: one("strict"),
    },
    Query: {
      ...{ thing: one("thing"), any: one("any"), branch: one("branch"), leaf: one("leaf") },
      ...{ number: value("number", () => 1), typed: one("typed"), list: many("list") },
    },
    Mutation: { first: one("first"), second: one("second"), third: one("third") },
    Subscription: {
      ...{ thing: followed(one("thing")), any: followed(one("any")), leaf: followed(one("leaf")) },
      ...{ branch: followed(one("branch")), list: followed(many("list")) },
      number: followed(value("number", () => 1)),
    },
  },
});

/**
 * What a client gets, with the errors in an order of their own. When something is waited for and an
 * error sets a place to null, which of the errors below that place were told by then is a matter of
 * turns of the event loop, in the specification too: for these only the place is compared.
 */
export function seen({ data, errors }: ExecutionResult, isExact: boolean) {
  const told = (errors ?? []).map((error) => {
    const whole = JSON.stringify({ ...error.toJSON(), cause: error.originalError?.message });
    const place = nulledPlace(data, error.path ?? []);
    return isExact || place.length === error.path?.length ? whole : JSON.stringify(place);
  });
  return JSON.stringify([data, [...new Set(told)].sort()], null, 1);
}

/** The path from the root up to the null that an error left. */
function nulledPlace(data: unknown, path: readonly (string | number)[]) {
  let value = data;
  for (const [depth, key] of path.entries()) {
    if (value === null || value === undefined) {
      return path.slice(0, depth);
    }
    value = (value as Record<string | number, unknown>)[key];
  }
  return path;
}

const LITERALS: Record<string, readonly string[]> = {
  a: ["1", "null"],
  b: ['["x", "y"]', '"z"', "null"],
  c: ["{ x: 2, y: [{ x: 3 }, {}] }", "{ odd: 5 }"],
  d: ["{ n: 1 }", '{ s: "t" }'],
  e: ["9", '"11"'],
  f: ["RED", "GREEN"],
  id: ['"i"'],
};

/** A literal for an argument of the graph, or none. */
export function randomLiteral(random: () => number): (argument: { name: string }) => string | null {
  return ({ name }) => {
    const given = LITERALS[name] ?? [];
    return given[Math.floor(random() * given.length)] ?? null;
  };
}
