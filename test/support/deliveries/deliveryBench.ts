import { randomBytes } from "node:crypto";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  insertDestinationSecret,
  listDestinations,
  putDestinations,
} from "../../../db/queries/deliveries/destinations.ts";
import { secretOwnerOf } from "../../../src/deliveries/destinationSecrets.ts";
import { stepFanOut } from "../../../src/deliveries/fanOut.ts";
import {
  type Deliveries,
  type DeliveriesDeps,
  openDeliveries,
} from "../../../src/deliveries/openDeliveries.ts";
import {
  type DestinationSettings,
  destination as destinationSchema,
} from "../../../src/domain/delivery/settings.ts";
import { createLogger } from "../../../src/platform/logger.ts";
import { createAddressGuard } from "../../../src/platform/outgoing/addressGuard.ts";
import { SecretBox } from "../../../src/platform/secretBox.ts";
import { WatermarkTicker } from "../../../src/stream/watermark.ts";
import { type MergeBench, startMergeBench } from "../bench/mergeBench.ts";
import { until } from "../faults.ts";

/** A retailer whose changes are told to destinations. */
export interface DeliveryBench extends MergeBench {
  readonly box: SecretBox;
  /** Sets a destination up, with the secret that is given, or one of a webhook. */
  readonly destination: (
    code: string,
    url: string,
    more?: Record<string, unknown>,
    given?: string,
  ) => Promise<{ readonly id: number; readonly secret: string }>;
  /** One process's part; ended with the bench at the latest. */
  readonly open: (more?: Partial<DeliveriesDeps>) => Promise<Deliveries>;
  /** Puts all that was committed into lanes. */
  readonly fanOut: () => Promise<void>;
  /** Until nothing waits at a destination but what rests or is dead. */
  readonly drained: (id: number) => Promise<void>;
  readonly deliveriesOf: (id: number) => Promise<readonly DeliverySeen[]>;
}

export interface DeliverySeen {
  readonly outboxId: bigint;
  readonly rootId: bigint;
  readonly seq: bigint;
  readonly outcome: string;
  readonly tries: number;
  readonly status: number | null;
  readonly answer: string | null;
  readonly repeats: number;
}

/** Tries come back after a few milliseconds. */
const SOON = (tries: number) => Math.min(40, 2 * tries);

export async function startDeliveryBench(): Promise<DeliveryBench> {
  const bench = await startMergeBench();
  const { sql } = bench.database;
  const box = await SecretBox.open(join(tmpdir(), `tributary-test-${process.pid}-secrets-key`));
  const ticker = new WatermarkTicker(sql);
  const opened: Deliveries[] = [];
  const fanOut = async () => {
    while ((await ticker.step()) !== "IDLE") {
      // Until all that was committed is decided.
    }
    while ((await stepFanOut(sql)).isMore) {
      // Page by page.
    }
  };
  return {
    ...{ ...bench, box, fanOut },
    destination: async (code, url, more = {}, given) => {
      const settings: DestinationSettings = destinationSchema.parse({
        ...{ code, name: code, owner: { team: "CRM", contact: "crm@example.com" } },
        ...{ events: ["points.changed", "tier.changed"], sends: { kind: "webhook", url } },
        ...more,
      });
      await sql.begin((tx) => putDestinations(tx, [{ code, settings }]));
      const { id } = (await listDestinations(sql)).find((one) => one.code === code) as {
        readonly id: number;
      };
      const secret = given ?? `whsec_${randomBytes(24).toString("base64")}`;
      const sealed = box.seal(secret, secretOwnerOf(id, settings));
      const row = { destinationId: id, createdBy: "test", ...sealed };
      await sql.begin((tx) => insertDestinationSecret(tx, row, null));
      return { id, secret };
    },
    open: async (more = {}) => {
      const deliveries = openDeliveries({
        ...{ sql, box, log: createLogger({ level: "error" }), wallMs: Date.now },
        reachOf: createAddressGuard(["127.0.0.0/8"]),
        ...{ observer: { attempted: () => {} }, filesFolder: null },
        waitAfter: SOON,
        openMs: { min: 20, max: 100 },
        ...more,
      });
      opened.push(deliveries);
      await deliveries.refresh();
      return deliveries;
    },
    drained: async (id) => {
      await until("everything is delivered", async () => {
        const [row] = await sql<{ waiting: number }[]>`
          select count(*)::int as waiting from delivery_lane
           where destination_id = ${id} and (pending > 0 or again_seq is not null) and not is_dead`;
        return row?.waiting === 0;
      });
    },
    deliveriesOf: async (id) =>
      await sql<DeliverySeen[]>`
        select outbox_id as "outboxId", root_id as "rootId", seq, outcome, tries, status, answer,
               repeats
          from delivery where destination_id = ${id} order by outbox_id`,
    close: async () => {
      await Promise.all(opened.map((one) => one.close()));
      await bench.close();
    },
  };
}
