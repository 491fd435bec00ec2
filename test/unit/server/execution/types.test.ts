import { describe } from "vitest";
import { answerAlike, type Case, schemaOf } from "./answers.ts";

const TYPES = `
  type Query { pet: Pet pets: [Pet] named: Named being: [Being!] dog: Dog }
  union Pet = Dog | Cat
  interface Named { name: String }
  interface Being implements Named { name: String legs: Int }
  type Dog implements Being & Named { name: String legs: Int barks: Boolean friend: Named }
  type Cat implements Named { name: String meows: Boolean }
  type Stone { name: String }
  enum Colour { RED }
`;
const DOG = { kind: "Dog", name: "Odie", barks: true, legs: 4 };
const CAT = { kind: "Cat", name: "Garfield", meows: false };
const PETS = "{ pets { __typename ... on Dog { barks name } ... on Cat { name meows } } }";
const PETS_ANSWER = {
  pets: [
    { __typename: "Dog", barks: true, name: "Odie" },
    { __typename: "Cat", name: "Garfield", meows: false },
  ],
};
interface Source {
  readonly kind: string;
}
const isA = (name: string) => (source: Source) => source.kind === name;

/** The ways in which a value can tell its type, each at once and later. */
const WAYS: Readonly<Record<string, Parameters<typeof schemaOf>[1]>> = {
  "by the type's resolver": {
    Pet: { __resolveType: ({ kind }: Source) => kind },
    Named: { __resolveType: ({ kind }: Source) => kind },
  },
  "by the type's resolver, later": {
    Pet: { __resolveType: async ({ kind }: Source) => kind },
    Named: { __resolveType: async ({ kind }: Source) => kind },
  },
  "by what the possible types say": {
    Dog: { __isTypeOf: isA("Dog") },
    Cat: { __isTypeOf: isA("Cat") },
  },
  "by what the possible types say, later": {
    Dog: { __isTypeOf: async (source: Source) => isA("Dog")(source) },
    Cat: { __isTypeOf: async (source: Source) => isA("Cat")(source) },
  },
  "by what they say, one of them later": {
    Dog: { __isTypeOf: isA("Dog") },
    Cat: { __isTypeOf: async (source: Source) => isA("Cat")(source) },
  },
};

for (const [way, resolvers] of Object.entries(WAYS)) {
  describe(`the type of a value ${way}`, () =>
    answerAlike(schemaOf(TYPES, resolvers), {
      "of a union, in a list": { source: PETS, root: { pets: [DOG, CAT] }, data: PETS_ANSWER },
      "of an interface": {
        source: "{ named { name ... on Cat { meows } ... on Dog { barks } } }",
        ...{ root: { named: CAT }, data: { named: { name: "Garfield", meows: false } } },
      },
      "in fragments of interfaces that it has": {
        source: "{ named { ...N ...B } } fragment N on Named { name } fragment B on Being { legs }",
        ...{ root: { named: DOG }, data: { named: { name: "Odie", legs: 4 } } },
      },
      "in fragments of an interface that it has not": {
        source: "{ named { ...N ...B } } fragment N on Named { name } fragment B on Being { legs }",
        ...{ root: { named: CAT }, data: { named: { name: "Garfield" } } },
      },
      "deeper, through an object": {
        source: "{ dog { friend { name ... on Cat { meows } } } }",
        root: { dog: { ...DOG, friend: CAT } },
        data: { dog: { friend: { name: "Garfield", meows: false } } },
      },
      "null, which has none": { source: PETS, root: { pets: [null] }, data: { pets: [null] } },
    }));
}

describe("the type of a value by its __typename", () =>
  answerAlike(schemaOf(TYPES), {
    "as it is": {
      source: PETS,
      root: {
        pets: [
          { ...DOG, __typename: "Dog" },
          { ...CAT, __typename: "Cat" },
        ],
      },
      data: PETS_ANSWER,
    },
    "is not said": {
      source: "{ pet { __typename } }",
      ...{ root: { pet: DOG }, data: { pet: null } },
      errors: [
        'Abstract type "Pet" must resolve to an Object type at runtime for field "Query.pet". Either the "Pet" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function. @ pet (1:3)',
      ],
    },
  }));

const chosen = schemaOf(TYPES, {
  Pet: { __resolveType: (source: { type: () => unknown }) => source.type() },
});
const pet = (type: () => unknown) => ({ pet: { ...DOG, type } });
const one = (type: () => unknown, error: string): Case => ({
  source: "{ pet { ... on Dog { name } } }",
  ...{ root: pet(type), data: { pet: null }, errors: [`${error} @ pet (1:3)`] },
});

describe("a type that is wrong", () =>
  answerAlike(chosen, {
    "none in the schema": one(
      () => "Bird",
      'Abstract type "Pet" was resolved to a type "Bird" that does not exist inside the schema.',
    ),
    "no object type": one(
      () => "Colour",
      'Abstract type "Pet" was resolved to a non-object type "Colour".',
    ),
    "itself no object type": one(
      () => "Named",
      'Abstract type "Pet" was resolved to a non-object type "Named".',
    ),
    "not one of its own": one(
      () => "Stone",
      'Runtime Object type "Stone" is not a possible type for "Pet".',
    ),
    "not one of its own, later": one(
      async () => "Stone",
      'Runtime Object type "Stone" is not a possible type for "Pet".',
    ),
    "undefined, later": one(
      async () => undefined,
      'Abstract type "Pet" must resolve to an Object type at runtime for field "Query.pet". Either the "Pet" type should provide a "resolveType" function or each possible type should provide an "isTypeOf" function.',
    ),
    "the type instead of its name": one(
      () => chosen.getType("Dog"),
      "Support for returning GraphQLObjectType from resolveType was removed in graphql-js@16.0.0 please return type name instead.",
    ),
    "a thrown error": one(() => {
      throw new Error("no idea");
    }, "no idea"),
    "a rejection": one(() => Promise.reject(new Error("no idea")), "no idea"),
  }));

const strict = schemaOf(TYPES, {
  Pet: { __resolveType: () => "Dog" },
  Dog: {
    __isTypeOf: (source: Source & { later?: boolean }) => {
      if (source.kind === "broken") {
        throw new Error("not to be told");
      }
      return source.later === true ? Promise.resolve(isA("Dog")(source)) : isA("Dog")(source);
    },
  },
});

describe("an object type that looks at its values", () =>
  answerAlike(strict, {
    "takes its own": {
      source: "{ dog { name } }",
      root: { dog: DOG },
      data: { dog: { name: "Odie" } },
    },
    "refuses another": {
      source: "{ dog { name } }",
      ...{ root: { dog: { kind: "Cat" } }, data: { dog: null } },
      errors: ['Expected value of type "Dog" but got: { kind: "Cat" }. @ dog (1:3)'],
    },
    "refuses another, later": {
      source: "{ dog { name } }",
      ...{ root: { dog: { kind: "Cat", later: true } }, data: { dog: null } },
      errors: ['Expected value of type "Dog" but got: { kind: "Cat", later: true }. @ dog (1:3)'],
    },
    "refuses one that the union has named": {
      source: "{ pets { ... on Dog { name } } }",
      ...{ root: { pets: [CAT, DOG] }, data: { pets: [null, { name: "Odie" }] } },
      errors: [
        'Expected value of type "Dog" but got: { kind: "Cat", name: "Garfield", meows: false }. @ pets.0 (1:3)',
      ],
    },
    "fails while it looks": {
      source: "{ dog { name } }",
      ...{ root: { dog: { kind: "broken" } }, data: { dog: null } },
      errors: ["not to be told @ dog (1:3)"],
    },
  }));
