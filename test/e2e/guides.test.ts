import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { registerSource } from "../../src/programme/ensureProgramme.ts";
import { STORE, startTestServer, type TestServer } from "../support/server.ts";

const GUIDES = join(import.meta.dirname, "../../docs/guides");
const ADDRESS = "http://localhost:4000";
/** A guide follows streams for some seconds. */
const GUIDE_TIMEOUT_MS = 60_000;

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ jobs: true });
  await registerSource(server.database.sql, {
    ...{ code: "till", name: "Tills", identifierRank: ["loyalty", "email"] },
    defaultChannel: "store",
  });
});
afterAll(() => server.stop());

function blocksOf(guide: string, language: "sh"): readonly string[] {
  const text = readFileSync(join(GUIDES, guide), "utf8");
  const blocks = text.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, "gs"));
  return [...blocks].map(([, block = ""]) => block);
}

/**
 * The lines that a reader pastes, one after the other, in one shell that stops at the first that
 * fails.
 */
function linesOf(guide: string): string {
  return blocksOf(guide, "sh")
    .map((block) => `${block}echo`)
    .join("\n");
}

for (const guide of ["storefront.md", "agent-console.md", "pos.md", "identity.md"]) {
  test(`the lines of ${guide} work when they are pasted`, {
    timeout: GUIDE_TIMEOUT_MS,
  }, async () => {
    const script = `set -euo pipefail\n${linesOf(guide).replaceAll(ADDRESS, server.url)}`;
    const env = {
      ...process.env,
      PATH: `${dirname(process.execPath)}:${process.env["PATH"]}`,
      SHOP: await server.token("shop"),
      AGENT: await server.token("agent"),
      SUPERVISOR: await server.token("supervisor"),
      INGEST: await server.token("ingest"),
      TILL: await server.token("till", { store: STORE }),
    };
    const { stdout } = await promisify(execFile)("bash", ["-c", script], { env });
    expect(stdout).not.toMatch(/"errors"|"code":"(?!BASKET)[A-Z_]+"|REJECTED/);
    expect(stdout.length).toBeGreaterThan(500);
  });
}
