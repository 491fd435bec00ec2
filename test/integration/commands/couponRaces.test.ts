import { type ChildProcess, fork } from "node:child_process";
import { afterAll, beforeAll, expect, test } from "vitest";
import { findOperations } from "../../../db/queries/core/idempotency.ts";
import type { RedeemCouponRequest } from "../../../src/coupons/redemption.ts";
import { verifyDatabase } from "../../../src/verify/verifyDatabase.ts";
import type { SentRequest, TillAnswer, TillOrders } from "../../support/children/childTill.ts";
import {
  HOME_STORE,
  insertCustomer,
  issued,
  issueRequest,
  openCommands,
  redeemRequest,
} from "../../support/coupons.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { setUpRetailer } from "../../support/receiver.ts";

/** Tills of several server processes on one database (I3, I8), and processes that are killed. */

let database: TestDatabase;
let sql: TestDatabase["sql"];
let commands: Awaited<ReturnType<typeof openCommands>>;
let tills: readonly ChildProcess[] = [];

beforeAll(async () => {
  database = await cloneTemplateDatabase();
  sql = database.sql;
  await setUpRetailer(sql);
  commands = await openCommands(sql, null);
  tills = [startTill(), startTill()];
});

afterAll(async () => {
  for (const till of tills) {
    till.disconnect();
  }
  await database?.drop();
});

/** A server process, ready to be told what its tills send. */
function startTill(): ChildProcess {
  return fork(new URL("../../support/children/childTill.ts", import.meta.url), [], {
    execArgv: [],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

/** A request as another process takes it. */
function sent(
  { customer: _here, ...request }: RedeemCouponRequest,
  rootId: bigint | null = null,
): SentRequest {
  return { ...request, rootId };
}

/** What a process answers to calls that are made all at once. */
function ask(till: ChildProcess, requests: readonly SentRequest[]): Promise<TillAnswer[]> {
  return new Promise((resolve, reject) => {
    till.once("message", (answers) => resolve(answers as TillAnswer[]));
    till.once("exit", () => reject(new Error("the till's process ended")));
    till.send({ url: database.url, requests, dieAt: null } satisfies TillOrders);
  });
}

/** Half of the calls to each of the two processes. */
async function askBoth(half: () => readonly SentRequest[]): Promise<readonly TillAnswer[]> {
  return (await Promise.all(tills.map((till) => ask(till, half())))).flat();
}

/** Sends one call to a process that kills itself; resolves when it is gone. */
function askAndKill(
  request: SentRequest,
  dieAt: NonNullable<TillOrders["dieAt"]>,
): Promise<{ answered: boolean; signal: string | null }> {
  return new Promise((resolve, reject) => {
    const till = startTill();
    let answered = false;
    till.on("message", () => {
      answered = true;
    });
    till.on("error", reject);
    till.on("close", (_code, signal) => resolve({ answered, signal }));
    till.send({ url: database.url, requests: [request], dieAt } satisfies TillOrders);
  });
}

const operationOf = async (idempotencyKey: string, store = HOME_STORE) =>
  await findOperations(sql, {
    namespaces: [`store:${store}`],
    tillPrefix: `store:${store}/till:`,
    key: idempotencyKey,
  });

test("200 tills of two processes redeem one coupon at once: one wins, 199 are told so, 200 attempts are on record", async () => {
  const rootId = await insertCustomer(sql);
  const coupon = await issued(sql, commands, issueRequest(rootId));
  const half = () => Array.from({ length: 100 }, () => sent(redeemRequest(coupon.code)));
  const answers = await askBoth(half);
  expect(answers).toHaveLength(200);
  expect(answers.filter(({ redemptionId }) => redemptionId !== null)).toHaveLength(1);
  const codes = answers.flatMap(({ refusals }) => refusals.map(({ code }) => code));
  expect(codes).toEqual(Array.from({ length: 199 }, () => "ALREADY_REDEEMED"));

  const [stored] = await sql`
    select count(*)::int as attempts, count(distinct idempotency_key)::int as keys,
      count(*) filter (where outcome = 'REDEEMED')::int as redeemed
    from coupon_attempt where coupon_id = ${coupon.id}`;
  expect(stored).toEqual({ attempts: 200, keys: 200, redeemed: 1 });
  expect(
    await sql`select count(*)::int as count from redemption where coupon_id = ${coupon.id}`,
  ).toEqual([{ count: 1 }]);
});

test("200 tills redeem a public code with 50 uses, with and without customers: 50 win", async () => {
  const coupon = await issued(sql, commands, issueRequest(null, { code: "RACE50", usesMax: 50 }));
  const rootIds = await Promise.all([1, 2, 3].map(() => insertCustomer(sql)));
  const half = () =>
    Array.from({ length: 100 }, (_, at) => {
      const rootId = rootIds[at % 4];
      return sent(redeemRequest("RACE50"), rootId ?? null);
    });
  const answers = await askBoth(half);
  expect(answers).toHaveLength(200);
  expect(answers.filter(({ redemptionId }) => redemptionId !== null)).toHaveLength(50);
  expect(await sql`select state, used, drawn from coupon where id = ${coupon.id}`).toEqual([
    { state: "REDEEMED", used: 50, drawn: 50 },
  ]);
});

test("one key sent 40 times at once by two processes: one effect, one answer for all", async () => {
  const coupon = await issued(sql, commands, issueRequest(await insertCustomer(sql)));
  const request = redeemRequest(coupon.code);
  const twenty = Array.from({ length: 20 }, () => sent(request));
  const answers = await askBoth(() => twenty);
  expect(answers).toHaveLength(40);
  expect(new Set(answers.map(({ redemptionId }) => redemptionId)).size).toBe(1);
  expect(answers[0]?.redemptionId).not.toBeNull();
  expect(answers.filter(({ isReplay }) => !isReplay)).toHaveLength(1);
  expect(
    await sql`select count(*)::int as count from coupon_attempt where coupon_id = ${coupon.id}`,
  ).toEqual([{ count: 1 }]);
});

test("killed when it is committed and not answered: the call has counted, and its repeat gets that answer", async () => {
  const coupon = await issued(sql, commands, issueRequest(await insertCustomer(sql)));
  const request = redeemRequest(coupon.code);
  expect(await askAndKill(sent(request), "committed")).toEqual({
    answered: false,
    signal: "SIGKILL",
  });
  const [operation] = await operationOf(request.idempotencyKey);
  expect(operation).toMatchObject({ operation: "redeemCoupon" });
  const { redemptionId } = (operation as { answer: unknown }).answer as { redemptionId: string };
  expect(await operationOf(request.idempotencyKey, "leeds-1")).toEqual([]);
  expect(await commands.redeemCoupon(request)).toEqual({
    redemptionId,
    refusals: [],
    isReplay: true,
  });
});

test("killed before anything is written: the call has not counted, and its repeat redeems", async () => {
  const coupon = await issued(sql, commands, issueRequest(await insertCustomer(sql)));
  const request = redeemRequest(coupon.code);
  expect(await askAndKill(sent(request), "deciding")).toEqual({
    answered: false,
    signal: "SIGKILL",
  });
  expect(await operationOf(request.idempotencyKey)).toEqual([]);
  expect(await commands.redeemCoupon(request)).toMatchObject({ refusals: [], isReplay: false });
});

test("after all of it the database is sound", async () => {
  const { invariants } = await verifyDatabase(sql);
  const broken = invariants.filter(({ status }) => status === "VIOLATED");
  expect(broken.flatMap(({ found }) => found)).toEqual([]);
  expect(invariants.find(({ invariant }) => invariant === "I3")?.checked["coupons"]).toBe(5);
});
