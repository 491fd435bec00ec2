import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { openBrokers } from "../../../src/inbound/streams/brokers.ts";

const BROKERS = new URL("../../../src/inbound/streams/brokers.ts", import.meta.url).href;
const CLIENT = "@platformatic/kafka";
const THERE = { brokers: ["127.0.0.1:1"], tls: null, sasl: null };

/** Whether a process of its own loads the client of Kafka in order to open these. */
async function loadsClient(kafka: typeof THERE | null): Promise<boolean> {
  const program = `
    import { registerHooks } from "node:module";
    let isLoaded = false;
    registerHooks({ resolve(name, context, next) {
      isLoaded ||= name === ${JSON.stringify(CLIENT)};
      return next(name, context);
    } });
    const { openBrokers } = await import(${JSON.stringify(BROKERS)});
    await openBrokers({ nats: null, kafka: ${JSON.stringify(kafka)} });
    console.log(isLoaded);`;
  const given = ["--input-type=module", "--eval", program];
  const { stdout } = await promisify(execFile)(process.execPath, given);
  return stdout.trim() === "true";
}

describe("Kafka of which nobody has said where it is", () => {
  test("is asked for by name", async () => {
    const { kafka } = await openBrokers({ nats: null, kafka: null });
    await expect(kafka.open(undefined as never, null)).rejects.toThrow("KAFKA_BROKERS is not set");
    expect(kafka.isConnected).toBeNull();
  });

  test("costs no server the loading of its client", async () => {
    expect(await loadsClient(null)).toBe(false);
    expect(await loadsClient(THERE)).toBe(true);
  }, 30_000);
});
