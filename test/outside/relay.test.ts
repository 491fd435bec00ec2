import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { printSchema } from "graphql";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSchema } from "../../resolvers/schema.ts";
import { startTestServer, type TestServer } from "../support/server.ts";
import { createShopper, type Shopper } from "../support/streams.ts";

const TOOLS = join(import.meta.dirname, "../../.ci/tools/node_modules/.bin");

/** A page as Relay has it: a fragment that is fetched anew by `node`, and a list that goes on. */
const SOURCE = `import { graphql } from "relay-runtime";

graphql\`
  query PageQuery($id: ID!) {
    node(id: $id) { ...Orders_customer @arguments(first: 1) @alias(as: "customer") }
  }
\`;
graphql\`
  fragment Orders_customer on Customer
  @argumentDefinitions(first: { type: "Int!" }, after: { type: "String" })
  @refetchable(queryName: "OrdersPageQuery") {
    name
    loyalty { tier { code } }
    orders(first: $first, after: $after) @connection(key: "Orders_orders") {
      edges { node { status } }
    }
  }
\`;
graphql\`
  subscription PageTierSubscription($id: ID!, $after: String) {
    tierChanged(customerId: $id, after: $after) { cursor to { code } }
  }
\`;
`;

let server: TestServer;
let shopper: Shopper;
let folder: string;
beforeAll(async () => {
  server = await startTestServer();
  shopper = await createShopper(server);
  await shopper.buy(server);
  folder = await mkdtemp(join(tmpdir(), "tributary-relay-"));
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

/** Text of a compiled operation. */
async function textOf(name: string): Promise<string> {
  const artifact = await readFile(join(folder, "__generated__", `${name}.graphql.ts`), "utf8");
  const line = /"text": (".*")/.exec(artifact)?.[1];
  if (line === undefined) {
    throw new Error(`${name} has no text`);
  }
  return JSON.parse(line);
}

test("Relay's compiler takes the SDL in one file, and what it makes of a list reads on to its end", async () => {
  await writeFile(join(folder, "sdl.graphql"), printSchema(createSchema()));
  await writeFile(join(folder, "Page.ts"), SOURCE);
  await mkdir(join(folder, "__generated__"));
  const config = {
    ...{ src: ".", schema: "sdl.graphql", language: "typescript" },
    artifactDirectory: "./__generated__",
  };
  await writeFile(join(folder, "relay.config.json"), JSON.stringify(config));
  await promisify(execFile)(join(TOOLS, "relay-compiler"), ["relay.config.json"], { cwd: folder });

  const { id } = shopper;
  const first = await server.graphql({ query: await textOf("PageQuery"), variables: { id } });
  expect(first.errors).toBeUndefined();
  const { edges, pageInfo } = first.data.node.orders;
  expect(edges).toHaveLength(1);
  expect(pageInfo.hasNextPage).toBe(true);
  const next = await server.graphql({
    query: await textOf("OrdersPageQuery"),
    variables: { id, first: 5, after: pageInfo.endCursor },
  });
  expect(next.errors).toBeUndefined();
  expect(next.data.node.orders.edges).toHaveLength(1);
  expect(next.data.node.orders.edges[0].node.id).not.toBe(edges[0].node.id);
});
