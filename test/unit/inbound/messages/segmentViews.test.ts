import { expect, test } from "vitest";
import { readMessage } from "../../../support/inbound/readMessage.ts";

test("what somebody looked at is told with who it was, as far as that is known", async () => {
  const timestamp = "2026-11-20T10:00:00Z";
  const viewed = { type: "track", event: "Product Viewed", timestamp, anonymousId: "a-1" };
  const parts = await readMessage("segment", {
    body: {
      batch: [
        { ...viewed, messageId: "1", properties: { sku: "A-1", name: "Teapot" } },
        {
          ...viewed,
          messageId: "2",
          event: "Product List Viewed",
          properties: { category: "Tea" },
        },
        { type: "page", messageId: "3", timestamp, userId: "u-1", name: "Start" },
        { type: "identify", messageId: "4", userId: "u-1", anonymousId: "a-1" },
        { type: "alias", messageId: "5", userId: "u-1", previousId: "a-0" },
      ],
    },
  });
  const anonymous = { identifier: null, anonymousId: "a-1", occurredAt: timestamp };
  const who = { kind: "shop", value: "u-1" };
  expect(parts.flatMap(({ views = [] }) => views)).toEqual([
    { ...anonymous, key: "1", kind: "PRODUCT_VIEWED", name: "Teapot", article: "A-1" },
    { ...anonymous, key: "2", kind: "LIST_VIEWED", name: "Tea", article: null },
    {
      ...{ key: "3", kind: "PAGE_VIEWED", occurredAt: timestamp, name: "Start", article: null },
      ...{ identifier: who, anonymousId: null },
    },
  ]);
  expect(parts.flatMap(({ names = [] }) => names)).toEqual([
    { anonymousId: "a-1", identifier: who },
    { anonymousId: "a-0", identifier: who },
  ]);
});
