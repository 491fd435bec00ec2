import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { openSigningKey } from "../../../src/server/auth/signingKey.ts";

const folder = await mkdtemp(join(tmpdir(), "tributary-"));
afterAll(() => rm(folder, { recursive: true }));

test("all who open a new key at once get the same one, readable by its owner alone, and leave nothing else", async () => {
  const path = join(folder, "new", "key.json");
  const opened = await Promise.all(Array.from({ length: 8 }, () => openSigningKey(path)));
  const kids = new Set(opened.map(({ kid }) => kid));
  expect(kids.size).toBe(1);
  expect(kids).toContain((await openSigningKey(path)).kid);
  expect(await readdir(join(folder, "new"))).toEqual(["key.json"]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});
