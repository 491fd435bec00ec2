import { type Client, createClient } from "graphql-ws";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClientStage, startClientStage } from "../support/clientStage.ts";
import { until } from "../support/faults.ts";
import { CUSTOMER_CHANGED, type CustomerChanged, untilSubscribed } from "../support/streams.ts";

let stage: ClientStage;
beforeAll(async () => {
  stage = await startClientStage();
});
afterAll(() => stage.stop());

function connect(token: () => Promise<string>): Client {
  return createClient({
    url: stage.socketUrl,
    connectionParams: async () => ({ authorization: `Bearer ${await token()}` }),
    // Its own waits are seconds; how often it tries, and after what, is left as it is.
    retryWait: async () => {},
  });
}

test("graphql-ws is told of changes, on Node's own WebSocket", async () => {
  const client = connect(() => stage.token());
  const variables = { id: stage.shopper.id, after: await stage.shopper.cursor() };
  const changes = client.iterate<CustomerChanged>({ query: CUSTOMER_CHANGED, variables });
  await stage.shopper.buy(stage.server);
  const { value } = await changes.next();
  expect(value?.data?.customerChanged.cursor).toEqual(expect.any(String));
  await changes.return?.();
  await client.dispose();
  await untilSubscribed(stage.server, 0);
});

test("graphql-ws comes back with the next token, also when a change finds out first", async () => {
  const given: string[] = [];
  const client = connect(async () => {
    given.push(await stage.token(given.length === 0 ? "1h" : "3h"));
    return given.at(-1) ?? "";
  });
  const after = await stage.shopper.cursor();
  const changes = client.iterate<CustomerChanged>({
    query: CUSTOMER_CHANGED,
    variables: { id: stage.shopper.id, after },
  });
  const first = changes.next();
  await untilSubscribed(stage.server, 1);
  // The socket's timer has an hour to go by the machine's clock: the change is what meets the end.
  stage.passMs(3_700_000);
  await stage.shopper.buy(stage.server);
  await until("it has asked for the next token", async () => given.length === 2);
  expect((await first).value?.data?.customerChanged.cursor).toEqual(expect.any(String));
  await changes.return?.();
  await client.dispose();
  stage.passMs(-3_700_000);
});

test("graphql-ws gives up at once, with 4401, where the token is wrong", async () => {
  let asked = 0;
  const client = connect(async () => {
    asked += 1;
    return "nonsense";
  });
  const changes = client.iterate({ query: CUSTOMER_CHANGED, variables: { id: stage.shopper.id } });
  await expect(changes.next()).rejects.toMatchObject({ code: 4401 });
  expect(asked).toBe(1);
});
