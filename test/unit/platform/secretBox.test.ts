import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { SecretBox } from "../../../src/platform/secretBox.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tributary-"));
});
afterAll(() => rm(folder, { recursive: true }));

const SECRET = "whsec_s\u00e9same";

test("what is sealed is opened with the same file, for its owner alone, and reads like nothing", async () => {
  const path = join(folder, "shared");
  const [one, other] = await Promise.all([SecretBox.open(path), SecretBox.open(path)]);
  const sealed = one.seal(SECRET, "source:1");
  expect(other.open(sealed, "source:1")).toBe(SECRET);
  expect(() => other.open(sealed, "source:2")).toThrow();
  expect(sealed.sealed.includes(Buffer.from("same"))).toBe(false);
  // A nonce of its own each time: equal secrets do not look alike.
  expect(one.seal(SECRET, "source:1").sealed.equals(sealed.sealed)).toBe(false);
  expect((await stat(path)).mode & 0o077).toBe(0);
});

test("what was changed, or is sealed with another key, is not opened, and the key is named", async () => {
  const box = await SecretBox.open(join(folder, "one"));
  const sealed = box.seal(SECRET, "source:1");
  const changed = Buffer.from(sealed.sealed);
  changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
  expect(() => box.open({ ...sealed, sealed: changed }, "source:1")).toThrow();
  const other = await SecretBox.open(join(folder, "another"));
  expect(() => other.open(sealed, "source:1")).toThrow(/SECRETS_KEY_FILE/);
});

test("a file that is no key is named", async () => {
  const path = join(folder, "wrong");
  await writeFile(path, "c2hvcnQ=");
  await expect(SecretBox.open(path)).rejects.toThrow(`${path} is no key of 32 bytes in base64`);
});
