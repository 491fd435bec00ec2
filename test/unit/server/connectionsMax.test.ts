import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadConfig } from "../../../src/config.ts";
import { connectionsMax } from "../../../src/pools.ts";

const GUIDE = join(import.meta.dirname, "../../../docs/guides/operate.md");

test("a server has as many connections at most as the guide says", () => {
  const guide = readFileSync(GUIDE, "utf8");
  const formula = /`(\d+) \+ READ_POOL_MAX \+ 2 x WRITERS \+ MUTATIONS_PER_CALLER_MAX`/.exec(guide);
  const stated = (env: Record<string, string>) => {
    const config = loadConfig(env);
    const { readPoolMax, writers, mutationsPerCallerMax } = config;
    const sum = Number(formula?.[1]) + readPoolMax + 2 * writers + mutationsPerCallerMax;
    return { said: sum, is: connectionsMax(config) };
  };
  const asIs = stated({});
  expect(asIs.is).toBe(asIs.said);
  expect(guide).toContain(`${asIs.is} as configured from the start`);
  const other = stated({ READ_POOL_MAX: "50", WRITERS: "4", MUTATIONS_PER_CALLER_MAX: "3" });
  expect(other.is).toBe(other.said);
});
