import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_RULESET_DOCUMENT } from "../../src/domain/ruleset/defaultRuleset.ts";
import { AppError } from "../../src/errors.ts";
import { soldEvent } from "../support/purchases.ts";
import { submissionOf } from "../support/receiver.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { startTwoServers, type TwoServers } from "../support/twoServers.ts";

/**
 * One bad line, or no room, concerns nobody else: its neighbours are taken in, and the sender is
 * told what to do.
 */

let servers: TwoServers;
beforeAll(async () => {
  servers = await startTwoServers();
});
afterAll(() => servers.stop());

async function post(server: TestServer, body: string) {
  const response = await fetch(`${server.url}/v1/events`, {
    method: "POST",
    headers: {
      "content-type": "application/x-ndjson",
      authorization: `Bearer ${await server.token("ingest")}`,
    },
    body,
  });
  return { response, text: await response.text() };
}

const outcomes = (text: string): string[] =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line).outcome as string);

describe("a line that is nested deeper than any stack", () => {
  const DEPTH = 20_000;
  const [open, close] = ["[".repeat(DEPTH), "]".repeat(DEPTH)];
  const deep: readonly (readonly [string, (eventId: string) => string])[] = [
    ["by itself", () => `${open}${close}`],
    [
      "in a field that no event has",
      (id) => `{"source":"shop","eventId":"${id}","deep":${open}${close}}`,
    ],
    [
      "as the lines",
      (id) =>
        JSON.stringify(soldEvent({ eventId: id })).replace(
          /"lines":\[/,
          `"lines":[${open}${close},`,
        ),
    ],
    ["as the customer", (id) => `{"source":"shop","eventId":"${id}","customer":${open}${close}}`],
    [
      "of objects",
      (id) =>
        `{"source":"shop","eventId":"${id}","x":${'{"a":'.repeat(9_000)}1${"}".repeat(9_000)}}`,
    ],
  ];
  test.each(deep)("%s, is refused, and the lines around it are taken in", async (where, line) => {
    const id = `deep ${where}`;
    const good = () => JSON.stringify(soldEvent());
    const body = [good(), line(id), good(), ""].join("\n");
    const { response, text } = await post(servers.first, body);
    expect([response.status, outcomes(text)]).toEqual([200, ["APPLIED", "REJECTED", "APPLIED"]]);
    // The same again, at the other server; and corrected, under the same id.
    const again = await post(
      servers.second,
      `${line(id)}\n${JSON.stringify(soldEvent({ eventId: id }))}\n`,
    );
    expect(outcomes(again.text)).toEqual(["REJECTED", "APPLIED"]);
    expect(servers.first.logged()).not.toContain("unhandled error");
  });
});

test("an event that cannot be read for a reason of ours is refused by itself, and told of", async () => {
  const broken = {
    ...soldEvent(),
    get till(): string {
      throw new Error("made for the test");
    },
  };
  const { receiver } = servers.first;
  const events = [soldEvent(), broken, soldEvent()];
  const results = await receiver.receivePurchases({ ...submissionOf([]), events });
  expect(results.map(({ outcome, reason }) => [outcome, reason])).toEqual([
    ["APPLIED", null],
    ["REJECTED", "INTERNAL"],
    ["APPLIED", null],
  ]);
});

/**
 * Sends the chunks as a stream without a length, which is never ended, and answers what it is
 * refused with.
 */
async function refusalOf(server: TestServer, chunks: readonly string[]) {
  const request = httpRequest(`${server.url}/v1/events`, {
    method: "POST",
    headers: {
      "content-type": "application/x-ndjson",
      authorization: `Bearer ${await server.token("ingest")}`,
    },
  });
  // What is written after the refusal meets a closed connection.
  request.on("error", () => {});
  const answered = once(request, "response") as Promise<[IncomingMessage]>;
  for (const chunk of chunks) {
    request.write(chunk);
  }
  const [response] = await answered;
  request.destroy();
  return [response.statusCode, response.headers["retry-after"]];
}

describe("a server without room", () => {
  test("answers 503 with Retry-After, however much is still on its way, and logs no fault", async () => {
    const full = await startTestServer({
      commands: {
        receivePurchases: async () => {
          await new Promise((resolve) => setImmediate(resolve));
          throw new AppError("OVERLOADED", "full", { details: { retryAfterSeconds: 7 } });
        },
      },
    });
    const line = `${JSON.stringify(soldEvent())}\n`;
    for (const chunks of [
      [line],
      [line.repeat(500)],
      [line.repeat(1_600)],
      Array(5).fill(line.repeat(100)),
    ]) {
      expect(await refusalOf(full, chunks)).toEqual([503, "7"]);
    }
    expect(full.logged()).not.toContain("TypeError");
    await full.stop();
  });
});

describe("rules with a text that no table can hold", () => {
  const named = (name: string) =>
    JSON.stringify({
      ...DEFAULT_RULESET_DOCUMENT,
      programme: { ...DEFAULT_RULESET_DOCUMENT.programme, name: { en: name } },
    });
  test.each([
    ["U+0000", "a\u0000b"],
    ["half a surrogate pair", "a\ud800b"],
  ])("%s is refused with its place", async (_what, name) => {
    const { data, errors } = await servers.first.graphql({
      query:
        "mutation ($document: String!) { createRulesetDraft(input: { document: $document }) { userErrors { code message field } } }",
      variables: { document: named(name) },
    });
    expect(errors).toBeUndefined();
    const [error] = data.createRulesetDraft.userErrors;
    expect(error.code).toBe("DOCUMENT_INVALID");
    expect(`${error.field} ${error.message}`).toMatch(/programme.*name.*en/);
  });
});
