import { expect, test } from "vitest";
import { createLogger } from "../../../src/platform/logger.ts";

test("credentials and what names a person never reach the log, also not from two levels down", () => {
  const lines: string[] = [];
  const log = createLogger({ level: "info", destination: { write: (line) => lines.push(line) } });
  const secret = "SECRET";
  log.info({ authorization: secret, headers: { authorization: secret, cookie: secret } }, "a");
  log.info(
    { email: secret, request: { customer: { email: secret, phone: secret, value: secret } } },
    "b",
  );
  log.info(
    { variables: { any: { thing: secret } }, body: secret, identifiers: [{ value: secret }] },
    "c",
  );
  expect(lines.join("")).not.toContain(secret);
  expect(lines).toHaveLength(3);
});

test("an error of the driver leaves its parameters and the row's values out", () => {
  const lines: string[] = [];
  const log = createLogger({ level: "info", destination: { write: (line) => lines.push(line) } });
  const error = Object.assign(new Error("duplicate key"), {
    code: "23505",
    detail: "Key (value)=(ann@example.com) exists",
    parameters: ["ann@example.com"],
    query: "insert ...",
  });
  log.error({ error: new Error("outer", { cause: error }) }, "failed");
  expect(lines[0]).toContain("23505");
  expect(lines[0]).not.toContain("ann@");
});
