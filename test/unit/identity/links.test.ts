import { describe, expect, test } from "vitest";
import { isBlockedValue } from "../../../src/domain/identity/rules/blockedValues.ts";
import {
  DEFAULT_IDENTITY_RULES,
  identityRules,
} from "../../../src/domain/identity/rules/identityRules.ts";
import {
  type LinkInput,
  type LinkLeaf,
  linksOf,
  type Shown,
} from "../../../src/domain/identity/rules/links.ts";
import { rng, testSeed } from "../../support/seed.ts";

/** Which shared identifiers make customers one, and which do not. */

const leaf = (id: number, ...identifiers: readonly [string, string, boolean?][]): LinkLeaf => ({
  id: BigInt(id),
  identifiers: identifiers.map(([kind, value, verified = true], at) => ({
    ...{ id: BigInt(id * 100 + at), kind, value, verified },
  })),
});
const shown = (a: number, b: number, at = 0, proven = true): Shown => ({
  ...{ a: BigInt(a), b: BigInt(b), via: BigInt(b * 100 + at), proven },
});
const rulesOf = (...kinds: readonly object[]) => identityRules.parse({ kinds });
const decide = (input: Partial<LinkInput>) =>
  linksOf({
    ...{ leaves: [], shown: [], rules: DEFAULT_IDENTITY_RULES, blocked: new Set(), distinct: [] },
    said: [],
    ...input,
  });
const reasons = (input: Partial<LinkInput>) => decide(input).refused.map(({ reason }) => reason);

describe("a shared identifier", () => {
  const leaves = [leaf(1, ["loyalty", "L1"]), leaf(2, ["email", "a@x.example"])];

  test("makes one customer of two when both sides were proven", () => {
    expect(decide({ leaves, shown: [shown(1, 2)] })).toEqual({
      links: [{ a: 1n, b: 2n, via: 200n }],
      refused: [],
      found: [],
    });
  });

  test("connects nobody when it was typed, or when its holder never proved it", () => {
    expect(reasons({ leaves, shown: [shown(1, 2, 0, false)] })).toEqual(["UNVERIFIED"]);
    const typed = [leaf(1, ["loyalty", "L1"]), leaf(2, ["email", "a@x.example", false])];
    expect(reasons({ leaves: typed, shown: [shown(1, 2)] })).toEqual(["UNVERIFIED"]);
  });

  test("connects nobody when its kind does not merge, or nobody has said that it does", () => {
    for (const kind of ["device", "wifi_address"]) {
      const both = [leaf(1, ["loyalty", "L1"]), leaf(2, [kind, "d-1"])];
      expect(reasons({ leaves: both, shown: [shown(1, 2)] })).toEqual(["KIND_DOES_NOT_MERGE"]);
    }
  });

  test("connects nobody when it is written down or was found as a value of too many", () => {
    const nobody = [leaf(1, ["loyalty", "L1"]), leaf(2, ["crm", "Anonymous"])];
    expect(reasons({ leaves: nobody, shown: [shown(1, 2)] })).toEqual(["BLOCKED_VALUE"]);
    expect(reasons({ leaves, shown: [shown(1, 2)], blocked: new Set([200n]) })).toEqual([
      "BLOCKED_VALUE",
    ]);
  });

  test("never joins those of whom somebody said that they are two, over any chain", () => {
    const three = [...leaves, leaf(3, ["phone", "+441"])];
    const result = decide({
      ...{ leaves: three, shown: [shown(1, 2), shown(2, 3)] },
      distinct: [{ a: 1n, b: 3n }],
    });
    expect(result.links).toEqual([{ a: 1n, b: 2n, via: 200n }]);
    expect(result.refused).toEqual([{ a: 2n, b: 3n, via: 300n, reason: "DISTINCT" }]);
  });
});

describe("a limit", () => {
  test("of a value drops it whole, says so, and the better kinds still connect", () => {
    const rules = rulesOf({ kind: "loyalty" }, { kind: "phone", customersPerValue: 2 });
    const leaves = [
      leaf(1, ["phone", "+441234567"]),
      ...[leaf(2, ["loyalty", "L2"]), leaf(3, ["loyalty", "L3"]), leaf(4, ["loyalty", "L4"])],
    ];
    const result = decide({ rules, leaves, shown: [shown(2, 1), shown(3, 1), shown(2, 4)] });
    expect(result.links).toEqual([{ a: 2n, b: 4n, via: 400n }]);
    expect(result.refused.map(({ reason }) => reason)).toEqual([
      "LIMIT_OF_VALUE",
      "LIMIT_OF_VALUE",
    ]);
    expect(result.found).toEqual([100n]);
  });

  test("of a value counts those whom a better kind has made one as one", () => {
    const rules = rulesOf({ kind: "loyalty" }, { kind: "phone", customersPerValue: 2 });
    const leaves = [leaf(1, ["phone", "+441234567"]), leaf(2, ["loyalty", "2"]), leaf(3)];
    const result = decide({ rules, leaves, shown: [shown(3, 2), shown(2, 1), shown(3, 1)] });
    expect(result).toMatchObject({ refused: [], found: [] });
  });

  test("of a value is not reached by typing somebody's proven address often", () => {
    const rules = rulesOf({ kind: "email", customersPerValue: 2 });
    const leaves = [leaf(1, ["email", "v@x.example"]), leaf(2), leaf(3), leaf(4)];
    const typed = [2, 3, 4].map((one) => shown(one, 1, 0, false));
    expect(decide({ rules, leaves, shown: typed })).toMatchObject({ links: [], found: [] });
    const shops = [leaf(1, ["email", "v@x.example", false]), leaf(2), leaf(3), leaf(4)];
    expect(decide({ rules, leaves: shops, shown: typed })).toMatchObject({ found: [100n] });
  });

  test("of a customer counts what somebody has made one, and leaves that as it is", () => {
    const rules = rulesOf({ kind: "loyalty", valuesPerCustomer: 2 });
    const leaves = [1, 2, 3].map((id) => leaf(id, ["loyalty", `L${id}`]));
    const said = [{ a: 1n, b: 2n }];
    expect(reasons({ rules, leaves, said, shown: [shown(2, 3)] })).toEqual(["LIMIT_OF_CUSTOMER"]);
    expect(decide({ rules, leaves, said, shown: [shown(1, 2)] }).refused).toEqual([]);
  });

  test("of a customer does not count what was found to be nobody's", () => {
    const rules = rulesOf({ kind: "loyalty" }, { kind: "phone", valuesPerCustomer: 1 });
    const leaves = [
      leaf(1, ["loyalty", "L1"], ["phone", "+441"]),
      leaf(2, ["loyalty", "L2"], ["phone", "+442"]),
    ];
    const both = { rules, leaves, shown: [shown(1, 2)] };
    expect(reasons(both)).toEqual(["LIMIT_OF_CUSTOMER"]);
    expect(reasons({ ...both, blocked: new Set([201n]) })).toEqual([]);
  });

  test("of a customer drops the kind that is believed least, and the search goes on", () => {
    const rules = rulesOf(
      { kind: "loyalty" },
      { kind: "email" },
      { kind: "erp", valuesPerCustomer: 1 },
    );
    const leaves = [
      ...[leaf(1, ["erp", "1"]), leaf(2, ["loyalty", "L2"])],
      ...[leaf(3, ["email", "c@x.example"], ["erp", "3"]), leaf(4, ["email", "d@x.example"])],
    ];
    const result = decide({ rules, leaves, shown: [shown(1, 3), shown(1, 2), shown(1, 4)] });
    expect(result.links.map(({ via }) => via)).toEqual([200n, 400n]);
    expect(result.refused).toEqual([{ a: 1n, b: 3n, via: 300n, reason: "LIMIT_OF_CUSTOMER" }]);
  });
});

/** Partitions by content, so that ids do not show. */
function outcomeOf(input: LinkInput) {
  const names = new Map(
    input.leaves.flatMap(({ id, identifiers }) =>
      identifiers.map((one) => [one.id, `${one.kind}:${one.value}@${id % 1_000n}`] as const),
    ),
  );
  const { links, refused, found } = linksOf(input);
  const say = (one: { a: bigint; b: bigint; via: bigint; reason?: string }) =>
    `${[one.a % 1_000n, one.b % 1_000n].sort()} ${names.get(one.via)} ${one.reason ?? "LINK"}`;
  return {
    ...{ links: links.map(say).sort(), refused: refused.map(say).sort() },
    found: found.map((id) => names.get(id)).sort(),
  };
}

test("the order of arrival changes nothing, and no limit is ever passed", () => {
  const seed = testSeed();
  const next = rng(seed);
  const below = (limit: number) => Math.floor(next() * limit);
  const shuffled = <Item>(items: readonly Item[]): Item[] =>
    items
      .map((item) => ({ item, at: next() }))
      .sort((one, other) => one.at - other.at)
      .map(({ item }) => item);
  const kinds = ["loyalty", "email", "phone"];
  for (let round = 0; round < 300; round += 1) {
    const rules = rulesOf(
      ...kinds.map((kind) => ({
        kind,
        ...{ customersPerValue: 1 + below(4), valuesPerCustomer: 1 + below(4) },
      })),
    );
    const count = 2 + below(7);
    const leaves = Array.from({ length: count }, (_, at) => {
      const own = kinds.filter(() => below(2) === 0).map((kind) => [kind, `v${at}`] as const);
      return leaf(at + 1, ...own.map((one) => [...one, below(5) > 0] as [string, string, boolean]));
    });
    const all = leaves.flatMap(({ id, identifiers }) =>
      identifiers.flatMap((one): Shown[] =>
        leaves
          .filter((other) => other.id !== id && below(3) === 0)
          .map((other) => ({ a: other.id, b: id, via: one.id, proven: below(5) > 0 })),
      ),
    );
    const distinct = leaves.length > 3 && below(2) === 0 ? [{ a: 1n, b: 3n }] : [];
    const input = { leaves, shown: all, rules, blocked: new Set<bigint>(), said: [], distinct };
    const later = {
      ...input,
      leaves: shuffled(leaves),
      shown: shuffled(all).map((one) => ({ ...one, a: one.b, b: one.a })),
    };
    const note = `seed ${seed}, round ${round}`;
    expect(outcomeOf(later), note).toEqual(outcomeOf(input));
    const { links, refused } = linksOf(input);
    expect(links.length + refused.length, note).toBe(all.length);
    for (const group of groupsOf(leaves, links)) {
      expect(
        distinct.some(({ a, b }) => group.has(a) && group.has(b)),
        note,
      ).toBe(false);
      for (const { kind, valuesPerCustomer } of rules.kinds) {
        const values = leaves
          .filter(({ id }) => group.has(id))
          .flatMap(({ identifiers }) => identifiers.filter((one) => one.kind === kind));
        expect(values.length, note).toBeLessThanOrEqual(valuesPerCustomer);
      }
    }
  }
});

function groupsOf(leaves: readonly LinkLeaf[], links: readonly { a: bigint; b: bigint }[]) {
  const groups = new Map(leaves.map(({ id }) => [id, new Set([id])]));
  for (const { a, b } of links) {
    const joined = new Set([...(groups.get(a) ?? []), ...(groups.get(b) ?? [])]);
    for (const id of joined) {
      groups.set(id, joined);
    }
  }
  return new Set(groups.values());
}

describe("a value that names nobody", () => {
  test.each([
    ["email", "noreply@example.com"],
    ["phone", "0000000"],
    ["phone", "+111111111"],
    ["loyalty", "NULL"],
    ["wifi_address", "n/a"],
  ])("%s %s", (kind, value) => {
    expect(isBlockedValue(DEFAULT_IDENTITY_RULES, kind, value)).toBe(true);
  });

  test("is none that only looks a little like one, and is what set-up says of its kind alone", () => {
    expect(isBlockedValue(DEFAULT_IDENTITY_RULES, "email", "null@x.example")).toBe(false);
    expect(isBlockedValue(DEFAULT_IDENTITY_RULES, "loyalty", "1111111")).toBe(false);
    const rules = identityRules.parse({ blocked: [{ kind: "phone", value: "+44 20 7946-0018" }] });
    expect(isBlockedValue(rules, "phone", "+442079460018")).toBe(true);
    expect(isBlockedValue(rules, "crm", "+442079460018")).toBe(false);
  });
});

describe("what records have proven", () => {
  const holder = leaf(1, ["email", "a@x.example"]);
  const by = (source: string, at: number): Shown => ({
    ...{ a: 1n, b: BigInt(10 + at), via: 100n, proven: true, recordOf: source },
  });
  const records = (count: number) => Array.from({ length: count }, (_, at) => leaf(10 + at));
  const rules = rulesOf({ kind: "email", customersPerValue: 3 });

  test("is one person's in the records of as many sources as there are", () => {
    const all = records(9).map((_, at) => by(`system-${at}`, at));
    const leaves = [holder, ...records(9)];
    expect(decide({ leaves, rules, shown: all }).links).toHaveLength(9);
  });

  test("connects nobody when one source says it of more people than the value may connect", () => {
    const leaves = [holder, ...records(4)];
    const three = [0, 1, 2].map((at) => by("crm", at));
    expect(decide({ leaves, rules, shown: three }).links).toHaveLength(3);
    const four = decide({ leaves, rules, shown: [...three, by("crm", 3)] });
    expect(four).toMatchObject({ links: [], found: [100n] });
  });

  test("counts beside the customers whom purchases connect", () => {
    const other = { ...shown(1, 1), a: 1n, b: 5n, via: 100n };
    const leaves = [holder, leaf(5, ["loyalty", "L5"]), ...records(3)];
    const two = [by("crm", 0), by("crm", 1), other];
    expect(decide({ leaves, rules, shown: two }).links).toHaveLength(3);
    expect(decide({ leaves, rules, shown: [...two, by("crm", 2)] }).found).toEqual([100n]);
  });
});
