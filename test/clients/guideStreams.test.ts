import { expect, test } from "vitest";
import { type Live, liveOverEvents, liveOverSocket } from "../../examples/storefront/src/live.ts";
import { findFreePort } from "../../scripts/faults/ports.ts";
import type { Instant } from "../../src/domain/time/instant.ts";
import { TO_GOLD, TO_PLATINUM, TO_SILVER } from "../support/clientStage.ts";
import { startTestServer, systemClock } from "../support/server.ts";
import { createShopper, TIER_CHANGED, untilSubscribed } from "../support/streams.ts";

/** The snippet's fifth wait is 12 seconds at most: longer than all of them before it together. */
const SEEN_MS = 40_000;
const TEST_MS = 120_000;

/** The ways in, as the storefront guide shows them. */
const DOORS: Readonly<Record<string, (url: string, token: () => Promise<string>) => Live>> = {
  WebSocket: (url, token) => liveOverSocket(`${url.replace("http", "ws")}/graphql`, token),
  "server-sent events": (url, token) => liveOverEvents(`${url}/graphql/stream`, token),
};

for (const [door, connect] of Object.entries(DOORS)) {
  test(`over ${door} the guide's snippet outlives its token and the server, and shows no change twice`, {
    timeout: TEST_MS,
  }, async () => {
    let aheadMs = 0;
    const clock = () => (systemClock() + aheadMs * 1_000) as Instant;
    const port = await findFreePort();
    const first = await startTestServer({ clock, port });
    const shopper = await createShopper(first);
    const tokens: string[] = [];
    const live = connect(first.url, async () => {
      const claims = { role: "storefront", customer_id: shopper.publicId };
      tokens.push(
        await first.issuer.sign(claims, { expiresIn: tokens.length === 0 ? "1h" : "9h" }),
      );
      return tokens.at(-1) ?? "";
    });
    const shown: string[] = [];
    const ends: unknown[] = [];
    const stop = live.subscribe(
      {
        query: TIER_CHANGED,
        variables: { id: shopper.id, after: await shopper.cursor() },
      },
      {
        next: ({ data }) => shown.push((data as never)["tierChanged"]["to"]["code"]),
        error: (error) => ends.push(error),
        complete: () => ends.push("complete"),
      },
    );
    await shopper.buy(first, TO_SILVER);
    await expect.poll(() => shown, { timeout: SEEN_MS }).toEqual(["SILVER"]);

    // The token ends; what finds it out is a change that may not be told any more.
    aheadMs = 3_700_000;
    await shopper.buy(first, TO_GOLD);
    await expect.poll(() => shown, { timeout: SEEN_MS }).toEqual(["SILVER", "GOLD"]);
    expect(tokens).toHaveLength(2);

    // The server restarts, and the tier changes while nobody listens.
    await first.close(1_000);
    await shopper.buy(first, TO_PLATINUM);
    const { database, issuer } = first;
    const second = await startTestServer({ clock, port, database, issuer });
    await expect.poll(() => shown, { timeout: SEEN_MS }).toEqual(["SILVER", "GOLD", "PLATINUM"]);
    await untilSubscribed(second, 1);
    expect([shown.length, ends]).toEqual([3, []]);

    stop();
    await second.stop();
    await first.stop();
  });
}
