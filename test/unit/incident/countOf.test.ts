import { expect, test } from "vitest";
import { countOf } from "../../../src/domain/incident/countOf.ts";

test.each([
  [0, "0 orders", "0 messages wait"],
  [1, "1 order", "1 message waits"],
  [2, "2 orders", "2 messages wait"],
])("%d of something is told as people say it", (count, orders, messages) => {
  expect(countOf(count, "order")).toBe(orders);
  expect(countOf(count, "message waits", "messages wait")).toBe(messages);
});
