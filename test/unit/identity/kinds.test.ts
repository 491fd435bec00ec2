import { describe, expect, test } from "vitest";
import { normaliseNewIdentifier } from "../../../src/domain/identity/normaliseIdentifier.ts";
import {
  DEFAULT_IDENTITY_RULES,
  identityRules,
  kindRuleOf,
  priorityOf,
} from "../../../src/domain/identity/rules/identityRules.ts";

/** Kinds of identifiers that are there without set-up, each with a value as systems send them. */
const KINDS = [
  ["loyalty", "0077 1234", "00771234", true],
  ["card", "9000-0001", "90000001", true],
  ["crm", "003Qy00000AbCdE", "003Qy00000AbCdE", true],
  ["erp", "0000104711", "0000104711", true],
  ["shop", "gid://shopify/Customer/0815", "gid://shopify/Customer/0815", true],
  ["email", "Ada@Example.org", "ada@example.org", true],
  ["phone", "+44 20 7946 0018", "+442079460018", true],
  ["payment_token", "tok_1Nx/=", "tok_1Nx/=", false],
  ["device", "A1:b2", "A1:b2", false],
] as const;

describe("the kinds that are there", () => {
  test.each(KINDS)("%s: %s is kept as %s", (kind, raw, value, merges) => {
    expect(normaliseNewIdentifier(kind, raw)).toEqual({ ok: true, value });
    expect(kindRuleOf(DEFAULT_IDENTITY_RULES, kind).merges).toBe(merges);
  });

  test("are all that set-up begins with, the best first", () => {
    expect(DEFAULT_IDENTITY_RULES.kinds.map(({ kind }) => kind)).toEqual(
      KINDS.map(([kind]) => kind),
    );
  });
});

describe("a kind of the retailer's own", () => {
  const rules = identityRules.parse({
    kinds: [{ kind: "club_no", customersPerValue: 1 }, { kind: "email" }],
  });

  test("is what set-up says of it, in the place that it has there", () => {
    expect(normaliseNewIdentifier("club_no", " 007 ")).toEqual({ ok: true, value: "007" });
    expect(kindRuleOf(rules, "club_no")).toMatchObject({ merges: true, customersPerValue: 1 });
    expect(priorityOf(rules, "club_no")).toBeLessThan(priorityOf(rules, "email"));
  });

  test("connects nobody while set-up says nothing of it", () => {
    expect(kindRuleOf(DEFAULT_IDENTITY_RULES, "club_no").merges).toBe(false);
  });
});
