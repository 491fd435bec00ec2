import { rmSync } from "node:fs";
import { afterEach, beforeEach, test } from "vitest";
import { makeTestFolder } from "../../support/cluster.ts";
import { auditStream } from "../../support/outside/streams/auditStream.ts";
import { type NatsServers, startNats } from "../../support/outside/streams/natsServers.ts";
import { openStreamStage, STREAM } from "../../support/outside/streams/natsStage.ts";
import type { StreamStage } from "../../support/outside/streams/streamStage.ts";
import { untilIt } from "../../support/outside/wait.ts";

const TEST_TIMEOUT_MS = 600_000;
const CUSTOMERS = 40;

let folder: string;
let nats: NatsServers;
let stage: StreamStage | undefined;

beforeEach(async () => {
  folder = makeTestFolder("stream-cluster");
  nats = await startNats(folder, { nodes: 3 });
}, TEST_TIMEOUT_MS);
afterEach(async () => {
  await stage?.close();
  await nats?.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function leader(): Promise<string> {
  let found = "";
  await untilIt("the stream has a leader", async () => {
    try {
      found = (await nats.manager.streams.info(STREAM)).cluster?.leader ?? "";
      return found !== "";
    } catch {
      return false;
    }
  });
  return found;
}

test(
  "a cluster whose leader is killed, twice, and servers of ours that are killed meanwhile: every message is applied once, in each customer's order",
  async () => {
    stage = await openStreamStage(folder, nats, { partitions: 4 });
    const [one, two] = [await stage.server(), await stage.server()];
    await stage.publish(CUSTOMERS, 2);
    for (const server of [one, two]) {
      const name = await leader();
      await Promise.all([stage.publish(CUSTOMERS, 4), nats.kill(name), server.kill()]);
      await stage.publish(CUSTOMERS, 2);
      await Promise.all([nats.start(name), server.start()]);
    }
    await stage.publish(CUSTOMERS, 2);
    await stage.untilRead(CUSTOMERS * 16);
    await auditStream(stage);
  },
  TEST_TIMEOUT_MS,
);
