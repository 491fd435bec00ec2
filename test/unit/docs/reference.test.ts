import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isSpecifiedScalarType,
} from "graphql";
import { expect, test } from "vitest";
import { createSchema } from "../../../resolvers/schema.ts";
import { renderReference } from "../../../scripts/reference/render.ts";
import { FOLLOWERS, POLICY } from "../../e2e/policy.ts";
import { ROOT } from "../../support/rules/sources.ts";

const PAGES = join(ROOT, "docs/reference");
const pages = readdirSync(PAGES).map((name) => readFileSync(join(PAGES, name), "utf8"));
const flat = (text: string) => text.replaceAll(/\s+|<br>/g, " ").replaceAll(/ +/g, " ");
const everything = flat(pages.join("\n"));
/** Each type's part of its page. */
const sections = new Map(
  pages.flatMap((page) =>
    page.split(/^### /m).map((part) => [part.split("\n")[0] ?? "", flat(part)] as const),
  ),
);

const isRoot = (name: string) => ["Query", "Mutation", "Subscription"].includes(name);
const types = Object.values(createSchema().getTypeMap()).filter(
  (type) => !type.name.startsWith("__") && !isSpecifiedScalarType(type),
);

interface Told {
  readonly name: string;
  readonly description?: string | null | undefined;
}
const told = ({ name, description }: Told) => [name, flat(description ?? "").trim()];

test.each(types.filter(({ name }) => !isRoot(name)))("$name is told of, whole", (type) => {
  const section = sections.get(type.name) ?? "";
  const parts: Told[] = [{ name: type.name, description: type.description }];
  if (isObjectType(type) || isInterfaceType(type)) {
    for (const field of Object.values(type.getFields())) {
      parts.push(field, ...field.args);
    }
  }
  if (isInputObjectType(type)) {
    parts.push(...Object.values(type.getFields()));
  }
  if (isEnumType(type)) {
    parts.push(...type.getValues());
  }
  for (const text of parts.flatMap(told)) {
    expect(section).toContain(text);
  }
});

test.each(types.filter(isObjectType).filter(({ name }) => isRoot(name)))(
  "every field of $name is told of, with its arguments and who may ask",
  (type) => {
    for (const field of Object.values(type.getFields())) {
      const path = `${type.name}.${field.name}`;
      const section = sections.get(path) ?? "";
      for (const text of [field, ...field.args].flatMap(told)) {
        expect(section).toContain(text);
      }
      const roles = POLICY[path]?.roles ?? FOLLOWERS[path] ?? [];
      expect(roles).not.toEqual([]);
      expect(section).toContain(`For ${roles.map((role) => `\`${role}\``).join(", ")}.`);
      expect(everything).toContain(`#${path.replace(".", "").toLowerCase()})`);
    }
  },
);

const A = {
  name: "a",
  text: `
    extend type Query { "Asks." ask("Whom." of: In = { who: "all" }): [Thing!]! }
    "One." type Thing {
      "Old." was: Int @deprecated(reason: "Use is.")
      "May be one | other." is: Int
    }
    "Who." input In @oneOf { "By name." who: String }`,
};
const B = {
  name: "couponIssue",
  text: `
    extend type Thing { "Added." more("How." by: Int = 1): Other }
    "Else." type Other { "It." it: Int }`,
};
const allowed = { "Query.ask": ["agent", "till"] };

test("a page tells of access, deprecation, defaults, and what other files add", () => {
  const reference = renderReference([A, B], { allowed, hidden: { "Thing.is": ["till"] } });
  expect([...reference.keys()]).toEqual(["schema", "a", "couponIssue"]);
  const a = reference.get("a") ?? "";
  expect(a).toContain("Answers [`[Thing!]!`](#thing). For `agent`, `till`.");
  expect(a).toContain('| `of` | [`In = {who: "all"}`](#in) | Whom. |');
  expect(a).toContain("| `was` | `Int` | Deprecated: Use is. Old. |");
  expect(a).toContain("| `is` | `Int` | May be one \\| other. Not for `till`. |");
  expect(a).toContain("| `more` | [`Other`](couponIssue.md#other) | Added. |");
  expect(a).toContain("| `more(by:)` | `Int = 1` | How. |");
  expect(a).toContain("Exactly one of these.");
  expect(reference.get("couponIssue")).toContain("# Coupon issue\n");
  expect(reference.get("couponIssue")).not.toContain("Thing");
});

test("a root field that nobody is said to be allowed is not told of as if everybody were", () => {
  expect(() => renderReference([A], { allowed: {}, hidden: {} })).toThrow(
    "Query.ask has no policy: add it to test/e2e/policy.ts",
  );
});

test("prose keeps to 100 columns, code in one piece, and begins no list by a line's end", () => {
  const long = `${"word ".repeat(19)}\`npm run all\` ${"word ".repeat(18)}more - 5`;
  const text = `"${long}" type T { "It." it: Int }`;
  const page = renderReference([{ name: "t", text }], { allowed, hidden: {} }).get("t") ?? "";
  const lines = (page.split("### T\n\n")[1] ?? "").split("\n\n")[0]?.split("\n") ?? [];
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.join(" ")).toBe(long.trim());
  // The dash goes with the word before it.
  for (const line of lines) {
    expect(line.length).toBeLessThanOrEqual(102);
  }
  expect(page).toContain("`npm run all`");
  expect(page).not.toMatch(/^- /m);
});
