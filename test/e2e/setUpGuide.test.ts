import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { createEmptyDatabase } from "../support/database.ts";

/** docs/guides/set-up.md, pasted line by line: from an empty database to a first purchase. */

const PROJECT = join(import.meta.dirname, "../..");
const ADDRESS = "http://localhost:4000";
const LONG_TEST_MS = 120_000;

const database = await createEmptyDatabase();
const folder = await mkdtemp(join(tmpdir(), "tributary-guide-"));
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function blocksOf(language: string): Promise<readonly string[]> {
  const text = await readFile(join(PROJECT, "docs/guides/set-up.md"), "utf8");
  const blocks = text.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "gs"));
  return [...blocks].map(([, block = ""]) => block);
}

/** `npx tributary` as it runs from the clone. */
const TRIBUTARY = `${process.execPath} ${join(PROJECT, "src/cli/main.ts")}`;

test("the lines of set-up.md take an empty database to a first purchase", {
  timeout: LONG_TEST_MS,
}, async () => {
  await cp(join(PROJECT, "examples"), join(folder, "examples"), { recursive: true });
  const [setUp = "", key = "", send = ""] = await blocksOf("sh");
  const env = {
    ...process.env,
    DATABASE_URL: database.url,
    PATH: `${dirname(process.execPath)}:${process.env["PATH"]}`,
  };
  const bash = async (script: string, more: Record<string, string> = {}) => {
    const lines = `set -euo pipefail\n${script.replaceAll("npx tributary", TRIBUTARY)}`;
    const options = { env: { ...env, ...more }, cwd: folder };
    return (await promisify(execFile)("bash", ["-c", lines], options)).stdout;
  };
  expect(await bash(setUp)).toMatch(/changes made\. Version /);
  const made = (await bash(`${key}\nprintf %s "$KEY"`)).trim();
  expect(made).toMatch(/^\S+$/);

  const serving = spawn(process.execPath, [join(PROJECT, "src/main.ts")], {
    env: {
      ...env,
      ...{ HOST: "127.0.0.1", PORT: "0", TRIBUTARY_DATA_DIR: join(folder, "data") },
    },
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    let log = "";
    let url: string | undefined;
    for await (const chunk of serving.stdout) {
      log += chunk;
      url = /http:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(log)?.[0];
      if (url !== undefined) {
        break;
      }
    }
    const answer = await bash(send.replaceAll(ADDRESS, url ?? ""), { KEY: made });
    const [told = ""] = await blocksOf("json");
    expect(JSON.parse(answer)).toEqual(JSON.parse(told));
  } finally {
    serving.kill("SIGTERM");
    await once(serving, "close");
  }
  // What its source told was counted, and written before the end.
  const told = await database.sql`
    select s.code, h.told from source_hour h join source s on s.id = h.source_id`;
  expect(told).toEqual([{ code: expect.any(String), told: 1 }]);
});
