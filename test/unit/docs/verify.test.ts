import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { declaredTable, LOOSE_ROWS, listed, UNSEEN } from "../../../src/verify/declared.ts";

test("the runbook says of every column what verify does about it, as it is declared", () => {
  const runbook = readFileSync(
    new URL("../../../docs/runbooks/verify.md", import.meta.url),
    "utf8",
  );
  expect(runbook).toContain(declaredTable());
  expect(runbook).toContain(listed(LOOSE_ROWS));
  expect(runbook).toContain(listed(UNSEEN));
});
