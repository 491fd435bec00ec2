import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../support/server.ts";
import { subscriber } from "../support/subscriber.ts";

/**
 * Guarantee: a subscription whose field is left out is the client's mistake at every door, and no
 * fault in our log.
 */
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.stop());

const BELOW = "{ cursor }";

for (const [name, query] of [
  ["by a literal", `subscription { tierChanges @skip(if: true) ${BELOW} }`],
  ["by a variable", `subscription($x: Boolean!) { tierChanges @skip(if: $x) ${BELOW} }`],
  ["by a default", `subscription($x: Boolean! = true) { tierChanges @skip(if: $x) ${BELOW} }`],
  [
    "with what holds it",
    `subscription($x: Boolean!) { ... @skip(if: $x) { tierChanges ${BELOW} } }`,
  ],
  [
    "with its fragment",
    `subscription($x: Boolean!) { ...F @skip(if: $x) } fragment F on Subscription { tierChanges ${BELOW} }`,
  ],
  [
    "inside its fragment",
    `subscription($x: Boolean!) { ...F } fragment F on Subscription { tierChanges @skip(if: $x) ${BELOW} }`,
  ],
] as const) {
  test(`a field that is left out ${name} is refused with what to do`, async () => {
    const [token, variables] = [await server.token("agent"), { x: true }];
    const refusal = {
      message: expect.stringMatching(/stands without @skip and @include/),
      extensions: { code: "GRAPHQL_VALIDATION_FAILED" },
    };
    const client = subscriber(server.url, token);
    const heard = client.subscribe(query, variables);
    await heard.ended;
    client.close();
    expect(heard.errors).toMatchObject([refusal]);

    const answer = await fetch(`${server.url}/graphql/stream`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ query, variables }),
    });
    const [, data = ""] = /data: (.*)/.exec(await answer.text()) ?? [];
    expect(JSON.parse(data).errors).toMatchObject([refusal]);

    const { status, errors } = await server.graphql({ query, variables, token });
    expect([status, errors]).toMatchObject([400, [refusal]]);
    expect(server.logged()).not.toContain("unhandled error");
  });
}
