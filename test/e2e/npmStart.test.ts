import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { decodeJwt } from "jose";
import { afterEach, expect, test } from "vitest";
import { makeTestFolder } from "../support/cluster.ts";

const PROJECT = join(import.meta.dirname, "../..");
/** With pages to be built, a cluster to be made and a retailer made up, on a busy machine. */
const START_TIMEOUT_MS = 120_000;

let child: ChildProcess | undefined;
let group = 0;
const folder = makeTestFolder("npm-start");

afterEach(() => {
  try {
    // The whole group: what a failed test left running.
    process.kill(-group, "SIGKILL");
  } catch {
    // Nothing was left.
  }
  rmSync(folder, { recursive: true, force: true });
});

function isRunning(pid: number): boolean {
  try {
    // A process that ended and that nobody has waited for is not running.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

test("SIGTERM to npm alone ends the server and its database cleanly", {
  timeout: START_TIMEOUT_MS,
}, async () => {
  const { DATABASE_URL: _, ...env } = process.env;
  child = spawn("npm", ["start"], {
    cwd: PROJECT,
    env: { ...env, NODE_ENV: "test", TRIBUTARY_DATA_DIR: folder, PORT: "0" },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  group = child.pid as number;
  let said = "";
  for await (const chunk of child.stdout as AsyncIterable<Buffer>) {
    said += chunk.toString("utf8");
    if (said.includes("Ctrl-C stops everything.")) {
      break;
    }
  }
  const url = /Start here\s+(\S+)/.exec(said)?.[1] as string;
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  // One line for each thing that one needs, and no token in a terminal's history.
  const told = said.split("\n").filter((line) => line.startsWith("  "));
  expect(told.map((line) => line.slice(2, 15).trim())).toEqual([
    ...["Start here", "Query editor", "Purchases in", "Tokens", "Stop"],
  ]);
  expect(said).not.toMatch(/eyJ/);
  const page = await fetch(url, { headers: { accept: "text/html" } });
  expect(await page.text()).toContain("<h1>");
  const token = async (role: string) => {
    const args = [join(PROJECT, "bin/tributary.mjs"), "tokens", "print", role];
    const printed = await promisify(execFile)(process.execPath, args, {
      env: { ...env, TRIBUTARY_DATA_DIR: folder },
    });
    return printed.stdout.trim();
  };
  const asked = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: `Bearer ${await token("agent")}`,
    },
    body: JSON.stringify({
      query: '{ lookup(text: "nobody@example.com", first: 1) { __typename } }',
    }),
  });
  expect([asked.status, await asked.json()]).toMatchObject([200, { data: { lookup: [] } }]);
  // These speak for somebody of the database, which the command joins.
  const claims = [await token("till"), await token("storefront")].map((one) => decodeJwt(one));
  expect(claims).toMatchObject([
    { role: "till", store: expect.any(String), sources: ["till"] },
    { role: "storefront", customer_id: expect.any(String) },
  ]);
  const [line] = readFileSync(join(folder, "postgres", "postmaster.pid"), "utf8").split("\n");
  const databasePid = Number(line);
  expect(isRunning(databasePid)).toBe(true);

  const gone = once(child, "exit");
  child.kill("SIGTERM");
  await gone;
  await expect(fetch(`${url}/readyz`)).rejects.toThrow();
  expect(isRunning(databasePid)).toBe(false);
});
