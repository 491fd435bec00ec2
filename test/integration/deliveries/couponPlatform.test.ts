import { uuidv7 } from "uuidv7";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { destination } from "../../../src/domain/delivery/settings.ts";
import { encodeGlobalId } from "../../../src/platform/globalId.ts";
import {
  atTill,
  HOME_STORE,
  issued,
  issueRequest,
  openCommands,
  redeemRequest,
  tillOf,
} from "../../support/coupons.ts";
import { type DeliveryBench, startDeliveryBench } from "../../support/deliveries/deliveryBench.ts";
import {
  type ReceivedRequest,
  type Reply,
  type ScriptedReceiver,
  startScriptedReceiver,
} from "../../support/deliveries/scriptedReceiver.ts";
import { VoucherPlatform } from "../../support/deliveries/voucherPlatform.ts";
import { until } from "../../support/faults.ts";

let bench: DeliveryBench;
let receiver: ScriptedReceiver;
let platform: VoucherPlatform;
let commands: Awaited<ReturnType<typeof openCommands>>;

beforeAll(async () => {
  bench = await startDeliveryBench();
  commands = await openCommands(bench.database.sql, null);
});
beforeEach(async () => {
  receiver = await startScriptedReceiver();
  platform = new VoucherPlatform();
  receiver.script(platform.reply);
});
afterEach(async () => {
  await receiver?.close();
});
afterAll(async () => {
  await bench?.close();
});

/** A coupon of a new customer, told by a destination of its own. */
async function tell(code: string, reply: (request: ReceivedRequest) => Reply = platform.reply) {
  receiver.script(reply);
  const url = new URL("/", receiver.url).href;
  const { id } = await bench.destination(
    code,
    url,
    {
      ...{ events: ["coupon.changed"], limits: { timeoutSeconds: 1 } },
      sends: { kind: "voucherify", url, customer: "customer.email" },
    },
    "app-id:app:token",
  );
  const leaf = await bench.buyer(code, "10.00");
  const coupon = await issued(bench.database.sql, commands, issueRequest(leaf));
  await bench.fanOut();
  const process = await bench.open();
  return { id, leaf, coupon, process };
}

const asked = () => receiver.requests.map(({ method, path }) => `${method} ${path}`);

test("a coupon is a voucher there, its customer's, disabled when it is used and enabled when that is taken back", async () => {
  const { id, leaf, coupon, process } = await tell("whole");
  await bench.drained(id);
  const at = `/v1/vouchers/${encodeURIComponent(coupon.code)}`;
  expect(asked()).toEqual([`GET ${at}`, `POST ${at}`, "POST /v1/publications"]);
  expect(receiver.requests[0]?.headers).toMatchObject({
    ...{ "x-app-id": "app-id", "x-app-token": "app:token" },
  });
  expect(platform.vouchers.get(coupon.code)).toMatchObject({
    ...{ type: "DISCOUNT_VOUCHER", discount: { type: "AMOUNT", amount_off: 500 } },
    ...{ active: true, redemption: { quantity: 1 }, holder_id: "cust_whole@example.com" },
    start_date: expect.stringMatching(/^2026-02-28T/),
    metadata: {
      tributary_coupon: encodeGlobalId("Coupon", coupon.publicId),
      ...{ campaign: null, currency: "GBP" },
    },
  });
  const customer = atTill(leaf);
  const { redemptionId, refusals } = await commands.redeemCoupon(
    redeemRequest(coupon.code, { customer }),
  );
  expect(refusals).toEqual([]);
  await bench.fanOut();
  await bench.drained(id);
  expect(platform.vouchers.get(coupon.code)?.active).toBe(false);
  await commands.reverseRedemption({
    ...{ viewer: tillOf(HOME_STORE), idempotencyKey: uuidv7(), redemptionId },
    ...{ reason: "mistake", store: null, till: "1", cashier: "7" },
  });
  await bench.fanOut();
  await bench.drained(id);
  expect(platform.vouchers.get(coupon.code)?.active).toBe(true);
  expect(platform.publications).toEqual([{ voucher: coupon.code, sourceId: "whole@example.com" }]);
  const before = receiver.requests.length;
  const { sql } = bench.database;
  await sql`
    update delivery_lane set again_seq = 1, again_to = head_seq, due_at = now()
     where destination_id = ${id}`;
  await bench.drained(id);
  // Told again, each is looked for and found as it is to be.
  expect(asked().slice(before)).toEqual([`GET ${at}`, `GET ${at}`, `GET ${at}`]);
  await process.close();
});

test.each<[string, Reply]>([
  ["is busy", { status: 503 }],
  ["asks for a rest", { status: 429, headers: { "retry-after": "0" } }],
  ["hangs", "HANG"],
  ["breaks off", "RESET"],
  ["says that there is nonsense", { status: 200, body: "<html>" }],
])(
  "a platform that did what it was asked and then %s is told again, and has each voucher once",
  async (what, reply) => {
    const counts = new Map<string, number>();
    const { id, coupon, process } = await tell(`again-${what.replaceAll(" ", "-")}`, (request) => {
      const said = platform.reply(request);
      const asked = `${request.method} ${request.path}`;
      counts.set(asked, (counts.get(asked) ?? 0) + 1);
      // The first time that each is asked it is done, and what is answered goes astray.
      return counts.get(asked) === 1 && request.path !== "/v1/publications" ? reply : said;
    });
    await bench.drained(id);
    expect(platform.vouchers.size).toBe(1);
    expect(platform.vouchers.get(coupon.code)).toMatchObject({ active: true });
    expect(platform.publications).toHaveLength(1);
    expect(await bench.deliveriesOf(id)).toMatchObject([{ outcome: "DELIVERED" }]);
    await process.close();
  },
);

test("a voucher of that code that is not the coupon's is left alone, and the message is a dead letter", async () => {
  const { id, coupon, process } = await tell("foreign", (request) => {
    const said = platform.reply(request);
    return request.method === "GET"
      ? {
          status: 200,
          body: JSON.stringify({
            ...{ code: decodeURIComponent(request.path.split("/").at(-1) ?? "") },
            ...{ active: true, metadata: {} },
          }),
        }
      : said;
  });
  await until("it has ended", async () => (await bench.deliveriesOf(id)).length === 1);
  expect(await bench.deliveriesOf(id)).toMatchObject([
    { outcome: "DEAD", answer: expect.stringContaining("not this coupon's") },
  ]);
  expect(asked()).toEqual([`GET /v1/vouchers/${encodeURIComponent(coupon.code)}`]);
  await process.close();
});

test("what the platform refuses for good is a dead letter of that customer, and a wrong key shows nobody ours", async () => {
  const { id, leaf, process } = await tell("refused", () => ({ status: 401, body: "who?" }));
  await until("it has ended", async () => (await bench.deliveriesOf(id)).length === 1);
  expect(await bench.deliveriesOf(id)).toMatchObject([
    { rootId: leaf, outcome: "DEAD", status: 401, answer: "who?" },
  ]);
  await process.close();
});

test("it is told of coupons alone, which is said when it is saved", () => {
  const faults = destination
    .safeParse({
      ...{ code: "coupons", name: "Coupons", owner: { team: "CRM", contact: "crm@example.com" } },
      ...{ events: ["coupon.changed", "tier.changed"], sends: { kind: "voucherify" } },
    })
    .error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  expect(faults).toEqual(["events: a voucherify is told coupon.changed alone"]);
});
