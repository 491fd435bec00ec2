import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { findApiKeys } from "../../db/queries/access/readApiKeys.ts";
import { insertApiKey, noteApiKeyUses } from "../../db/queries/access/writeApiKeys.ts";
import { createApiKey, createKeyVerifier } from "../../src/server/auth/apiKeys.ts";
import { KeyUses } from "../../src/server/auth/keyUses.ts";
import { cloneTemplateDatabase } from "../support/database.ts";
import { setUpRetailer } from "../support/receiver.ts";
import { runCli } from "../support/runCli.ts";

const database = await cloneTemplateDatabase();
afterAll(() => database.drop());
const { sql, url } = database;
await setUpRetailer(sql);

const MS_PER_DAY = 86_400_000;
/** Each command is a process. */
const LONG_TEST_MS = 120_000;
const bytes = (size: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(size)));

async function cli(...args: string[]) {
  const run = await runCli(url, ["keys", ...args]);
  return { ...run, json: run.exitCode === 0 ? JSON.parse(run.stdout) : null };
}

/** A verifier that remembers nothing from before, at a time. */
const verifierAt = (ms: number, uses?: KeyUses) =>
  createKeyVerifier((prefixes) => findApiKeys(sql, prefixes), {
    now: () => ms,
    ...(uses === undefined ? {} : { noteKeyUse: uses.note }),
  });

describe("a key", { timeout: LONG_TEST_MS }, () => {
  test("says whose events it sends, ends within two years, and one name is one integration", async () => {
    const create = ["create", "--role", "ingest", "--name", "erp", "--json"];
    expect(await cli(...create)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("needs --sources"),
    });
    expect((await cli(...create, "--sources", "*,erp")).exitCode).not.toBe(0);
    expect((await cli(...create, "--sources", "erp", "--lifetime", "731")).exitCode).not.toBe(0);
    expect(await cli(...create, "--sources", "erp,eprs")).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/no source eprs is set up.*tributary apply/),
    });
    const till = ["create", "--role", "till", "--sources", "till"];
    expect(await cli(...till, "--store", "london-9")).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/no store london-9 is set up.*tributary apply/),
    });
    const { json } = await cli(...create, "--sources", "erp,shop");
    expect(Date.parse(json.expiresAt) - Date.now()).toBeGreaterThan(364 * MS_PER_DAY);
    expect(await verifierAt(Date.now())(json.key)).toMatchObject({
      principal: "key:erp",
      sources: ["erp", "shop"],
      expiresAt: Date.parse(json.expiresAt) * 1_000,
    });
    expect(await cli(...create, "--sources", "erp")).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining("keys rotate erp"),
    });
    const all = await cli("create", "--role", "shop", "--name", "web", "--sources", "*", "--json");
    expect(await verifierAt(Date.now())(all.json.key)).toMatchObject({ sources: null });
  });

  test("works until its end and not a moment longer, and its holder is told that it has ended", async () => {
    const { json } = await cli(
      ...["create", "--role", "operator", "--name", "prometheus", "--lifetime", "1", "--json"],
    );
    const end = Date.parse(json.expiresAt);
    await verifierAt(end - 1)(json.key);
    await expect(verifierAt(end)(json.key)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
      details: { expired: true },
    });
    // Who guesses is told nothing.
    const wrong = json.key.slice(0, -1) + (json.key.endsWith("A") ? "E" : "A");
    await expect(verifierAt(end)(wrong)).rejects.toMatchObject({ message: /not known/ });
  });

  test("has a successor beside it for the overlap: two secrets, one integration", async () => {
    const made = ["create", "--role", "till", "--store", "london-1", "--sources", "shop", "--json"];
    const first = (await cli(...made, "--name", "till-1")).json;
    const second = (await cli("rotate", "till-1", "--overlap", "2h", "--json")).json;
    const listed = (await cli("list", "--json")).json.keys.filter(
      (key: { name: string }) => key.name === "till-1",
    );
    // What a successor follows is no alarm; times are such as every client reads.
    expect(listed.map((key: { warnings: unknown }) => key.warnings)).toEqual([[], []]);
    for (const key of listed) {
      expect(key.createdAt).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    }
    expect(second.ended).toEqual([first.prefix]);
    const bounds = { principal: "key:till-1", role: "till", store: "london-1", sources: ["shop"] };
    const now = Date.now();
    for (const { key } of [first, second]) {
      expect(await verifierAt(now + 7_000_000)(key)).toMatchObject(bounds);
    }
    await expect(verifierAt(now + 7_300_000)(first.key)).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    expect(await verifierAt(now + 7_300_000)(second.key)).toMatchObject(bounds);
    // Again, at once: the first keeps its end, the second has it now.
    const third = (await cli("rotate", "till-1", "--overlap", "0h", "--json")).json;
    await expect(verifierAt(Date.now() + 1)(second.key)).rejects.toMatchObject({
      details: { expired: true },
    });
    expect(await verifierAt(Date.now())(third.key)).toMatchObject(bounds);
    expect((await cli("rotate", "nobody", "--json")).exitCode).toBe(1);
  });

  test("of before goes on with all sources; the list says so, and its successor has to say whose", async () => {
    const { key, prefix, hash } = createApiKey(bytes);
    const row = { id: randomUUID(), name: "old", prefix, hash, role: "ingest", sources: [] };
    await sql.begin((tx) => insertApiKey(tx, { ...row, store: null }));
    const viewer = await verifierAt(Date.now() + 3_650 * MS_PER_DAY)(key);
    expect(viewer).toMatchObject({ sources: null });
    expect(viewer.expiresAt).toBeUndefined();
    const { keys } = (await cli("list", "--json")).json;
    expect(keys.find((one: { name: string }) => one.name === "old")).toEqual({
      ...{ name: "old", prefix, role: "ingest", store: null, sources: ["*"] },
      ...{ createdAt: expect.any(String), expiresAt: null, lastUsedAt: null, revokedAt: null },
      ...{ state: "ACTIVE", warnings: ["NO_END", "ALL_SOURCES_UNSAID"] },
    });
    expect(JSON.stringify(keys)).not.toContain("hash");
    const text = (await runCli(url, ["keys", "list"])).stdout;
    expect(text).toMatch(/old {2}ingest {2}all sources .* ends never {2}last used never {2}active/);
    expect(text).toContain("rotate it with --sources");
    expect((await cli("rotate", "old")).stderr).toContain("needs --sources");
    const next = (await cli("rotate", "old", "--sources", "erp", "--json")).json;
    expect(await verifierAt(Date.now())(next.key)).toMatchObject({ sources: ["erp"] });
    expect((await cli("revoke", prefix, "--json")).json).toEqual({ prefix, revoked: true });
    await expect(verifierAt(Date.now())(key)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    const actions = await sql`
      select action from audit where actor = 'cli:keys' and details ->> 'name' = 'old'
          or details ->> 'prefix' = ${prefix} order by id`;
    expect(actions).toEqual([{ action: "key.rotate" }, { action: "key.revoke" }]);
  });

  test("shows when it was last used: written together, never backwards, and again when the database was away", async () => {
    const { key, prefix, hash } = createApiKey(bytes);
    const row = { id: randomUUID(), name: "used", prefix, hash, role: "operator", sources: [] };
    await sql.begin((tx) => insertApiKey(tx, { ...row, store: null }));
    let writes = 0;
    let isAway = true;
    const uses = new KeyUses(async (noted) => {
      writes += 1;
      if (isAway) {
        throw new Error("away");
      }
      await noteApiKeyUses(sql, noted);
    });
    const now = Date.now();
    for (let at = 0; at < 50; at += 1) {
      await verifierAt(now + at, uses)(key);
    }
    expect(writes).toBe(0);
    await uses.flush();
    isAway = false;
    await uses.flush();
    await uses.flush();
    expect(writes).toBe(2);
    const last = async () => Date.parse((await findApiKeys(sql, [prefix]))[0]?.lastUsedAt ?? "");
    expect(await last()).toBe(now + 49);
    uses.note(prefix, now);
    await uses.stop();
    expect(await last()).toBe(now + 49);
    // One that is not good is not used.
    await expect(verifierAt(now, uses)(`trk_${prefix}_${"A".repeat(43)}`)).rejects.toThrow();
    await uses.flush();
    expect(writes).toBe(3);
  });
});

test("`keys rotate-customer-token` puts a new key in front of the file's, readable by its owner alone", {
  timeout: LONG_TEST_MS,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), "tributary-"));
  const path = join(folder, "key.json");
  const rotate = async (...args: string[]) => {
    process.env["CUSTOMER_TOKEN_KEY_FILE"] = path;
    try {
      return await cli("rotate-customer-token", ...args);
    } finally {
      delete process.env["CUSTOMER_TOKEN_KEY_FILE"];
    }
  };
  const { json } = await rotate("--json");
  expect(json).toMatchObject({ path, kid: expect.any(String) });
  expect(Date.parse(json.othersUntil) - Date.parse(json.signsFrom)).toBe(16 * 60_000);
  const stored = JSON.parse(await readFile(path, "utf8"));
  expect(stored.keys).toHaveLength(2);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await rotate("--json")).exitCode).toBe(1);
  expect((await rotate("--at-once", "--json")).json.othersUntil).toBeNull();
  expect(JSON.parse(await readFile(path, "utf8")).keys).toHaveLength(1);
  await rm(folder, { recursive: true });
});

test("`tokens revoke` says what to give, without a stack", { timeout: LONG_TEST_MS }, async () => {
  for (const args of [[], ["--customer", "abc"], ["--subject", "a", "--token", "b"]]) {
    const { exitCode, stderr } = await runCli(url, ["tokens", "revoke", ...args]);
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^error: (give exactly one of|--customer takes the id)/);
    expect(stderr).not.toMatch(/^ +at /m);
  }
});
