import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { declaredTable, LOOSE_ROWS, listed, UNSEEN } from "../../../src/verify/declared.ts";

test("the runbook says of every column what verify does about it, as it is declared", () => {
  const runbook = readFileSync(
    new URL("../../../docs/runbooks/verify.md", import.meta.url),
    "utf8",
  );
  expect(runbook).toContain(declaredTable());
  // A page wraps its lines.
  const words = (text: string): string => text.replaceAll(/\s+/g, " ");
  expect(words(runbook)).toContain(words(listed(LOOSE_ROWS)));
  expect(words(runbook)).toContain(words(listed(UNSEEN)));
});
