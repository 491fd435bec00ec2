import { describe, expect, test } from "vitest";
import { readMapping } from "../../../../src/inbound/mapping/readMapping.ts";
import { readByMapping } from "../../../../src/inbound/mapping/readRecords.ts";

/** The keys of persons that a body comes to, or why not, each with its place. */
function keysOf(
  input: string,
  body: string | Buffer,
  { key = "text(it)", headers = {} }: { key?: string; headers?: Record<string, string> } = {},
): readonly string[] {
  const text = `mapping: m\ninput: ${input}\nevents: [{ make: person, fields: { key: ${JSON.stringify(key)} } }]\n`;
  const read = readMapping(text);
  if (!read.ok) {
    throw new Error(read.faults.join("\n"));
  }
  const given = { bytes: Buffer.from(body), headers, receivedAt: "2026-11-29T08:00:00Z" };
  return [...readByMapping(read.mapping, given)].flatMap(({ at, made }) =>
    made.map((one) => `${at}: ${one.ok ? one.value["key"] : one.reason}`),
  );
}

describe("JSON", () => {
  test("is one record, a list of them, or what an expression finds", () => {
    expect(keysOf("{ format: json }", '"a"')).toEqual([": a"]);
    expect(keysOf("{ format: json }", "[1, 2.5]")).toEqual(["0: 1", "1: 2.5"]);
    const records = "{ format: json, records: 'body.a.filter(x, x > 1)' }";
    expect(keysOf(records, '{"a": [1, 2, 3]}')).toEqual(["0: 2", "1: 3"]);
    expect(keysOf(records, "{}")).toEqual([": MISSING"]);
  });

  test("that is none is refused with its line and column", () => {
    expect(keysOf("{ format: json }", '{\n  "a": }')).toEqual(["2:8: NOT_JSON"]);
    expect(keysOf("{ format: json }", "")).toEqual(["1:1: NOT_JSON"]);
    expect(keysOf("{ format: json }", '{"a": 1')).toEqual(["1:8: NOT_JSON"]);
  });

  test("a name of the language's own is a name like any other", () => {
    const body = '{"__proto__": {"a": 1}, "constructor": 2, "toString": 3}';
    const key = "string(it.constructor) + string(it.toString) + string(it['__proto__'].a)";
    expect(keysOf("{ format: json }", body, { key })).toEqual([": 231"]);
    expect(keysOf("{ format: json }", "{}", { key: "it.constructor" })).toEqual([": MISSING"]);
  });
});

test("a line of NDJSON that is none is refused by itself", () => {
  expect(keysOf("{ format: ndjson }", '1\n\n{"a\n3\r\n')).toEqual([
    "line 1: 1",
    "3:4: NOT_JSON",
    "line 4: 3",
  ]);
});

describe("columns", () => {
  test("by a header, by the mapping, and what is missing or too much", () => {
    const key = "it.b + '/' + it.a";
    expect(keysOf("{ format: csv }", '\ufeffa,b\n1,2\n\n"3\n4",5\n6\n7,8,9\n', { key })).toEqual([
      "line 2: 2/1",
      "line 5: 5/3\n4",
      "line 6: MISSING",
      "line 7: WRONG_COLUMNS",
    ]);
    const fixed = "{ format: csv, delimiter: ';', header: false, columns: [a, b], skip: 1 }";
    expect(keysOf(fixed, "report\n1; 2\n", { key })).toEqual(["line 2: 2/1"]);
    expect(keysOf("{ format: csv, columns: [a, b] }", "a,c\n1,2\n", { key })).toEqual([
      "line 1: COLUMN_MISSING",
    ]);
    expect(keysOf("{ format: csv }", 'a,b\n1,"2\n', { key })).toEqual(["line 2: NOT_CSV"]);
  });

  test("of fixed width, in another charset", () => {
    const input = "{ format: fixed, charset: windows-1252, columns: { a: 1-3, b: 5-9 } }";
    const body = Buffer.from("M\xfcX  12\nab\n", "latin1");
    expect(keysOf(input, body, { key: "it.a + '/' + it.b" })).toEqual([
      "line 1: M\u00fcX/12",
      "line 2: ab/",
    ]);
  });

  test("rows of one key, or from one that begins on, are one record; a broken row breaks its own", () => {
    const key = "rows.map(r, r.v).join('+')";
    const by = "{ format: csv, header: false, columns: [k, v], group: { by: it.k } }";
    expect(keysOf(by, "a,1\na,2\nb,3\na,4\n", { key })).toEqual([
      "line 1: 1+2",
      "line 3: 3",
      "line 4: 4",
    ]);
    const begin = "{ format: csv, header: false, columns: [k, v], group: { begin: it.k == 'H' } }";
    expect(keysOf(begin, "H,1\nP,2\nP,3,4\nH,5\n", { key })).toEqual([
      "line 3: WRONG_COLUMNS",
      "line 4: 5",
    ]);
  });
});

describe("XML", () => {
  const input = "{ format: xml, records: 'every(body, \"o.r\")' }";

  test("is its elements, attributes and texts, whatever its prefixes and however many there are", () => {
    const body = `<?xml version="1.0" encoding="UTF-8"?><!-- c --><x:o xmlns:x="urn:x">
      <x:r id="1">a<![CDATA[<&]]>&amp;&#228;</x:r><r id="2"><n>b</n><n>c</n></r></x:o>`;
    const key = "text(at(it, '@id')) + orElse(text(at(it, '#text')), every(it, 'n').join(''))";
    expect(keysOf(input, body, { key })).toEqual(["0: 1a<&&\u00e4", "1: 2bc"]);
  });

  test.each([
    [
      "a billion laughs",
      `<!DOCTYPE o [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><o><r>&b;</r></o>`,
      /DTD_REFUSED/,
    ],
    [
      "an external entity",
      `<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]><o><r>&x;</r></o>`,
      /DTD_REFUSED/,
    ],
    ["an external document type", `<!DOCTYPE o SYSTEM "http://example.com/x"><o/>`, /DTD_REFUSED/],
    ["an entity that there is not", "<o><r>&x;</r></o>", /^1:\d+: NOT_XML/],
    ["what does not end", "<o><r>", /NOT_XML/],
    ["two roots", "<o/><o/>", /NOT_XML/],
    ["nothing", "", /NOT_XML/],
    ["very deep elements", "<o>".repeat(70) + "</o>".repeat(70), /TOO_DEEP/],
    ["another charset", `<?xml version="1.0" encoding="ISO-8859-1"?><o/>`, /CHARSET_NOT_SUPPORTED/],
  ])("with %s is refused", (_what, body, wanted) => {
    expect(keysOf(input, body).join()).toMatch(wanted);
  });
});

test("a body in another charset than it says, or than the mapping says, is refused", () => {
  expect(keysOf("{ format: json }", Buffer.from([0x22, 0xff, 0x22]))).toEqual([": WRONG_CHARSET"]);
  const headers = { "content-type": "application/json; charset=iso-8859-1" };
  expect(keysOf("{ format: json }", "1", { headers })).toEqual([": CHARSET_NOT_SUPPORTED"]);
});

test.each([
  ["utf-8", "UTF8", true],
  ["utf-8", "us-ascii", true],
  ["iso-8859-1", "Latin1", true],
  ["iso-8859-1", "windows-1252", true],
  ["windows-1252", "ISO-8859-1", true],
  ["utf-16", "UTF-16LE", true],
  ["utf-8", "ISO-8859-1", false],
  ["windows-1252", "UTF-8", false],
  ["windows-1252", "ISO-8859-15", false],
  ["utf-8", "klingon", false],
])("a mapping's %s is read where the body says it is %s: %j", (charset, given, isRead) => {
  const wanted = isRead ? [": 1"] : [": CHARSET_NOT_SUPPORTED"];
  const bytes = (text: string) => Buffer.from(text, charset === "utf-16" ? "utf16le" : "latin1");
  const headers = { "content-type": `application/json; charset=${given}` };
  expect(keysOf(`{ format: json, charset: ${charset} }`, bytes("1"), { headers })).toEqual(wanted);
  const xml = bytes(`<?xml version="1.0" encoding="${given}"?><o>1</o>`);
  const input = `{ format: xml, charset: ${charset}, records: body.o }`;
  const made = keysOf(input, xml).map((one) => one.replace(/^[\d:]+: /, ": "));
  expect(made).toEqual(wanted);
});

describe("a body that begins with the mark of a charset", () => {
  const utf8 = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from("id;n\n\u00e4;1\n")]);
  const little = Buffer.from("\ufeffid;n\r\n\u00e4;1\r\n", "utf16le");
  const big = Buffer.from(little).swap16();
  const csv = (charset: string) => `{ format: csv, delimiter: ";", charset: ${charset} }`;
  const key = "it.id + it.n";

  test("is of that one, in either order of bytes", () => {
    expect(keysOf(csv("utf-8"), utf8, { key })).toEqual(["line 2: \u00e41"]);
    expect(keysOf(csv("utf-16"), little, { key })).toEqual(["line 2: \u00e41"]);
    expect(keysOf(csv("utf-16"), big, { key })).toEqual(["line 2: \u00e41"]);
    expect(keysOf(csv("utf-16"), little.subarray(2), { key })).toEqual(["line 2: \u00e41"]);
    const xml = Buffer.from(
      '\ufeff<?xml version="1.0" encoding="UTF-16"?><o><id>1</id></o>',
      "utf16le",
    );
    const records = "{ format: xml, charset: utf-16, records: body.o }";
    expect(keysOf(records, xml, { key: "it.id" })).toEqual([": 1"]);
  });

  test("and is read as another one is refused whole, and loses no first record", () => {
    for (const bytes of [utf8, little, big]) {
      expect(keysOf(csv("windows-1252"), bytes, { key })).toEqual([": WRONG_CHARSET"]);
    }
    expect(keysOf(csv("utf-16"), utf8, { key })).toEqual([": WRONG_CHARSET"]);
    expect(keysOf(csv("utf-16"), little.subarray(0, 9), { key })).toEqual([": WRONG_CHARSET"]);
  });
});

test("lines may end in several ways within one file", () => {
  const input = '{ format: csv, delimiter: ";", header: false, columns: [id, n] }';
  for (const body of ["a;1\r\nb;2\nc;3\n", "a;1\nb;2\r\nc;3\r\n\r\n", "a;1\rb;2\rc;3"]) {
    expect(keysOf(input, body, { key: "it.id + it.n" }).map((one) => one.split(": ")[1])).toEqual([
      ...["a1", "b2", "c3"],
    ]);
  }
});

test.each([
  ["an empty list", "{ format: json, records: body.orders }", '{"orders": []}'],
  [
    "a list by another name",
    "{ format: json, records: 'every(body, \"orders\")' }",
    '{"order": [1]}',
  ],
  ["a header alone", "{ format: csv }", "id;n\n"],
  ["blank lines", "{ format: ndjson }", "\n \r\n"],
])("of %s it is said that there is no record in it", (_what, input, body) => {
  const read = readMapping(
    `mapping: m\ninput: ${input}\nevents: [{ make: person, fields: { key: text(it) } }]\n`,
  );
  const given = { bytes: body, headers: {}, receivedAt: "2026-11-29T08:00:00Z" };
  expect(read.ok && [...readByMapping(read.mapping, given)]).toEqual([
    { at: "", made: [], passedOver: "body without records" },
  ]);
});
