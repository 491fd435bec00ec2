import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApolloClient, gql, HttpLink, InMemoryCache } from "@apollo/client";
import { PersistedQueryLink } from "@apollo/client/link/persisted-queries";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashOfDocument } from "../../src/server/operations/documents.ts";
import { loadTrustedDocuments } from "../../src/server/operations/trusted.ts";
import { type ClientStage, startClientStage } from "../support/clientStage.ts";
import { runCli } from "../support/runCli.ts";

const TRUSTED = "query Trusted($id: ID!) { customer(by: { id: $id }) { id loyalty { id } } }";
const FOREIGN = "query Foreign($id: ID!) { customer(by: { id: $id }) { id name } }";

interface Manifest {
  readonly operations: readonly { readonly id: string; readonly name: string }[];
}

let folder: string;
let manifest: Manifest;
let stage: ClientStage;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "tributary-persisted-"));
  const [source, path] = [join(folder, "page.graphql"), join(folder, "manifest.json")];
  await writeFile(source, TRUSTED);
  const args = ["documents", source, "--format", "apollo", "--out", path];
  expect((await runCli("", args)).exitCode).toBe(0);
  manifest = JSON.parse(await readFile(path, "utf8"));
  const trustedDocuments = await loadTrustedDocuments({ path, policy: {} });
  stage = await startClientStage({ trustedDocuments });
});
afterAll(async () => {
  await stage.stop();
  await rm(folder, { recursive: true });
});

test("Apollo Client's persisted queries are answered by id, cached, and no others are let in", async () => {
  const bodies: string[] = [];
  const link = new PersistedQueryLink({
    generateHash: (document) => {
      const text = document.loc?.source.body ?? "";
      const name = /query (\w+)/.exec(text)?.[1];
      return manifest.operations.find((each) => each.name === name)?.id ?? hashOfDocument(text);
    },
  }).concat(
    new HttpLink({
      uri: stage.graphqlUrl,
      headers: { authorization: `Bearer ${await stage.token()}` },
      fetch: async (url, init) => {
        bodies.push(String(init?.body));
        return await fetch(url, init);
      },
    }),
  );
  const client = new ApolloClient({ cache: new InMemoryCache(), link });
  const variables = { id: stage.shopper.id };
  const { data } = await client.query({ query: gql(TRUSTED), variables });
  expect(data).toMatchObject({ customer: { __typename: "Customer", ...variables } });
  expect(bodies).toHaveLength(1);
  expect(bodies[0]).not.toContain("query Trusted");
  // Found by __typename and id, which the manifest asks for as the client does.
  expect(Object.keys(client.cache.extract() as object)).toContain(`Customer:${variables.id}`);
  // Sent by its hash, then with its text: there is no way to have a document registered.
  const refused = client.query({ query: gql(FOREIGN), variables });
  await expect(refused).rejects.toThrow(/not one of the trusted ones/);
  expect(bodies).toHaveLength(3);
  client.stop();
});
