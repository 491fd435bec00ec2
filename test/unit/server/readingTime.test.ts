import { makeExecutableSchema } from "@graphql-tools/schema";
import type { GraphQLError } from "graphql";
import { expect, test } from "vitest";
import { Documents } from "../../../src/server/operations/documents.ts";
import {
  READING_MS_BURST,
  READING_MS_PER_SECOND,
  ReadingTime,
} from "../../../src/server/operations/readingTime.ts";

const schema = makeExecutableSchema({ typeDefs: "type Query { word: String }" });

/** Every text takes `costMs` to read; time stands still until it is moved. */
function reader(costMs: number) {
  const clock = { ms: 0 };
  let asked = 0;
  // Asked before and after each reading.
  const cpu = () => {
    asked += 1;
    return Math.floor(asked / 2) * costMs;
  };
  const reading = new ReadingTime({ now: () => clock.ms, cpu });
  const documents = new Documents(schema, { hideSuggestions: true, reading });
  let count = 0;
  const sendNew = (principal: string, text = "word") => {
    count += 1;
    return documents.read(`query Q${count} { ${text} }`, principal);
  };
  const codeOf = (read: ReturnType<typeof sendNew>) =>
    "hash" in read ? "READ" : (read[0] as GraphQLError).extensions["code"];
  return { clock, documents, sendNew, codeOf };
}

test("new documents of one caller are read as long as they leave time for others; nobody else is held up", () => {
  const { clock, documents, sendNew, codeOf } = reader(20);
  const known = documents.read("{ word }", "shop");
  for (let ms = 20; ms < READING_MS_BURST; ms += 20) {
    expect(codeOf(sendNew("shop", "nothing"))).toBe("GRAPHQL_VALIDATION_FAILED");
  }
  const [refused] = sendNew("shop") as readonly GraphQLError[];
  expect(refused?.extensions).toMatchObject({
    code: "RATE_LIMITED",
    retryAfterSeconds: 1,
    http: { status: 429 },
  });
  expect(refused?.message).toMatch(/other variables instead of new texts/);
  expect(codeOf(sendNew("agent"))).toBe("READ");
  expect(documents.read("{ word }", "shop")).toBe(known);
  clock.ms += 1_000;
  const read = Array.from({ length: 50 }, () => codeOf(sendNew("shop")));
  expect(read.filter((one) => one === "READ").length * 20).toBeLessThanOrEqual(
    READING_MS_PER_SECOND + 20,
  );
  expect(read.at(-1)).toBe("RATE_LIMITED");
});

test("a document that takes very long is paid for before the next one is read, and the caller learns when", () => {
  const { clock, sendNew, codeOf } = reader(READING_MS_BURST + 7 * READING_MS_PER_SECOND);
  expect(codeOf(sendNew("shop"))).toBe("READ");
  const [refused] = sendNew("shop") as readonly GraphQLError[];
  expect(refused?.extensions["retryAfterSeconds"]).toBe(7);
  clock.ms += 7_001;
  expect(codeOf(sendNew("shop"))).toBe("READ");
});

test("callers without a token share one account, and a health check is answered whatever they send", () => {
  const { documents } = reader(READING_MS_BURST + 1);
  const ask = (text: string) => {
    const read = documents.readForNobody(text);
    return "hash" in read ? "READ" : (read[0] as GraphQLError).extensions["code"];
  };
  expect(ask(`query First { __schema { description queryType { name } types { name } } }`)).toBe(
    "READ",
  );
  expect(ask(`query Other { __schema { description queryType { name } types { name } } }`)).toBe(
    "UNAUTHENTICATED",
  );
  expect(ask("{ __typename }")).toBe("READ");
});
