import { describe, expect, test } from "vitest";
import { readMapping } from "../../../../src/inbound/mapping/readMapping.ts";
import { readByMapping } from "../../../../src/inbound/mapping/readRecords.ts";

const HEAD = "mapping: m\ninput: { format: json }\nevents:\n  - make: person\n    fields:\n";

/** The name that a person gets by an expression. */
function nameBy(expression: string, it: unknown, more = ""): unknown {
  const text = `${more}${HEAD}      key: { is: k }\n      name: ${JSON.stringify(expression)}\n`;
  const [outcome] = outcomesOf(text, JSON.stringify(it));
  const [made] = outcome?.made ?? [];
  return made?.ok ? made.value["name"] : made?.reason;
}

function outcomesOf(mapping: string, body: string | Buffer, headers = {}) {
  const read = readMapping(mapping);
  if (!read.ok) {
    throw new Error(read.faults.join("\n"));
  }
  const receivedAt = "2026-11-29T08:00:00Z";
  return [...readByMapping(read.mapping, { bytes: Buffer.from(body), headers, receivedAt })];
}

function faultsOf(mapping: string): readonly string[] {
  const read = readMapping(mapping);
  return read.ok ? [] : read.faults;
}

describe("an amount is read without a float", () => {
  test.each([
    ["decimal(it.x)", "12.50", "12.50"],
    ["decimal(it.x)", 12.1, "12.1"],
    ["decimal(it.x)", "5.98-", "-5.98"],
    ["decimal(it.x)", "1,234.50", "1234.50"],
    ["decimal(it.x, ',')", "1.234.567,5", "1234567.5"],
    ["decimal(it.x, ',')", "1234,5", "1234.5"],
    ["decimal(it.x, ',')", "1.5", "NOT_A_DECIMAL"],
    ["decimal(it.x)", "1,5", "NOT_A_DECIMAL"],
    ["decimal(it.x)", "-1-", "NOT_A_DECIMAL"],
    ["decimal(it.x)", " ", "MISSING"],
    ["decimal(it.x)", { a: 1 }, "NOT_A_DECIMAL"],
    ["decimal(it.x)", "1e5", "NOT_A_DECIMAL"],
    ["decimal(it.x)", ".", "NOT_A_DECIMAL"],
    ["decimal(it.x)", 1e-7, "0.0000001"],
    ["minor(it.x, 2)", 1250, "12.50"],
    ["minor(it.x, 2)", "-5", "-0.05"],
    ["add(it.x, '0.2')", 0.1, "0.3"],
    ["subtract(it.x, '0.30')", "0.1", "-0.20"],
    ["multiply(it.x, '3')", "0.1", "0.3"],
    ["rounded(it.x, 2)", "1.005", "1.01"],
    ["rounded(it.x, 2)", "-1.005", "-1.01"],
    ["rounded(it.x, 2)", "1", "1.00"],
    ["absolute(it.x)", "-3", "3"],
    ["unscaled(it.x, 2)", "AN6Q", "569.76"],
    ["unscaled(it.x, 2)", "/w==", "-0.01"],
    ["unscaled(it.x, 2)", "AA==", "0.00"],
    ["unscaled(it.x.value, it.x.scale)", { scale: 3, value: "BOI=" }, "1.250"],
    ["unscaled(it.x, 2)", "12500", "NOT_A_DECIMAL"],
    ["decimal(it.x)", "NaN", "NOT_A_DECIMAL"],
    ["string(sign(it.x))", "-0.01", "-1"],
    ["sum(it.x)", ["0.1", 0.2, 3], "3.3"],
  ])("%s of %j", (expression, x, wanted) => {
    expect(nameBy(expression, { x })).toBe(wanted);
  });

  test("whole numbers and decimals beyond fifteen digits lose nothing", () => {
    const run = (json: string) => {
      const text = `${HEAD}      key: { is: k }\n      name: text(it.x)\n`;
      const [made] = outcomesOf(text, `{"x": ${json}}`)[0]?.made ?? [];
      return made?.ok ? made.value["name"] : made;
    };
    expect(run("9007199254740993")).toBe("9007199254740993");
    expect(run("123456789012345678901234")).toBe("123456789012345678901234");
    expect(run("1234567890123.123456789")).toBe("1234567890123.123456789");
  });
});

describe("a time is read with its zone", () => {
  test.each([
    [
      "localTime(it.x, 'yyyyMMddHHmmss', 'Europe/Berlin')",
      "20261129081500",
      "2026-11-29T08:15:00+01:00",
    ],
    [
      "localTime(it.x, 'dd.MM.yy HH:mm', 'Europe/Berlin')",
      "01.07.26 12:00",
      "2026-07-01T12:00:00+02:00",
    ],
    [
      "localTime(it.x, 'yyyy-MM-ddTHH:mm:ss', 'America/New_York')",
      "2026-01-02T03:04:05",
      "2026-01-02T03:04:05-05:00",
    ],
    ["localTime(it.x, 'yyyyMMdd', 'UTC')", "20260230", "NOT_A_TIME"],
    ["localTime(it.x, 'yyyyMMdd', 'UTC')", "2026-02-03", "NOT_A_TIME"],
    ["localTime(it.x, 'yyyyMMdd', it.z)", "20260203", "UNKNOWN_ZONE"],
    ["localDate(it.x, 'd.M')", "1.2", "NOT_A_TIME"],
    ["localDate(it.x, 'dd/MM/yyyy')", "03/02/2026", "2026-02-03"],
    ["epoch(it.x, 'ms')", 1596001099434, "2020-07-29T05:38:19.434Z"],
    ["epoch(it.x, 'us')", 1596001099434123, "2020-07-29T05:38:19.434123Z"],
    ["epoch(it.x, 'd')", 20000, "2024-10-04"],
    [
      "localTime(cut(epoch(it.x, 'us'), 1, 19), 'yyyy-MM-ddTHH:mm:ss', 'Europe/Berlin')",
      1764000000123456,
      "2025-11-24T16:00:00+01:00",
    ],
    ["cut(it.x, 1, 10)", "2026-11-24Z", "2026-11-24"],
    ["localDate(it.x, 'yyyy-MM-dd')", "0000-00-00", "NOT_A_TIME"],
    ["epoch(it.x, 's')", "soon", "NOT_A_TIME"],
    ["epoch(it.x, 'd')", 99999999999, "NOT_A_TIME"],
  ])("%s of %j", (expression, x, wanted) => {
    expect(nameBy(expression, { x, z: "Mars/Base" })).toBe(wanted);
  });
});

describe("texts, paths and tables", () => {
  test.each([
    ["text(it.x)", "  a ", "a"],
    ["dropLeading(it.x, '0')", "000420", "420"],
    ["dropLeading(it.x, '0')", "000", "0"],
    ["cut(it.x, 3, 4)", "abcdefgh", "cdef"],
    ["it.x.split('-')[1]", "a-b", "b"],
    ["it.x.replace('a', 'b')", "aa", "bb"],
    ["text(at(it, 'x.0.y'))", [{ y: 7 }], "7"],
    ["orElse(at(it, 'x.y.z'), 'none')", 4, "none"],
    ["every(it, 'x.y').map(v, text(v)).join('+')", [{ y: 1 }, { y: [2, 3] }, {}], "1+2+3"],
    ["lookup('t', it.x)", "a", "A"],
    ["lookup('t', it.x)", "b", "NOT_IN_TABLE"],
    ["lookupOr('t', it.x, 'other')", "b", "other"],
    ["fingerprint(it.x)", "a", "ca978112ca1bbdcafac2"],
    ["decimal(json(it.x)[1].price)", '[{}, {"price": 12.50}]', "12.5"],
    ["json(it.x).number", '{"number": 9007199254740993}', "9007199254740993"],
    ["text(json(it.x)[0])", ["it is a list"], "it is a list"],
    ["json(it.x)", '"a"', "a"],
    ["json(it.x)", '{"a', "NOT_JSON"],
    ["json(it.x)", 7, "WRONG_TYPE"],
    ["json(it.x).a", null, "MISSING"],
    ["it.nope", 1, "MISSING"],
    ["it.x.y", null, "MISSING"],
    ["it.x", null, "MISSING"],
    ["it.x", { a: 1 }, "WRONG_TYPE"],
    ["it.x * 2", "a", "WRONG_TYPE"],
    ["string(int(it.x))", "a", "FAILED"],
  ])("%s of %j", (expression, x, wanted) => {
    expect(nameBy(expression, { x }, "tables: { t: { a: A } }\n")).toBe(wanted);
  });

  test.each([
    ["rounded(decimal(it.x), 2)", "a", "NOT_A_DECIMAL"],
    ["'a' + epoch(it.x, 's')", "soon", "NOT_A_TIME"],
    ["[negate(it.x)].map(i, i)[0]", "a", "NOT_A_DECIMAL"],
    ["it.x != 'b' && sign(it.x) > 0 ? 'c' : 'd'", "a", "NOT_A_DECIMAL"],
    ["it.x == 'b' || sign(it.x) > 0 ? 'c' : 'd'", "b", "c"],
    ["text(json(it.x)[0]) + text(json(it.x)[1])", "[1, 2]", "12"],
    ["text(at(it.x, 'a').split('')[2000])", { a: "a".repeat(2_000) }, "TOO_LONG"],
  ])(
    "a fault keeps its reason within another call, and beside && and ||: %s of %j",
    (expression, x, wanted) => {
      expect(nameBy(expression, { x })).toBe(wanted);
    },
  );

  test("a fault says nothing of what stands in the record", () => {
    const text = `${HEAD}      key: string(int(it.x))\n`;
    const [outcome] = outcomesOf(text, '{"x": "secret-4711"}');
    expect(JSON.stringify(outcome)).not.toContain("4711");
  });
});

test("a field with ? is left out where the record has nothing for it; its parts never are", () => {
  const mapping = `mapping: m
input: { format: json }
events:
  - make: purchase
    when: it.kind == "sale"
    fields:
      eventId: it.id
      kind: { is: SOLD }
      occurredAt: it.at
      store?: it.store
      references: { kind: { is: order }, value: it.id }
      customer?: { each: it.people, kind: { is: email }, value: item }
      return: { when: has(it.back), id: it.back }
      lines?:
        each: it.lines
        when: item.n != ""
        id: item.n
        quantity: { is: 1 }
        gross: item.gross
        discounts: []
`;
  const body = [
    { kind: "sale", id: "1", at: "t", lines: [{ n: 1, gross: 2.5 }, { n: "" }, {}] },
    { kind: "sale", id: "2", at: "t", store: "s", people: "a@example.com", back: "r" },
    { kind: "sale", id: "3", at: "t", lines: [{ n: 1 }] },
    { kind: "other" },
    {},
  ];
  const made = outcomesOf(mapping, JSON.stringify(body)).map((one) => one.made);
  expect(made).toMatchObject([
    [{ value: { eventId: "1", lines: [{ id: "1", quantity: "1", gross: "2.5" }] } }],
    [{ value: { store: "s", customer: [{ value: "a@example.com" }], return: { id: "r" } } }],
    [{ ok: false, reason: "MISSING", path: ["events", 0, "fields", "lines?", "gross"] }],
    [],
    [],
  ]);
  expect(made[0]?.[0]).not.toHaveProperty("value.store");
  expect(made[0]?.[0]).not.toHaveProperty("value.customer");
  expect(made[0]?.[0]).not.toHaveProperty("value.return");
});

describe("what a function was given nothing for", () => {
  const mapping = `mapping: m
tables: { t: { a: A } }
input: { format: json }
events:
  - make: person
    when: it.n == "" || sign(decimal(it.n)) > 0
    fields:
      key: it.key
      name?: lookup("t", it.name)
      givenName?: dropLeading(at(it, "none.of.it"), "0")
      email?: fingerprint(it.mail)
      birthDate?: localDate(it.born, "dd.MM.yyyy")
      street?: absolute(it.none)
`;
  const full = { key: "k", n: "1", name: "a", mail: "m", born: "01.02.1990", none: 1 };

  test("is left out where the field may be, and only then", () => {
    const [all, none, wrong] = outcomesOf(
      mapping,
      JSON.stringify([
        full,
        { ...full, name: null, mail: "", born: " ", none: null },
        { ...full, born: "yesterday" },
      ]),
    );
    expect(all?.made).toMatchObject([{ ok: true, value: { name: "A", birthDate: "1990-02-01" } }]);
    expect(none?.made).toMatchObject([{ ok: true, value: { key: "k" } }]);
    expect(none?.made[0]?.ok && Object.keys(none.made[0].value)).toEqual(["key"]);
    expect(wrong?.made).toMatchObject([{ ok: false, reason: "NOT_A_TIME" }]);
    const needed = outcomesOf(mapping.replace("name?", "name"), JSON.stringify(full));
    expect(needed[0]?.made).toMatchObject([{ ok: true }]);
    const blank = outcomesOf(
      mapping.replace("name?", "name"),
      '{"key": "k", "n": "1", "name": ""}',
    );
    expect(blank[0]?.made).toMatchObject([{ ok: false, reason: "MISSING" }]);
  });

  test("is a fault in a condition: no record is passed over because it is blank", () => {
    const [blank, negative] = outcomesOf(
      mapping,
      JSON.stringify([
        { ...full, n: " " },
        { ...full, n: "-1" },
      ]),
    );
    expect(blank?.made).toMatchObject([{ ok: false, reason: "MISSING" }]);
    expect(negative?.made).toEqual([]);
  });
});

describe("what is wrong with a mapping is said with line and column", () => {
  const fields = (text: string) => `${HEAD}      key: it.k\n${text}`;
  test.each([
    ["a field that is not known", fields("      mail: it.x\n"), /^7:7: .*mail: is not known/],
    ["a field that is needed", `${HEAD}      name: it.k\n`, /^5:5: .*needs key/],
    ["a field that is needed, made optional", `${HEAD}      key?: it.k\n`, /needed/],
    ["an expression that ends early", fields("      name: it.x +\n"), /^7:\d+: .*name: /],
    [
      "a name that there is not",
      fields("      name: it.a + that.x\n"),
      /^7:20: .*unknown name that/,
    ],
    ["a function that there is not", fields("      name: trimm(it.x)\n"), /unknown function trimm/],
    ["a table that there is not", fields("      name: lookup('t', it.x)\n"), /tables: none/],
    [
      "a time zone that there is not",
      fields("      name: localTime(it.x, 'yyyy', 'Mars')\n"),
      /unknown time zone Mars/,
    ],
    [
      "a pattern that the record gives",
      fields("      name: '\"\" + string(it.x.matches(it.y))'\n"),
      /written out/,
    ],
    [
      "an expression too long",
      fields(`      name: "'${"a".repeat(2_000)}'"\n`),
      /at most 2000 characters/,
    ],
    [
      "an expression of too many parts",
      fields(`      name: it.a${" + it.a".repeat(200)}\n`),
      /^7:\d+: /,
    ],
    ["a key that is not known", `${HEAD}      key: it.k\nmore: 1\n`, /^7:1: more: is not known/],
    ["a format that is not known", HEAD.replace("json", "yaml"), /format/],
    ["nothing that is made", "mapping: m\ninput: { format: json }\nevents: []\n", /makes nothing/],
    ["no YAML", "mapping: [", /^1:\d+: /],
  ])("%s", (_what, text, wanted) => {
    expect(faultsOf(text).join("\n")).toMatch(wanted);
  });

  test("a column that the file has not is found wherever a row is named", () => {
    const text = `mapping: m
input: { format: csv, columns: [a, b], group: { by: it.x1 } }
events:
  - make: purchase
    fields:
      eventId: it.x2
      kind: { is: SOLD }
      occurredAt: rows.map(r, r.x3)[0]
      references:
        - each: rows.filter(r, r.x4 == "1")
          kind: { is: order }
          value: item.x5
        - each: rows
          as: one
          kind: { is: order }
          value: one.x6 + one.a + it.b
`;
    const faults = faultsOf(text);
    expect(faults).toHaveLength(6);
    for (const name of ["x1", "x2", "x3", "x4", "x5", "x6"]) {
      expect(faults.join("\n")).toContain(`unknown column ${name}: there are a, b`);
    }
  });
});

describe("reading ends", () => {
  const list = Array.from({ length: 3_000 }, (_, at) => at);
  test("loops within loops use the body's steps up, and only that record is lost", () => {
    const expression = "string(it.x.map(a, it.x.map(b, it.x.map(c, c).size()).size()).size())";
    const before = performance.now();
    const outcome = nameBy(expression, { x: list });
    expect(outcome).toBe("TOO_COSTLY");
    expect(performance.now() - before).toBeLessThan(20_000);
  });

  test("texts of JSON use them up by their length", () => {
    const text = `${HEAD}      key: { is: k }\n      name: 'json(it.x).map(i, json(it.y))[0]'\n`;
    const x = JSON.stringify(Array.from({ length: 9_000 }, () => 1));
    const [outcome] = outcomesOf(text, JSON.stringify({ x, y: `"${"a".repeat(60_000)}"` }));
    expect(outcome?.made).toMatchObject([{ ok: false, reason: "TOO_COSTLY" }]);
  });

  test("a long list is gone through in time that grows with its length", () => {
    const long = Array.from({ length: 100_000 }, (_, at) => at);
    expect(nameBy("string(it.x.filter(a, a > 1).map(a, a + 1)[90000])", { x: long })).toBe("90003");
  });

  test("a text that grows, and one that falls into very many pieces, are refused", () => {
    const x = "a".repeat(60_000);
    expect(nameBy("it.x + it.x", { x })).toBe("TOO_LONG");
    expect(nameBy("it.x.replace('a', 'bb')", { x })).toBe("TOO_LONG");
    expect(nameBy("it.x.split('').join('')", { x })).toBe("TOO_LONG");
    expect(nameBy("it.x", { x: "a".repeat(65_537) })).toBe("MISSING");
  });

  test("a body of very many records, or very deep, is refused as a whole", () => {
    const text = `${HEAD}      key: string(it)\n`;
    const many = JSON.stringify(Array.from({ length: 20_001 }, () => 1));
    expect(outcomesOf(text, many)).toMatchObject([{ made: [{ reason: "TOO_MANY_RECORDS" }] }]);
    const deep = `${"[".repeat(200_000)}${"]".repeat(200_000)}`;
    expect(outcomesOf(text, deep)).toMatchObject([{ made: [{ reason: "TOO_DEEP" }] }]);
  });
});
