import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { receivesSchema, streamOf } from "../../../src/domain/inbound/receives.ts";

const receivesFrom = (from: Record<string, unknown>) =>
  receivesSchema.safeParse({
    connector: "standard_webhooks",
    from: { kind: "nats_jetstream", stream: "ORDERS", subject: "orders.>", ...from },
  });

describe("the stream of a source", () => {
  test("has one partition unless its subject says where the partition's number is", () => {
    expect(receivesFrom({}).data).toMatchObject({ from: { partitions: 1 } });
    expect(receivesFrom({ subject: "orders.*.{partition}", partitions: 8 }).success).toBe(true);
    for (const subject of ["orders.>", "{partition}.{partition}"]) {
      const issues = receivesFrom({ subject, partitions: 8 }).error?.issues;
      expect(issues).toMatchObject([{ path: ["from", "subject"] }]);
    }
  });

  test.each([
    { subject: "orders..x" },
    { subject: "orders.>.x" },
    { subject: "orders.a*" },
    { subject: "orders x" },
    { subject: "" },
    { stream: "ORD.ERS" },
    { stream: "*" },
    { partitions: 0 },
    { partitions: 65, subject: "a.{partition}" },
    { kind: "rabbitmq" },
  ])("is refused where it cannot be one: %o", (from) => {
    expect(receivesFrom(from).success).toBe(false);
  });

  test("may be a topic of Kafka, by its name and how many partitions it has", () => {
    const topic = (from: object) =>
      receivesSchema.safeParse({
        connector: "standard_webhooks",
        from: { kind: "kafka", ...from },
      });
    expect(topic({ topic: "shop.orders_v1-x" }).data).toMatchObject({ from: { partitions: 1 } });
    for (const wrong of [{}, { topic: "a b" }, { topic: ".." }, { topic: "a".repeat(250) }]) {
      expect(topic(wrong).success).toBe(false);
    }
    expect(topic({ topic: "orders", partitions: 65 }).success).toBe(false);
    expect(topic({ topic: "orders", subject: "orders" }).success).toBe(false);
  });

  test("is none where nothing says so, also where that was set up before there were streams", () => {
    expect(streamOf(receivesSchema.parse({ connector: "woocommerce" }))).toBeNull();
    const { from: _none, ...before } = receivesSchema.parse({ connector: "standard_webhooks" }) as {
      connector: "standard_webhooks";
      numbersOf: string[];
      from: null;
    };
    expect(streamOf(before as unknown as Parameters<typeof streamOf>[0])).toBeNull();
    expect(streamOf(null)).toBeNull();
  });

  test.each([
    ["From a stream", { stream: "ORDERS", subject: "orders.{partition}", partitions: 4 }],
    ["From Kafka", { kind: "kafka", topic: "orders", partitions: 4 }],
  ])("is one as the guide sets it up: %s", (heading, settings) => {
    const url = new URL("../../../docs/guides/systems-in.md", import.meta.url);
    const [, , block = ""] = new RegExp(
      `## ${heading}\\n.*?\`\`\`yaml\\n( *)(.*?)\`\`\``,
      "s",
    ).exec(readFileSync(url, "utf8")) as unknown as string[];
    const { sources } = parse(block.replaceAll(/^ {3}/gm, "")) as {
      sources: { receives: object }[];
    };
    expect(streamOf(receivesSchema.parse(sources[0]?.receives))).toMatchObject(settings);
  });
});
