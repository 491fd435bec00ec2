import { execFile } from "node:child_process";
import { mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { loadTrustedDocuments } from "../../src/server/operations/trusted.ts";

const TOOLS = join(import.meta.dirname, "../../.ci/tools/node_modules");

test("the manifest that Apollo's own tool makes is one of trusted documents", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tributary-manifest-"));
  try {
    await writeFile(join(folder, "page.graphql"), "query Page { held { reason } }\n");
    await writeFile(
      join(folder, "persisted-query-manifest.config.json"),
      JSON.stringify({ documents: ["page.graphql"], output: "manifest.json" }),
    );
    // Where the tool looks for Apollo Client, to add what that adds.
    await symlink(TOOLS, join(folder, "node_modules"));
    const tool = join(TOOLS, ".bin/generate-persisted-query-manifest");
    await promisify(execFile)(tool, [], { cwd: folder });
    const path = join(folder, "manifest.json");
    const { byHash } = await loadTrustedDocuments({ path, policy: {} });
    expect([...byHash.values()]).toEqual([expect.stringContaining("__typename")]);
  } finally {
    await rm(folder, { recursive: true });
  }
});
