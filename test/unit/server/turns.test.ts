import { expect, test } from "vitest";
import { Turns } from "../../../src/server/turns.ts";

const stays = () => {};

test("a caller has so many turns, the next wait in line, and one too many is refused; others are not held up", async () => {
  const turns = new Turns({ what: "queries", max: 2, waitingMax: 2 });
  const [first, second] = await Promise.all([turns.take("ann", stays), turns.take("ann", stays)]);
  const order: string[] = [];
  const waiting = ["third", "fourth"].map(async (name) => {
    const turn = await turns.take("ann", stays);
    order.push(name);
    return turn;
  });
  await expect(turns.take("ann", stays)).rejects.toMatchObject({
    code: "RATE_LIMITED",
    message: expect.stringMatching(/^At most 2 of your queries run at once, and 2 more wait/),
    details: { retryAfterSeconds: 1 },
  });
  const other = await turns.take("bob", stays);
  expect(order).toEqual([]);
  // Given back twice is given back once.
  first?.();
  first?.();
  const third = await waiting[0];
  expect(order).toEqual(["third"]);
  second?.();
  third?.();
  (await waiting[1])?.();
  other?.();
  expect(order).toEqual(["third", "fourth"]);
  expect(turns.callers).toBe(0);
});

test("whoever leaves its place in line does not get a turn, and whoever waits for too long is told", async () => {
  const turns = new Turns({ what: "mutations", max: 1, waitMsMax: 20 });
  const turn = await turns.take("ann", stays);
  let leave = () => {};
  const left = turns.take("ann", (gone) => {
    leave = gone;
  });
  leave();
  expect(await left).toBeNull();
  await expect(turns.take("ann", stays)).rejects.toMatchObject({ code: "RATE_LIMITED" });
  turn?.();
  expect(turns.callers).toBe(0);
});
