import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;
let token: string;
beforeAll(async () => {
  server = await startTestServer();
  token = await server.token("agent");
});
afterAll(async () => {
  await server.stop();
});

describe("who asks", () => {
  test("is told who they are to this server, and nothing that the token only claims", async () => {
    const query = "{ viewer { name role scopes store { code } expiresAt } }";
    const { data } = await server.graphql({ token, query });
    const { viewer } = data as { viewer: { role: string; scopes: string[]; store: unknown } };
    expect(viewer).toMatchObject({ role: "agent", store: null });
    expect(viewer.scopes).toEqual([...viewer.scopes].sort());
    expect(viewer.scopes).toContain("customer:read");
    expect(viewer.scopes).not.toContain("points:adjust-open");
  });
});

describe("what forms choose from", () => {
  test("are the tiers of the rules in force, from the lowest to the highest", async () => {
    const query = "{ programme { code tiers { code rank } } }";
    const { data } = await server.graphql({ token, query });
    const { programme } = data as { programme: { tiers: { rank: number }[] } };
    const ranks = programme.tiers.map(({ rank }) => rank);
    expect(ranks.length).toBeGreaterThan(1);
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
  });

  test("are the stores by code, each once, a page at a time", async () => {
    const read = async (first: number, after: string | null) => {
      const query =
        "query ($first: Int!, $after: String) { stores(first: $first, after: $after) { nodes { code } pageInfo { hasNextPage endCursor } } }";
      const { data } = await server.graphql({ token, query, variables: { first, after } });
      return (data as { stores: Stores }).stores;
    };
    const all = (await read(100, null)).nodes.map(({ code }) => code);
    expect(all).toEqual([...all].sort());
    const inTurn: string[] = [];
    let after: string | null = null;
    do {
      const page: Stores = await read(1, after);
      inTurn.push(...page.nodes.map(({ code }) => code));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after !== null);
    expect(inTurn).toEqual(all);
  });

  test("are refused past a cursor of another list", async () => {
    const query = '{ stores(first: 1, after: "WyJ4Il0") { nodes { code } } }';
    const { errors } = await server.graphql({ token, query });
    expect(errors?.[0]?.extensions?.["code"]).toBe("BAD_CURSOR");
  });
});

interface Stores {
  readonly nodes: readonly { readonly code: string }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}
