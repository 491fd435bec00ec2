import { uuidv7 } from "uuidv7";
import { connect } from "../../../db/connection/client.ts";
import { Catalog } from "../../../src/core/catalog.ts";
import type { RedeemCouponAnswer, RedeemCouponRequest } from "../../../src/coupons/redemption.ts";
import { createCommands } from "../../../src/graph/commands.ts";

/** A request as it is sent to another process: what finds the customer is made there. */
export type SentRequest = Omit<RedeemCouponRequest, "customer"> & {
  readonly rootId: bigint | null;
};

/**
 * A server process with the commands' own pool that redeems what it is told, all at once, and says
 * what it answered. It can end itself as `kill -9` would: before anything of a redemption is
 * written, or when it is committed and not yet answered.
 */
export interface TillOrders {
  readonly url: string;
  readonly requests: readonly SentRequest[];
  readonly dieAt: "deciding" | "committed" | null;
}

export type TillAnswer = RedeemCouponAnswer & { readonly idempotencyKey: string };

/** As in src/main.ts. */
const POOL_MAX = 8;
const LOCK_TIMEOUT_MS = 2_000;

function die(): never {
  process.kill(process.pid, "SIGKILL");
  throw new Error("killed");
}

async function open(url: string) {
  const sql = connect(url, {
    max: POOL_MAX,
    applicationName: "tributary-child-till",
    lockTimeoutMs: LOCK_TIMEOUT_MS,
  });
  return { sql, catalog: await Catalog.load(sql) };
}

let opened: ReturnType<typeof open> | null = null;

process.on("message", async (message) => {
  const { url, requests, dieAt } = message as TillOrders;
  opened ??= open(url);
  const commands = createCommands({
    ...(await opened),
    // The redemption's id is made when its use is taken and nothing of it is written.
    newPublicId: () => (dieAt === "deciding" ? die() : uuidv7()),
  });
  const answers = await Promise.all(
    requests.map(async (request): Promise<TillAnswer> => {
      const { rootId, ...rest } = request;
      const customer = rootId === null ? null : { said: String(rootId), find: async () => rootId };
      const answer = await commands.redeemCoupon({ ...rest, customer });
      if (dieAt === "committed") {
        die();
      }
      return { ...answer, idempotencyKey: request.idempotencyKey };
    }),
  );
  process.send?.(answers);
});

process.on("disconnect", async () => {
  await (await opened)?.sql.end();
});
