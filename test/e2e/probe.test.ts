import { expect, test } from "vitest";
import { startTestServer } from "../support/server.ts";
test("p", async () => {
  const server = await startTestServer();
  for (const q of ["{", "{ nope }", "query($id: ID!) { node(id: $id) { id } }"])
    console.log(JSON.stringify(await server.graphql({ query: q, variables: {id: [1]}, token: null })));
  console.log(server.logged());
  await server.stop();
});
