import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { DEFAULT_RULESET_DOCUMENT } from "../../../src/domain/ruleset/defaultRuleset.ts";
import { CONDITIONS_MAX, readRulesetDocument } from "../../../src/domain/ruleset/readDocument.ts";
import { draftReader } from "../../../src/simulate/apart.ts";
import { until } from "../../support/faults.ts";

/** As many conditions as a draft may have, as long as they may be together. */
function largest(): string {
  const [rule] = DEFAULT_RULESET_DOCUMENT.earning;
  const hours = Array.from({ length: 10 }, (_, at) => `order.hour < ${at + 10}`).join(" || ");
  const multipliers = Array.from({ length: CONDITIONS_MAX }, (_, at) => ({
    ...{ code: `m${at}`, factor: "2", when: hours },
  }));
  return JSON.stringify({ ...DEFAULT_RULESET_DOCUMENT, earning: [{ ...rule, multipliers }] });
}

test("the largest draft is read as here, and this thread is free meanwhile; small ones are read at once", async () => {
  const read = draftReader();
  const text = largest();
  let turns = 0;
  const turning = setInterval(() => {
    turns += 1;
  }, 1);
  const apart = await read(text);
  clearInterval(turning);
  expect(apart).toEqual(readRulesetDocument(text, 1));
  expect(apart.ok).toBe(true);
  expect(turns).toBeGreaterThan(10);
  expect(await read("tiers: []")).toEqual(readRulesetDocument("tiers: []", 1));
});

test("a draft that takes too long, or too much memory, is refused with a sentence, and this process goes on", async () => {
  const refusal = async (limits: Parameters<typeof draftReader>[0]) => {
    const read = await draftReader(limits)(largest());
    return read.ok ? "read" : read.issues[0]?.message;
  };
  expect(await refusal({ msMax: 1 })).toMatch(/took longer than 0.001 s; write it as JSON/);
  expect(await refusal({ heapMbMax: 8 })).toMatch(/needed more than 8 MB of memory/);
});

test("no more than a few drafts wait to be read", async () => {
  const read = draftReader({ msMax: 1 });
  const reads = Array.from({ length: 30 }, () => read(largest()));
  const settled = await Promise.allSettled(reads);
  const refused = settled.filter(({ status }) => status === "rejected");
  expect(refused).toHaveLength(14);
  for (const one of refused) {
    expect(one).toMatchObject({
      reason: { code: "OVERLOADED", details: { retryAfterSeconds: 5 } },
    });
  }
});

test.skipIf(process.platform !== "linux")(
  "the process ends when the one that started it is killed",
  async () => {
    const apart = join(import.meta.dirname, "../../../src/simulate/apart.ts");
    // It asks for a history of a database that does not answer, so it would wait for long.
    const script = `import { playApart } from ${JSON.stringify(apart)};
    playApart("postgres://x@192.0.2.1:5/x")({}, {}).catch(() => {});`;
    const starter = spawn(process.execPath, ["--input-type=module", "-e", script]);
    const childrenOf = (pid: number) =>
      readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean);
    let child: string | undefined;
    await until("it has started one", () => {
      [child] = childrenOf(starter.pid as number);
      return child !== undefined;
    });
    starter.kill("SIGKILL");
    await until("that one has ended", () => !existsSync(`/proc/${child}`));
  },
);
