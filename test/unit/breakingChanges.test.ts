import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSchema } from "graphql";
import { afterAll, expect, test } from "vitest";
import { createSchema } from "../../resolvers/schema.ts";
import {
  breakingChanges,
  problemsOfRelease,
  release,
  releasedPath,
} from "../../scripts/breakingChanges.ts";
import { ROOT } from "../support/rules/sources.ts";

const folder = mkdtempSync(join(tmpdir(), "tributary-released-"));
afterAll(() => rmSync(folder, { recursive: true }));

const { version } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
const readReleased = () => readFileSync(join(ROOT, releasedPath(version)), "utf8");

test("no client of the last release fails with the graph as it is", async () => {
  expect(await problemsOfRelease(version, createSchema())).toBe("");
});

test.each([
  [
    "a field's name",
    /^ {2}held: /m,
    "  waiting: ",
    "Field 'held' was removed from object type 'Query'",
  ],
  [
    "what is never null",
    /(type Money \{[^}]*amount: )Decimal!/,
    "$1Decimal",
    "Field 'Money.amount' changed type from 'Decimal!' to 'Decimal'",
  ],
  [
    "a required argument",
    /^ {2}held: \[HeldGroup!\]!/m,
    "  held(reason: String!): [HeldGroup!]!",
    "Argument 'reason: String!' added to field 'Query.held'",
  ],
  ["a value's name", /^ {2}STAFF$/m, "  CREW", "Enum value 'STAFF' was removed"],
])("a break by %s is named, with what to do", async (_, from, to, message) => {
  const broken = readReleased().replace(from, to);
  expect(broken).not.toBe(readReleased());
  const problems = await problemsOfRelease(version, buildSchema(broken));
  expect(problems).toContain(message);
  expect(problems).toContain("@deprecated(reason:)");
  expect(problems).toContain("npm run release:schema");
});

test.each([
  ["a field", "type Query { a: E b: Int }"],
  ["an optional argument", "type Query { a(by: Int): E }"],
  ["a value of an enum", "type Query { a: E }", "enum E { A B }"],
  ["a reason to use it no more", 'type Query { a: E @deprecated(reason: "Use b.") }'],
])("%s can come at any time", async (_, query, values = "enum E { A }") => {
  const released = buildSchema("type Query { a: E } enum E { A }");
  expect(await breakingChanges(released, buildSchema(`${query} ${values}`))).toEqual([]);
});

test("a release is kept once, and the version that is named must be kept", async () => {
  const schema = buildSchema("type Query { a: Int }");
  expect(await problemsOfRelease("9.9.9", schema, folder)).toContain(releasedPath("9.9.9"));
  release("9.9.9", schema, folder);
  expect(await problemsOfRelease("9.9.9", schema, folder)).toBe("");
  expect(() => release("9.9.9", buildSchema("type Query { b: Int }"), folder)).toThrow(
    "9.9.9 is released: raise the version in package.json first",
  );
});
