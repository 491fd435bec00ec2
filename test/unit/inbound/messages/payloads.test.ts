import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ConnectorCode } from "../../../../src/domain/inbound/receives.ts";
import { readMessage } from "../../../support/inbound/readMessage.ts";

const FOLDER = new URL("../../../../../shared/data/payloads/", import.meta.url).pathname;
const realTest = existsSync(FOLDER) ? test : test.skip;

/** Why one may be refused: it does not say what it is, lacks what that needs, or is cut. */
const REASONS = new Set(["UNKNOWN_TOPIC", "MISSING", "NOT_JSON"]);

/** Bodies come without the headers of their deliveries: what they are is in their name. */
function topicOf(connector: ConnectorCode, file: string): string | null {
  if (connector !== "shopify") {
    return null;
  }
  const [kind = "", what = ""] = file.split("__")[0]?.split("_") ?? [];
  return ["orders", "refunds", "fulfillments", "customers"].includes(kind)
    ? `${kind}/${what.replace(/\.json$/, "")}`
    : null;
}

realTest.each(["shopify", "woocommerce", "adobe_commerce"] as const)(
  "every stored payload of %s is read, or refused for what is wrong with it (skipped when ../shared/data is not there)",
  async (connector) => {
    for (const file of readdirSync(join(FOLDER, connector))) {
      const body = readFileSync(join(FOLDER, connector, file));
      const topic = topicOf(connector, file);
      const parts = await readMessage(connector, { body, topic });
      expect(parts.length, file).toBeGreaterThan(0);
      const [fault] = parts.flatMap(({ faults }) => faults);
      const reason = fault === undefined ? null : fault.reason;
      expect(reason === null || (topic === null && REASONS.has(reason)), file).toBe(true);
    }
  },
);
