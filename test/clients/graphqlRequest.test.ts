import { ClientError, GraphQLClient, gql } from "graphql-request";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClientStage, startClientStage } from "../support/clientStage.ts";

let stage: ClientStage;
beforeAll(async () => {
  stage = await startClientStage();
});
afterAll(() => stage.stop());

const ASK = gql`query Ask($id: ID!) { customer(by: { id: $id }) { id } }`;

test("graphql-request asks, changes, and is told of a refusal with its code", async () => {
  const authorization = `Bearer ${await stage.server.token("agent")}`;
  const client = new GraphQLClient(stage.graphqlUrl, { headers: { authorization } });
  const { id } = stage.shopper;
  expect(await client.request(ASK, { id })).toEqual({ customer: { id } });
  const renamed = await client.request(
    gql`mutation Rename($id: ID!) {
      updateCustomer(input: { customer: { id: $id }, name: "Ria" }) { customer { name } }
    }`,
    { id },
  );
  expect(renamed).toEqual({ updateCustomer: { customer: { name: "Ria" } } });
  const stranger = new GraphQLClient(stage.graphqlUrl);
  const refused = await stranger.request(ASK, { id }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ClientError);
  const { status, errors } = (refused as ClientError).response;
  expect([status, errors?.[0]?.extensions["code"]]).toEqual([401, "UNAUTHENTICATED"]);
});
