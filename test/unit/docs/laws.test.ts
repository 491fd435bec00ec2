import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ORDER_STATUSES } from "../../../src/domain/order/facts.ts";
import { ENTRY_KINDS } from "../../../src/domain/points/entryKinds.ts";
import { NOT_EARNING } from "../../../src/domain/points/notEarning.ts";
import { LINE_KINDS, PURCHASE_EVENT_KINDS } from "../../../src/domain/purchase/event.ts";
import { HOLDS } from "../../../src/domain/purchase/holds.ts";

const ROOT = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

describe.each(["docs/programme.md", "docs/contract.md"])("%s", (path) => {
  const page = read(path);

  test("every heading can be cited: numbered in order, and no number twice", () => {
    const headings = [...page.matchAll(/^##+ (.*)$/gm)].map(([, text = ""]) => text);
    const numbers = headings.map((text) => /^(\d+(?:\.\d+)?)\.? \S/.exec(text)?.[1]);
    expect(numbers).not.toContain(undefined);
    expect(new Set(numbers).size).toBe(numbers.length);
    const places = numbers.map((number) => (number ?? "").split(".").map(Number));
    const sorted = places.toSorted(([a = 0, b = 0], [c = 0, d = 0]) => a - c || b - d);
    expect(places).toEqual(sorted);
  });
});

test("the retail rules say what each code means", () => {
  const page = read("docs/programme.md");
  const codes = [
    ...PURCHASE_EVENT_KINDS,
    ...LINE_KINDS,
    ...ORDER_STATUSES,
    ...ENTRY_KINDS,
    ...NOT_EARNING,
    ...Object.keys(HOLDS),
  ];
  expect(codes.filter((code) => !page.includes(code))).toEqual([]);
});

test("each hold has its days and its end in the table", () => {
  const page = read("docs/programme.md");
  for (const [reason, { maxAgeDays, end }] of Object.entries(HOLDS)) {
    const row = page.split("\n").find((line) => line.startsWith("| ") && line.includes(reason));
    expect(row).toContain(`| ${maxAgeDays} days |`);
    expect(row?.includes("rejected")).toBe(end === "REJECT");
  }
});
