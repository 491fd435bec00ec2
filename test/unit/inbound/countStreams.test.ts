import { expect, test } from "vitest";
import { countStreams } from "../../../src/messages/streams/countStreams.ts";
import { createMetrics } from "../../../src/platform/metrics.ts";

test("what comes from streams is counted, timed by the broker's clock, and how much waits is asked at each scrape", async () => {
  const lags = [{ source: "erp", partition: 3, messages: 12 }];
  const connections = [{ kind: "nats_jetstream", isConnected: false }];
  const warned = [{ source: "erp", partition: 0 }];
  const figures = { lags, connections, warned };
  const metrics = createMetrics({ streams: () => figures });
  const { stored, repeated, lost } = countStreams(metrics, () => 10_000);
  const message = (storedAtMs: number) => {
    return { sequence: 1n, subject: "s", headers: {}, body: Buffer.alloc(0), storedAtMs };
  };
  stored("erp", [message(9_980), message(9_000), message(10_500)], 1);
  repeated("erp", 4);
  lost("erp", 7);
  const told = () => metrics.registry.metrics();
  expect(await told()).toContain(`{source="erp",outcome="STORED"} 2`);
  expect(await told()).toContain(`{source="erp",outcome="REPEATED"} 5`);
  expect(await told()).toContain(`tributary_stream_lost_messages_total{source="erp"} 7`);
  expect(await told()).toContain(`stream_warned{source="erp",partition="0"} 1`);
  expect(await told()).toContain(`_bucket{le="0.02",source="erp"} 2`);
  expect(await told()).toContain(`_bucket{le="1",source="erp"} 3`);
  expect(await told()).toContain(`tributary_stream_connected{kind="nats_jetstream"} 0`);
  expect(await told()).toContain(`lag_messages{source="erp",partition="3"} 12`);
  // Of a partition that has gone to another server nothing is told here.
  lags.length = 0;
  expect(await told()).not.toContain("lag_messages{");
});
