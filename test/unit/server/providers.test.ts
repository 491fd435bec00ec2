import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ABSENT, claimAt, parseClaimPath } from "../../../src/server/auth/claimPath.ts";
import { openProviders } from "../../../src/server/auth/providers.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "providers-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function faultsOf(text: string): Promise<readonly string[]> {
  const providersFile = join(folder, "p.yaml");
  await writeFile(providersFile, text);
  const { message } = await openProviders({ providersFile }).then(
    () => ({ message: "accepted" }),
    (error: Error) => error,
  );
  return message.split("\n").map((line) => line.replace(`  - ${providersFile}:`, ""));
}

const ONE = `providers:
  - issuer: https://a.example
    jwksUrl: https://a.example/keys
    audience: tributary
`;

describe("what is wrong in a file of providers is told with line, column and field", () => {
  test.each([
    [
      "a field that is not known",
      `${ONE}    role: groups\n`,
      "5:5: providers[0].role: is not known",
    ],
    [
      "a role that we do not have",
      `${ONE}    roles:\n      - { theirs: boss, ours: root }\n`,
      /^6:25: providers\[0\]\.roles\[0\]\.ours: one of storefront, shop/,
    ],
    [
      "a role of theirs that is there twice",
      `${ONE}    roles: [{theirs: a, ours: agent}, {theirs: a, ours: admin}]\n`,
      "5:40: providers[0].roles[1].theirs: each of their roles once",
    ],
    [
      "a claim that cannot be read",
      `${ONE}    claims: { role: a..b }\n`,
      /^5:15: providers\[0\]\.claims\.role: a claim, such as role/,
    ],
    [
      "a symmetric algorithm",
      `${ONE}    algorithms: [HS256]\n`,
      /^5:18: providers\[0\]\.algorithms\[0\]: of ES256/,
    ],
    [
      "our own issuer",
      ONE.replace("https://a.example\n", "tributary\n"),
      /^2:5: providers\[0\]\.issuer: it is the issuer of the tokens that this server makes/,
    ],
    [
      "our own prefix",
      `${ONE}    prefix: key\n`,
      /^5:5: providers\[0\]\.prefix: not key or customer/,
    ],
    [
      "two whose people could be taken for each other",
      ONE + ONE.replace("providers:\n", "").replaceAll("a.example", "b.example"),
      /^5:5: providers\[1\]\.prefix: each provider but one needs a prefix/,
    ],
    [
      "one issuer twice",
      `${ONE}${ONE.replace("providers:\n", "")}    prefix: b\n`,
      "5:5: providers[1].issuer: each issuer once",
    ],
    ["something missing", "providers:\n  - issuer: x\n", /^2:5: providers\[0\]\.jwksUrl: /],
    ["no YAML", "providers: [", /^\d+:\d+: /],
    ["nothing", "", /^1:1: the file: /],
  ])("%s", async (_what, text, expected) => {
    const [head, ...faults] = await faultsOf(text);
    expect(head).toBe("The identity providers are not usable:");
    const first = faults.join("\n");
    typeof expected === "string" ? expect(first).toBe(expected) : expect(first).toMatch(expected);
  });

  test("a file that is not there is named", async () => {
    const providersFile = join(folder, "none.yaml");
    await expect(openProviders({ providersFile })).rejects.toThrow(/none\.yaml/);
  });
});

describe("where a claim stands is settled by how it is written", () => {
  const payload = {
    role: "a",
    realm_access: { roles: ["b"] },
    "realm_access.roles": "not this",
    "https://retailer.example/roles": ["c"],
    resource_access: { "my.client/x~y": { roles: ["d"] } },
    "extn.store": "s1",
    list: [{ role: "e" }],
  };
  test.each([
    ["role", "a"],
    ["realm_access.roles", ["b"]],
    ["/realm_access.roles", "not this"],
    ["https://retailer.example/roles", ["c"]],
    ["/resource_access/my.client~1x~0y/roles", ["d"]],
    ["/extn.store", "s1"],
    ["extn.store", ABSENT],
    ["list.0.role", ABSENT],
    ["toString", ABSENT],
    ["role.length", ABSENT],
  ])("%s", (name, value) => {
    const path = parseClaimPath(name);
    expect(path === null ? "none" : claimAt(payload, path)).toEqual(value);
  });

  test.each(["", ".", "a.", "/", "/a//b", "/a~2", "a.b.c.d.e.f.g.h.i", "x".repeat(257)])(
    "%s is none",
    (name) => {
      expect(parseClaimPath(name)).toBeNull();
    },
  );
});
