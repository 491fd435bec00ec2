import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, validate } from "graphql";
import { expect, test } from "vitest";
import { createSchema } from "../../../resolvers/schema.ts";
import { setupDocument } from "../../../src/domain/setup/setupSchema.ts";
import { readYaml } from "../../../src/platform/yamlFile.ts";
import { DEFAULT_SLOS } from "../../../src/programme/setup/defaultSlos.ts";

const ROOT = join(import.meta.dirname, "../../..");
const GUIDE = readFileSync(join(ROOT, "docs/guides/service-levels.md"), "utf8");

const MAIL = {
  ...{ kind: "email", host: "smtp.example.com", from: "a@example.com", to: ["b@example.com"] },
};
const addresses = (count: number) =>
  Array.from({ length: count }, (_, at) => `person${at}@example.com`);

const blocksOf = (language: string): readonly string[] =>
  [...GUIDE.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, "g"))].map(
    ([, block = ""]) => block,
  );

test("what the guide of service levels says to set up is taken as it stands there", () => {
  const blocks = blocksOf("yaml");
  expect(blocks).toHaveLength(2);
  for (const block of blocks) {
    expect(readYaml(block, setupDocument)).toMatchObject({ ok: true });
  }
});

test("what the guide of service levels says to ask is what the graph answers", () => {
  const schema = createSchema();
  const blocks = blocksOf("graphql");
  expect(blocks).toHaveLength(3);
  expect(blocks.flatMap((block) => validate(schema, parse(block)))).toEqual([]);
});

test("every service level of the beginning names a page that is there", () => {
  expect(DEFAULT_SLOS.filter(({ runbook }) => !existsSync(join(ROOT, runbook)))).toEqual([]);
});

test("mail is set up as the guide says, and no more of it has to be said than where and to whom", () => {
  const document = { setup: 1, alertChannels: [{ code: "ops", name: "Ops", tells: MAIL }] };
  expect(setupDocument.parse(document).alertChannels?.[0]?.tells).toEqual({
    ...{ ...MAIL, port: 587, security: "STARTTLS", ca: null, link: null },
  });
  const many = { ...MAIL, to: addresses(20), host: "::1", security: "NONE" };
  const more = { setup: 1, alertChannels: [{ code: "ops", name: "Ops", tells: many }] };
  expect(setupDocument.safeParse(more).success).toBe(true);
});

test("what is wrong of a channel is said with the name of its field", () => {
  const tells = { ...MAIL, to: ["b@example.com", "c"] };
  const document = { setup: 1, alertChannels: [{ code: "ops", name: "Ops", tells }] };
  expect(setupDocument.safeParse(document).error?.issues).toMatchObject([
    { path: ["alertChannels", 0, "tells", "to", 1], message: expect.stringContaining("address") },
  ]);
});

test.each([
  ["a target of 100", { targetPercent: 100 }],
  ["a window of 61 days", { windowDays: 61 }],
  ["an indicator that nobody counts", { indicator: { kind: "happiness" } }],
  ["no owner", { owner: null }],
  ["a setting that does not exist", { colour: "red" }],
])("%s is refused when it is saved", (_what, more) => {
  const document = { setup: 1, slos: [{ ...DEFAULT_SLOS[0], ...more }] };
  expect(setupDocument.safeParse(document).success).toBe(false);
});

test.each([
  ["an address with a password", { kind: "webhook", url: "https://a:b@example.com" }],
  ["an address of another protocol", { kind: "webhook", url: "file:///etc/passwd" }],
  ["a chat that stands in the set-up with its secret", { kind: "slack", url: "https://x.example" }],
  ["mail to nobody", { ...MAIL, to: [] }],
  ["mail to somebody twice", { ...MAIL, to: ["a@example.com", "a@example.com"] }],
  ["mail to more than a list's worth", { ...MAIL, to: addresses(21) }],
  ["mail to an address with a line break", { ...MAIL, to: ["a@example.com\r\nBcc: b@c.de"] }],
  ["mail from a name", { ...MAIL, from: "Ops <ops@example.com>" }],
  ["mail by a host with a port", { ...MAIL, host: "smtp.example.com:587" }],
  ["mail by a host with a line break", { ...MAIL, host: "smtp.example.com\r\nRSET" }],
  ["mail that says its password in the set-up", { ...MAIL, password: "word" }],
  ["mail by a security that there is not", { ...MAIL, security: "SSL" }],
])("an alert channel at %s is refused when it is saved", (_what, tells) => {
  const document = { setup: 1, alertChannels: [{ code: "ops", name: "Ops", tells }] };
  expect(setupDocument.safeParse(document).success).toBe(false);
});
