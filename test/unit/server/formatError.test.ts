import { GraphQLError } from "graphql";
import { describe, expect, test } from "vitest";
import type { Sql } from "../../../db/connection/client.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import { createLookups } from "../../../src/reads/lookups.ts";
import { maskError } from "../../../src/server/formatError.ts";

const log = createLogger({ level: "silent" });

/**
 * What a client reads of a look-up whose statement fails so: through the shared batcher and out of
 * a resolver.
 */
async function told(facts: Record<string, unknown>) {
  const failed = Object.assign(new Error("it failed"), facts);
  const sql = Object.assign(() => Promise.reject(failed), { array: (values: unknown) => values });
  const { lookups } = createLookups(sql as unknown as Sql);
  try {
    await lookups.customerById.load(1n, {});
  } catch (error) {
    const originalError = error as Error;
    const wrapped = new GraphQLError("it failed", { path: ["customer"], originalError });
    return maskError(wrapped, log).extensions;
  }
  throw new Error("the look-up did not fail");
}

describe("what is thrown where a database is read", () => {
  test.each([
    // What the driver says.
    ...["CONNECTION_CLOSED", "CONNECTION_ENDED", "CONNECTION_DESTROYED"],
    ...["CONNECT_TIMEOUT", "CONNECTION_CONNECT_TIMEOUT"],
    // What the network says.
    ...["ECONNREFUSED", "ECONNRESET", "ECONNABORTED", "EPIPE", "ETIMEDOUT", "ENOENT"],
    ...["EHOSTUNREACH", "ENETUNREACH", "ENOTFOUND", "EAI_AGAIN"],
    // What PostgreSQL says.
    ...["08000", "08001", "08003", "08004", "08006", "08007", "08P01"],
    ...["25P03", "25P04", "40001", "40003", "40P01", "53000", "53100", "53200", "53300", "55P03"],
    ...["57014", "57P01", "57P02", "57P03", "57P05"],
  ])("passes by itself: %s", async (code) => {
    expect(await told({ code })).toEqual({
      code: "UNAVAILABLE",
      retryAfterSeconds: 1,
      errorId: expect.any(String),
    });
  });

  test.each([
    [{}],
    [{ code: "22P02" }],
    [{ code: "23505" }],
    [{ code: "40002" }],
    [{ code: "42P01" }],
    [{ code: "57P04" }],
    [{ code: "XX000" }],
    [{ code: "UNDEFINED_VALUE" }],
    [{ code: "MAX_PARAMETERS_EXCEEDED" }],
    [{ code: "ENOENT", syscall: "open", path: "/nowhere" }],
  ])("is a fault of ours: %o", async (facts) => {
    expect(await told(facts)).toEqual({ code: "INTERNAL", errorId: expect.any(String) });
  });
});
