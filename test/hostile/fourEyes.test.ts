import { randomBytes, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertApiKey } from "../../db/queries/access/writeApiKeys.ts";
import { DEFAULT_RULESET_DOCUMENT } from "../../src/domain/ruleset/defaultRuleset.ts";
import { createApiKey } from "../../src/server/auth/apiKeys.ts";
import { startTwoServers, type TwoServers } from "../support/twoServers.ts";

/**
 * Rules take two people who have seen the same rules: not one in two roles, not one who holds a
 * key.
 */

let both: TwoServers;
beforeAll(async () => {
  both = await startTwoServers();
});
afterAll(() => both.stop());

const [EARNING] = DEFAULT_RULESET_DOCUMENT.earning;
const giving = (pointsPerUnit: string) => ({
  ...DEFAULT_RULESET_DOCUMENT,
  earning: [{ ...EARNING, pointsPerUnit }],
});
const marketer = (sub: string) => both.first.token("marketer", { sub });
const admin = (sub: string) => both.first.token("admin", { sub });

async function makeKey(): Promise<string> {
  const { key, prefix, hash } = createApiKey(randomBytes);
  const row = { id: randomUUID(), name: `robot-${prefix}`, role: "admin", sources: ["*"] };
  const made = { ...row, store: null, prefix, hash };
  await both.first.database.sql.begin((tx) => insertApiKey(tx, made));
  return key;
}

async function draft(token: string, document: object = giving("1")): Promise<number> {
  const { data } = await both.first.graphql({
    query:
      "mutation($d: String!) { createRulesetDraft(input: {document: $d}) { ruleset { version } } }",
    variables: { d: JSON.stringify(document) },
    token,
  });
  return data.createRulesetDraft.ruleset.version;
}

/** @returns the codes of the errors */
async function act(
  name: "approveRuleset" | "discardRulesetDraft" | "activateRuleset" | "updateRulesetDraft",
  token: string,
  version: number,
  more: Readonly<Record<string, unknown>> = {},
): Promise<string[]> {
  const type = { approveRuleset: "RulesetDraftInput", discardRulesetDraft: "RulesetDraftInput" };
  const [first = ""] = name;
  const input = type[name as keyof typeof type] ?? `${first.toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await both.second.graphql({
    query: `mutation($i: ${input}!) { ${name}(input: $i) { userErrors { code } } }`,
    variables: { i: { version, expectedRevision: 1, ...more } },
    token,
  });
  expect(errors).toBeUndefined();
  return data[name].userErrors.map(({ code }: { code: string }) => code);
}

test("who wrote rules as one role approves them in no other, nor by a key", async () => {
  const version = await draft(await marketer("ann"));
  expect(await act("approveRuleset", await marketer("ann"), version)).toEqual([
    "SECOND_PERSON_NEEDED",
  ]);
  expect(await act("approveRuleset", await admin("ann"), version)).toEqual([
    "SECOND_PERSON_NEEDED",
  ]);
  expect(await act("approveRuleset", await makeKey(), version)).toEqual(["SECOND_PERSON_NEEDED"]);
  expect(await act("approveRuleset", await marketer("bob"), version)).toEqual([]);
});

test("what somebody has looked at is what they approve: no other draft comes in its place", async () => {
  const ann = await marketer("ann");
  const seen = await draft(ann);
  expect(await act("discardRulesetDraft", ann, seen)).toEqual([]);
  const other = await draft(ann, giving("1000"));
  expect(await act("approveRuleset", await marketer("bob"), seen)).toEqual(["VERSION_NOT_FOUND"]);
  expect(other).not.toBe(seen);
  const { data } = await both.first.graphql({
    query: `{ ruleset(version: ${seen}) { version } rulesets(first: 100) { version } }`,
    token: ann,
  });
  expect(data.ruleset).toBeNull();
  expect(data.rulesets.map(({ version }: { version: number }) => version)).not.toContain(seen);
});

test("what a key wrote is not put into force by the one person who approved it, nor by a key", async () => {
  const key = await makeKey();
  const version = await draft(key, giving("1000"));
  expect(await act("approveRuleset", await admin("eve"), version)).toEqual([]);
  const begin = (token: string) => act("activateRuleset", token, version);
  expect(await begin(await admin("eve"))).toEqual(["SECOND_PERSON_NEEDED"]);
  expect(await begin(key)).toEqual(["SECOND_PERSON_NEEDED"]);
  expect(await begin(await admin("bob"))).toEqual([]);
});

test("who wrote a part of it does not approve it because somebody changed it after them", async () => {
  const version = await draft(await marketer("ann"));
  const write = async (sub: string, revision: number, rate: string) =>
    await act("updateRulesetDraft", await marketer(sub), version, {
      expectedRevision: revision,
      document: JSON.stringify(giving(rate)),
    });
  expect(await write("eve", 1, "1000")).toEqual([]);
  expect(await write("ann", 2, "1000")).toEqual([]);
  const approve = async (sub: string) =>
    await act("approveRuleset", await marketer(sub), version, { expectedRevision: 3 });
  expect(await approve("eve")).toEqual(["SECOND_PERSON_NEEDED"]);
  expect(await approve("bob")).toEqual([]);
});
