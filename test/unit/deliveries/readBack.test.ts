import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { canonicalOf, READ_RULES, type ReadRule } from "../../../src/domain/delivery/readBack.ts";
import {
  type SentFields,
  sentValueOf,
  wrongFields,
} from "../../../src/domain/delivery/sentFields.ts";
import { destination } from "../../../src/domain/delivery/settings.ts";

const RULES = Object.entries(READ_RULES).filter(
  (one): one is [string, ReadRule] => one[1] !== null,
);
const rule = (kind: string): ReadRule => {
  const found = RULES.find(([name]) => name === kind)?.[1];
  if (found === undefined) {
    throw new RangeError(kind);
  }
  return found;
};

test.each(RULES)(
  "at %s a number is the same however it is written, and another number is not",
  (_kind, own) => {
    const of = (value: unknown) => canonicalOf(value, "NUMBER", own);
    expect([600, "600", "600.0", "+600", "0600"].map(of)).toEqual(Array(5).fill("600"));
    expect([0, "-0", "0.00"].map(of)).toEqual(["0", "0", "0"]);
    expect(of("600.50")).toBe("600.5");
    expect(of("6e2")).toBe("text 6e2");
    expect(of(true)).toBe("text true");
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.maxSafeInteger(), (a, b) => {
        expect(of(a) === of(String(b))).toBe(a === b);
      }),
    );
  },
);

test("a moment is the same in any zone, and is cut to what the kind stores", () => {
  const of = (kind: string, value: unknown) => canonicalOf(value, "INSTANT", rule(kind));
  const sent = "2026-11-30T09:00:00.123456Z";
  expect(of("webhook", "2026-11-30T10:00:00.123+01:00")).toBe(of("webhook", sent));
  expect(of("hubspot", String(Date.parse("2026-11-30T09:00:00.123Z")))).toBe(of("hubspot", sent));
  expect(of("salesforce", "2026-11-30T09:00:00.000+0000")).toBe(of("salesforce", sent));
  expect(of("webhook", "2026-11-30T09:00:00.124Z")).not.toBe(of("webhook", sent));
  expect(of("salesforce", "2026-11-30T09:00:01.000+0000")).not.toBe(of("salesforce", sent));
  // Only HubSpot writes a moment as a number.
  expect(of("webhook", "1796029200123")).toBe("text 1796029200123");
  expect(of("webhook", "tomorrow")).toBe("text tomorrow");
});

test("an empty text is nothing where it cannot be told apart, and a value where it can", () => {
  const empty = RULES.map(([kind, own]) => [kind, canonicalOf("", "TEXT", own)]);
  expect(Object.fromEntries(empty)).toEqual({
    ...{ webhook: "", braze: null, hubspot: null, salesforce: null },
  });
  for (const [, own] of RULES) {
    expect([null, undefined].map((value) => canonicalOf(value, "TEXT", own))).toEqual([null, null]);
  }
});

test("texts and addresses are the same but for what the kind changes of them", () => {
  const same = (kind: string, a: string, b: string, of: "TEXT" | "EMAIL") =>
    canonicalOf(a, of, rule(kind)) === canonicalOf(b, of, rule(kind));
  expect(same("hubspot", "Ada@Example.com ", "ada@example.com", "EMAIL")).toBe(true);
  expect(same("webhook", "Ada@Example.com", "ada@example.com", "EMAIL")).toBe(false);
  expect(same("hubspot", "SILVER", "silver", "TEXT")).toBe(false);
  expect(same("webhook", "Ada", "Ada ", "TEXT")).toBe(false);
  expect(same("salesforce", "Ada", " Ada ", "TEXT")).toBe(true);
});

const CONCEALED = { hash: (text: string) => `#${text.length}${text}`, shown: () => "a***" };

test("what is kept of who somebody is, is never the value; of another field it is", () => {
  const of = (field: string, value: unknown) =>
    sentValueOf(field, value, rule("webhook"), { ...CONCEALED, hash: () => "hash" });
  for (const field of ["customer.name", "customer.email", "customer.phone", "customer.language"]) {
    expect(of(field, "Ada")).toEqual({ hash: "hash", shown: "a***" });
  }
  expect(of("customer.identifier.erp", "4711")).toEqual({ hash: "hash", shown: "a***" });
  expect(of("tier.code", "SILVER")).toEqual({ is: "SILVER" });
  expect(of("customer.name", null)).toBeNull();
});

test("what is stored in a field of nobody is shown only where it is a code, a number or a moment", () => {
  const fields = { tier: "tier.code" };
  const sent: SentFields = { tier: { is: "SILVER" } };
  const seen = (tier: unknown) =>
    wrongFields(sent, { tier }, { fields, rule: rule("webhook"), concealment: CONCEALED }).wrong;
  expect(seen("BLUE")).toEqual([{ field: "tier", sent: "SILVER", stored: "BLUE" }]);
  expect(seen("Ada Lovelace, ada@example.com")).toEqual([
    { field: "tier", sent: "SILVER", stored: "xxx xxxxxxxx, xxx@xxxxxxx.xxx" },
  ]);
  expect(seen("x y".repeat(10_000))[0]?.stored).toHaveLength(100);
});

test("a field that is told no more is not compared, and one of which nothing was sent must be empty", () => {
  const sent: SentFields = { old: { is: "1" }, until: null };
  const fields = { until: "tier.until" };
  const of = (stored: object) =>
    wrongFields(sent, { ...stored }, { fields, rule: rule("hubspot"), concealment: CONCEALED });
  expect(of({})).toEqual({ checked: ["until"], wrong: [] });
  expect(of({ until: "2026-11-30T09:00:00Z" }).wrong).toMatchObject([{ sent: null }]);
});

test("the guide's destination that is read back is one that set-up takes", () => {
  const guide = readFileSync(
    join(import.meta.dirname, "../../../docs/guides/systems-out.md"),
    "utf8",
  );
  const [, yaml = ""] = /```yaml\n(# hub\.yaml\n[\s\S]*?)```/.exec(guide) ?? [];
  expect(destination.parse(parse(yaml)).readBack).toEqual({
    ...{ sample: 50, everyMinutes: 15, settleSeconds: 120, repair: false },
  });
});

const OWN = {
  ...{ code: "crm", name: "CRM", owner: { team: "CRM", contact: "crm@example.com" } },
  ...{ events: ["tier.changed"], fields: { tier: "tier.code" } },
};
const HOOK = { kind: "webhook", url: "https://crm.example.com/in" };

test.each([
  ["a Segment", { sends: { kind: "segment" }, readBack: {} }, "a segment is not asked"],
  ["a webhook without an address", { sends: HOOK, readBack: {} }, "needs `sends.readUrl`"],
  [
    "an address at another host",
    { sends: { ...HOOK, readUrl: "https://other.example.com/{customer.id}" } },
    "must be at the host of `url`",
  ],
  [
    "an address that names nobody",
    { sends: { ...HOOK, readUrl: "https://crm.example.com/all" } },
    "must name the customer once",
  ],
  [
    "an address that names the customer as its host",
    { sends: { ...HOOK, readUrl: "https://{customer.id}/x" } },
    "readUrl",
  ],
  [
    "nothing to compare",
    { sends: { kind: "hubspot" }, fields: {}, readBack: {} },
    "needs `fields`",
  ],
  [
    "more than a run may be",
    { sends: { kind: "hubspot" }, readBack: { sample: 501 } },
    "readBack.sample",
  ],
])("set-up refuses to read back %s", (_what, more, says) => {
  const { error } = destination.safeParse({ ...OWN, ...more });
  const told = error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join();
  expect(told).toContain(says);
});

test("set-up takes a destination that is read back, with what is usual", () => {
  const readUrl = "https://crm.example.com/customers/{customer.loyaltyNumber}?all=1";
  const { readBack } = destination.parse({ ...OWN, sends: { ...HOOK, readUrl }, readBack: {} });
  expect(readBack).toEqual({ sample: 20, everyMinutes: 15, settleSeconds: 120, repair: false });
});
