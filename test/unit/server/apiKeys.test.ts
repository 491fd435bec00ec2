import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import type { ApiKeyRow } from "../../../db/queries/access/readApiKeys.ts";
import { createApiKey, createKeyVerifier } from "../../../src/server/auth/apiKeys.ts";

/** Keys there are, and what is asked of the database about them. */
function keys() {
  const asked: (readonly string[])[] = [];
  const { key, prefix, hash } = createApiKey(randomBytes);
  const ends = { revokedAt: null, expiresAt: null, lastUsedAt: null, store: null };
  const row: ApiKeyRow = {
    ...{ id: "1", name: "erp", prefix, hash, role: "ingest", sources: ["erp"], createdAt: "" },
    ...ends,
  };
  let free = Promise.resolve();
  const verify = createKeyVerifier(async (prefixes) => {
    asked.push(prefixes);
    await free;
    return prefixes.includes(prefix) ? [row] : [];
  });
  return {
    asked,
    verify,
    key,
    /** The database answers nothing until the function that comes back is called. */
    busy: () => {
      const { promise, resolve } = Promise.withResolvers<void>();
      free = promise;
      return resolve;
    },
  };
}

const guess = () => createApiKey(randomBytes).key;

test("keys that nobody has are looked up together, one statement at a time, and an honest one among them", async () => {
  const { asked, verify, key, busy } = keys();
  const free = busy();
  const guesses = Array.from({ length: 500 }, () => verify(guess()).catch(() => null));
  await new Promise((resolve) => setImmediate(resolve));
  const more = Array.from({ length: 500 }, () => verify(guess()).catch(() => null));
  const honest = verify(key);
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toHaveLength(1);
  free();
  expect(await honest).toMatchObject({ principal: "key:erp" });
  expect(await Promise.all([...guesses, ...more])).toEqual(Array(1_000).fill(null));
  expect(asked).toHaveLength(2);
});

test("guessing pushes no key out that is in use", async () => {
  const { asked, verify, key } = keys();
  await verify(key);
  for (let round = 0; round < 5; round += 1) {
    await Promise.all(Array.from({ length: 500 }, () => verify(guess()).catch(() => null)));
  }
  const before = asked.length;
  await verify(key);
  expect(asked).toHaveLength(before);
});
