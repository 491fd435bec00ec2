import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { Pace, PER_TURN } from "../../../src/deliveries/pace.ts";

test("however many messages are due at once, each turn of the event loop begins a few, and all begin", async () => {
  const pace = new Pace();
  const count = 5 * PER_TURN + 1;
  let begun = 0;
  const all = Array.from({ length: count }, async () => {
    await pace.take();
    begun += 1;
  });
  await Promise.resolve();
  const perTurn = [begun];
  while (begun < count) {
    const before = begun;
    await nextTurn();
    perTurn.push(begun - before);
  }
  await Promise.all(all);
  expect(perTurn).toEqual([...Array(5).fill(PER_TURN), 1]);
});
