import { execute, type GraphQLObjectType, parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import type { Execute } from "../../../../src/server/execution/execute.ts";
import { randomSubscription } from "../../../support/lives/randomOperations.ts";
import { rng, testSeed } from "../../../support/seed.ts";
import { schemaOf, told } from "./answers.ts";
import {
  type Asked,
  eventOf,
  followed,
  openByReference,
  openLiveOf,
  type Reader,
  Source,
} from "./events.ts";
import { type Call, schema as moody, randomLiteral, seen } from "./moodyGraph.ts";

interface Given {
  readonly follow?: (args: object) => unknown;
}
const follow = (_: unknown, args: object, given: Given) => given.follow?.(args);
const own = { subscribe: follow, resolve: (event: object) => event };

const schema = schemaOf(
  `type Query { a: String }
  type Subscription { mail(to: String, first: Int = 1): Mail must: Mail! text: String other: String }
  type Mail { from: String! subject: String size: Int re: Mail letters: [Letter!] any: Any echo(x: Int): String }
  type Letter { text: String! }
  type Note { text: String! }
  union Any = Letter | Note`,
  {
    Subscription: {
      mail: own,
      must: own,
      text: { subscribe: follow },
      other: { subscribe: follow },
    },
    Mail: { echo: (_: unknown, { x }: { x?: number }) => `x is ${x}` },
    Any: { __resolveType: ({ kind }: { kind: string }) => kind },
  },
);

const ALICE = { from: "alice", subject: "Hello", size: 1 };
const BOB = { from: "bob", subject: null, size: 2 };
const thrown = (message: string) => () => {
  throw new Error(message);
};
const rejected = (message: string) => () => Promise.reject(new Error(message));

interface Case {
  readonly source: string;
  readonly events?: readonly unknown[];
  /** Instead of events. */
  readonly follow?: (args: object) => unknown;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
  readonly answers?: readonly (readonly [data: unknown, ...errors: string[]])[];
  readonly refused?: readonly string[];
  readonly end?: string;
}

const CASES: Readonly<Record<string, Case>> = {
  "an answer for each event, then the end": {
    source: "subscription { mail { from subject } }",
    events: [ALICE, BOB],
    answers: [
      [{ mail: { from: "alice", subject: "Hello" } }],
      [{ mail: { from: "bob", subject: null } }],
    ],
  },
  "no event at all": { source: "subscription { mail { from } }", events: [], answers: [] },
  "a field without a resolver is the event's property": {
    source: "subscription { text }",
    events: [{ text: "one" }, { text: async () => "two" }],
    answers: [[{ text: "one" }], [{ text: "two" }]],
  },
  "under another name, its parts merged": {
    source:
      "subscription { post: mail { from } ...F } fragment F on Subscription { post: mail { of: from size } }",
    events: [ALICE],
    answers: [[{ post: { from: "alice", of: "alice", size: 1 } }]],
  },
  "conditions by variables": {
    source:
      "subscription($no: Boolean!, $yes: Boolean = true) { mail { from @skip(if: $no) subject @include(if: $no) ... @include(if: $yes) { size } } }",
    variables: { no: true },
    events: [ALICE, BOB],
    answers: [[{ mail: { subject: "Hello", size: 1 } }], [{ mail: { subject: null, size: 2 } }]],
  },
  "variables are there at each event": {
    source: "subscription($x: Int!) { mail { echo(x: $x) } }",
    variables: { x: 4 },
    events: [ALICE, BOB],
    answers: [[{ mail: { echo: "x is 4" } }], [{ mail: { echo: "x is 4" } }]],
  },
  "the stream's own arguments, with defaults": {
    source: "subscription($to: String) { mail(to: $to) { subject } }",
    variables: { to: "me" },
    follow: (args) => new Source([eventOf({ subject: JSON.stringify(args) }, 1)]),
    answers: [[{ mail: { subject: '{"to":"me","first":1}' } }]],
  },
  "the operation that is named": {
    source: "subscription A { text } subscription B { mail { from } }",
    operationName: "B",
    events: [ALICE],
    answers: [[{ mail: { from: "alice" } }]],
  },
  "types of each event": {
    source: "subscription { mail { any { __typename ... on Note { text } } } }",
    events: [
      { any: { kind: "Note", text: "n" } },
      { any: { kind: "Letter" } },
      { any: { kind: "Mail" } },
    ],
    answers: [
      [{ mail: { any: { __typename: "Note", text: "n" } } }],
      [{ mail: { any: { __typename: "Letter" } } }],
      [
        { mail: { any: null } },
        'Runtime Object type "Mail" is not a possible type for "Any". @ mail.any (1:23)',
      ],
    ],
  },
  "an error in one event, and the next goes on": {
    source: "subscription { mail { from subject } }",
    events: [
      { ...ALICE, subject: thrown("no subject") },
      { ...ALICE, subject: rejected("no subject") },
      ALICE,
    ],
    answers: [
      [{ mail: { from: "alice", subject: null } }, "no subject @ mail.subject (1:28)"],
      [{ mail: { from: "alice", subject: null } }, "no subject @ mail.subject (1:28)"],
      [{ mail: { from: "alice", subject: "Hello" } }],
    ],
  },
  "a null goes up to the field": {
    source: "subscription { mail { re { from } subject } }",
    events: [
      { subject: "s", re: {} },
      { ...ALICE, re: BOB },
    ],
    answers: [
      [
        { mail: { re: null, subject: "s" } },
        "Cannot return null for non-nullable field Mail.from. @ mail.re.from (1:28)",
      ],
      [{ mail: { re: { from: "bob" }, subject: "Hello" } }],
    ],
  },
  "a null goes up to the whole, and the next goes on": {
    source: "subscription { must { from } }",
    events: [{ from: rejected("nobody") }, { from: null }, BOB],
    answers: [
      [null, "nobody @ must.from (1:23)"],
      [null, "Cannot return null for non-nullable field Mail.from. @ must.from (1:23)"],
      [{ must: { from: "bob" } }],
    ],
  },
  "a null in a list of an event": {
    source: "subscription { mail { letters { text } } }",
    events: [
      { letters: [{ text: "a" }, { text: async () => null }] },
      { letters: new Set([{ text: "b" }]) },
    ],
    answers: [
      [
        { mail: { letters: null } },
        "Cannot return null for non-nullable field Letter.text. @ mail.letters.1.text (1:33)",
      ],
      [{ mail: { letters: [{ text: "b" }] } }],
    ],
  },
  "a source that fails ends it after what was told": {
    source: "subscription { mail { from } }",
    events: [ALICE, new Error("the source is gone"), BOB],
    answers: [[{ mail: { from: "alice" } }]],
    end: "Error: the source is gone",
  },
  "a source that cannot begin": {
    source: "subscription { mail { from } }",
    follow: thrown("not today"),
    refused: ["not today @ mail (1:16)"],
  },
  "a source that cannot begin, later": {
    source: "subscription { post: mail { from } }",
    follow: rejected("not today"),
    refused: ["not today @ post (1:16)"],
  },
  "a source that is an error": {
    source: "subscription { mail { from } }",
    follow: () => new Error("none"),
    refused: ["none @ mail (1:16)"],
  },
  "a source that is none": {
    source: "subscription { mail { from } }",
    follow: () => "text",
    refused: ['Error: Subscription field must return Async Iterable. Received: "text".'],
  },
  "an argument of the wrong type": {
    source: "subscription($x: Int) { mail(first: $x) { from } }",
    variables: { x: "one" },
    refused: [
      'Variable "$x" got invalid value "one"; Int cannot represent non-integer value: "one" (1:14)',
    ],
  },
  "an argument that is missing": {
    source: "subscription($x: Int!) { mail(first: $x) { from } }",
    refused: ['Variable "$x" of required type "Int!" was not provided. (1:14)'],
  },
  "a field that is not there": {
    source: "subscription { unknown }",
    refused: ['The subscription field "unknown" is not defined. (1:16)'],
  },
};

describe("a live subscription is told what graphql-js would tell", () => {
  for (const [name, one] of Object.entries(CASES)) {
    test(name, async () => {
      const askedOf = (): Asked => ({
        ...{ ...one, schema },
        context: { follow: one.follow ?? (() => sourceOf(one.events ?? [])) },
      });
      const reference = await followed(openByReference(askedOf()));
      const answers = reference.results.map(({ data, errors = [] }) => [data, ...errors.map(told)]);
      expect(JSON.parse(JSON.stringify(answers))).toEqual(one.answers ?? []);
      expect(reference.refused).toEqual(one.refused ?? []);
      expect(reference.end).toBe(one.end ?? (one.refused === undefined ? "ended" : "refused"));
      const ours = await followed(openLiveOf(askedOf()));
      expect(ours.results.map((result) => seen(result, true))).toEqual(
        reference.results.map((result) => seen(result, true)),
      );
      expect({ ...ours, results: [] }).toEqual({ ...reference, results: [] });
    });
  }
});

function sourceOf(events: readonly unknown[]): Source {
  return new Source(
    events.map((event, at) => (event instanceof Error ? event : eventOf(event as object, at))),
  );
}

test("random subscriptions on resolvers that fail, wait and give nothing", async () => {
  const seed = testSeed();
  const random = rng(seed);
  let [valid, withErrors] = [0, 0];
  for (let round = 0; round < 150; round += 1) {
    const { source, variables } = randomSubscription(moody, random, randomLiteral(random));
    // A condition at the root is refused before anything runs (test/hostile/leftOut.test.ts).
    if (/^subscription [^{]*\{ [^{]*@/.test(source) || validate(moody, parse(source)).length > 0) {
      continue;
    }
    valid += 1;
    const isAtOnce = round % 2 === 0;
    const [dice, place] = [Math.floor(random() * 1e9), `seed ${seed}, round ${round}:\n${source}`];
    const askedOf = (): Asked => {
      const context: Call = {
        ...{ seed: dice, isAtOnce },
        follow: () => sourceOf([{ id: "1" }, { id: "2" }, { id: "3" }]),
      };
      return { schema: moody, source, variables: variables as Record<string, unknown>, context };
    };
    const reference = await followed(openByReference(askedOf()));
    const ours = await followed(openLiveOf(askedOf()));
    const toldBy = ({ results }: typeof ours) => results.map((result) => seen(result, isAtOnce));
    expect(toldBy(ours), place).toEqual(toldBy(reference));
    expect([ours.refused, ours.end], place).toEqual([reference.refused, reference.end]);
    expect(reference.results, place).toHaveLength(3);
    if (toldBy(reference).some((text) => text.includes('"message'))) {
      withErrors += 1;
    }
  }
  // Enough of each kind, or the comparison says little.
  expect(valid).toBeGreaterThan(40);
  expect(withErrors).toBeGreaterThan(10);
});

describe("a reader that leaves", () => {
  const openers = { "graphql-js": openByReference, "a live subscription": openLiveOf };
  for (const [name, open] of Object.entries(openers)) {
    const opened = async (source: Source) => {
      const asked = {
        schema,
        source: "subscription { mail { from } }",
        context: { follow: () => source },
      };
      return (await open(asked)) as Reader;
    };

    test(`${name}: between two events it is told no more, and the source is closed once`, async () => {
      const source = new Source([eventOf(ALICE, 1), eventOf(BOB, 2)], true);
      const reader = await opened(source);
      expect((await reader.next())?.text).toBe('{"data":{"mail":{"from":"alice"}}}');
      await reader.close();
      expect([await reader.next(), await reader.next()]).toEqual([null, null]);
      expect(source.closed).toBe(1);
    });

    test(`${name}: while it waits for an event the wait ends`, async () => {
      const source = new Source([], true);
      const reader = await opened(source);
      const waiting = reader.next();
      await reader.close();
      expect(await waiting).toBeNull();
      expect(source.closed).toBe(1);
    });

    test(`${name}: events wait for a reader, and none is read ahead`, async () => {
      const source = new Source([eventOf(ALICE, 1), eventOf(BOB, 2)]);
      const reader = await opened(source);
      expect(source.asked).toBe(0);
      await reader.next();
      expect(source.asked).toBe(1);
      expect((await reader.next())?.text).toBe('{"data":{"mail":{"from":"bob"}}}');
      expect(await reader.next()).toBeNull();
    });
  }

  test("while its event is being answered: what comes of it is not told any more", async () => {
    const [begun, answer] = [Promise.withResolvers<void>(), Promise.withResolvers<string>()];
    const from = () => {
      begun.resolve();
      return answer.promise;
    };
    const source = new Source([eventOf({ from }, 1)], true);
    const asked = {
      schema,
      source: "subscription { mail { from } }",
      context: { follow: () => source },
    };
    const reader = (await openLiveOf(asked)) as Reader;
    const waiting = reader.next();
    await begun.promise;
    await reader.close();
    answer.resolve("late");
    expect(await waiting).toBeNull();
    expect(source.closed).toBe(1);
  });
});

test("a subscription is planned once, however many events it answers", async () => {
  const counted = schemaOf("type Query { a: String } type Subscription { text: String }", {
    Subscription: { text: { subscribe: follow } },
  });
  const type = counted.getSubscriptionType() as GraphQLObjectType;
  const fields = type.getFields();
  let looks = 0;
  type.getFields = () => {
    looks += 1;
    return fields;
  };
  const looksFor = async (count: number, run?: Execute) => {
    looks = 0;
    const events = Array.from({ length: count }, (_, at) => ({ text: `${at}` }));
    const source =
      "subscription($x: Boolean! = true) { text ... @include(if: $x) { again: text } }";
    const asked = { schema: counted, source, context: { follow: () => sourceOf(events) } };
    const { texts, end } = await followed(openLiveOf(asked, run));
    expect([texts.length, end]).toEqual([count, "ended"]);
    return looks;
  };
  // The schema itself is checked the first time.
  await looksFor(1);
  expect(await looksFor(5)).toBe(await looksFor(1));
  // What is counted does grow where selections are read anew.
  expect(await looksFor(5, execute)).toBeGreaterThan(await looksFor(1, execute));
});
