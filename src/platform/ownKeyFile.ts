import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * The text of a key's file, which is made, readable by its owner alone, the first time.
 *
 * Guarantee: processes that open the same file at once, also the first time, get the same text, and
 * a kill leaves no half a key behind.
 * @throws Error what the file system says
 */
export async function openOwnKeyFile(path: string, make: () => Promise<string>): Promise<string> {
  return (await read(path)) ?? (await create(path, make));
}

async function read(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) {
      return null;
    }
    throw error;
  }
}

/** Makes the key unless somebody is faster, and reads whichever is there then. */
async function create(path: string, make: () => Promise<string>): Promise<string> {
  const text = await make();
  await mkdir(dirname(path), { recursive: true });
  // Written aside, then linked and not renamed: a link replaces nothing.
  const aside = `${path}.${randomUUID()}`;
  try {
    await writeFile(aside, text, { mode: 0o600 });
    await link(aside, path);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) {
      throw error;
    }
  } finally {
    await rm(aside, { force: true });
  }
  return await readFile(path, "utf8");
}

/** Whether the system failed with this code, such as `ENOENT`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
