import { Webhook } from "standardwebhooks";
import { uuidv7 } from "uuidv7";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { retireChannels } from "../../../db/queries/incidents/channels.ts";
import { endMute, insertMute } from "../../../db/queries/incidents/notices.ts";
import { CLEAR_SECONDS } from "../../../src/domain/incident/lifecycle.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_SECOND } from "../../../src/domain/time/instant.ts";
import { newWebhookSecret } from "../../../src/inbound/messages/signatures.ts";
import type { Sign } from "../../../src/incidents/signs.ts";
import type { TestDatabase } from "../../support/database.ts";
import {
  type ScriptedReceiver,
  startScriptedReceiver,
} from "../../support/deliveries/scriptedReceiver.ts";
import { type AlertBench, signOf, startAlertBench } from "../../support/incidents/alertBench.ts";

/** The clock of a signature is the receiver's too. */
const START = (Math.floor(Date.now() / 1_000) * MICROS_PER_SECOND) as Instant;
const after = (seconds: number) => (START + seconds * MICROS_PER_SECOND) as Instant;
const SECRET = newWebhookSecret();
const SIGN = signOf(START);

let bench: AlertBench;
let database: TestDatabase;
let receiver: ScriptedReceiver;
beforeAll(async () => {
  bench = await startAlertBench();
  ({ database } = bench);
});
beforeEach(async () => {
  await bench.clear();
  receiver = await startScriptedReceiver();
});
afterEach(() => receiver.close());
afterAll(() => database.drop());

const channel: typeof bench.channel = (...args) => bench.channel(...args);
const webhook = (more: object = {}) =>
  channel("ops", { kind: "webhook", url: receiver.url }, SECRET, more);

const note = (signs: readonly Sign[], seconds: number) => bench.note(signs, after(seconds));
const send = (seconds: number, networks?: readonly string[]) =>
  bench.send(after(seconds), networks);

const notices = () => bench.notices();
const typesSent = () => receiver.taken.map(({ message }) => message.type);

test("a channel is told that one opened and that it is over, signed, with all that it comes to", async () => {
  await webhook();
  await note([SIGN], 0);
  await send(1);
  await note([], 5);
  await note([], 5 + CLEAR_SECONDS);
  await send(6 + CLEAR_SECONDS);
  expect(typesSent()).toEqual(["incident.opened", "incident.resolved"]);
  const [opened] = receiver.taken;
  const headers = opened?.headers as Record<string, string>;
  expect(new Webhook(SECRET).verify(opened?.body ?? "", headers)).toMatchObject({
    data: {
      ...{ code: "DEAD_LETTERS", affectedOrders: 2, evidence: ["1 message."] },
      amountsAtRisk: [{ amount: "10.50", currencyCode: "GBP" }],
    },
  });
});

test("what is not taken is tried again under the same id, in order, for a day, and then given up visibly", async () => {
  await webhook();
  receiver.script(() => ({ status: 503, body: "later" }));
  await note([SIGN], 0);
  await send(1);
  await send(2);
  expect(receiver.requests).toHaveLength(1);
  await note([], 5);
  await note([], 5 + CLEAR_SECONDS);
  await send(5 + CLEAR_SECONDS);
  expect(new Set(receiver.requests.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  await send(86_400);
  expect(await notices()).toEqual([
    { moment: "OPENED", state: "DROPPED", status: 503, answer: "later" },
    { moment: "RESOLVED", state: "WAITS", status: null, answer: null },
  ]);
  receiver.script(() => ({ status: 204 }));
  await send(86_401);
  expect(typesSent()).toEqual(["incident.resolved"]);
});

test("a channel that was taken out of the set-up is told nothing more, and says why", async () => {
  await webhook();
  receiver.script(() => ({ status: 503, body: "later" }));
  await note([SIGN], 0);
  await send(1);
  await database.sql.begin((tx) => retireChannels(tx, ["ops"]));
  receiver.script(() => ({ status: 204 }));
  await send(600);
  expect(typesSent()).toEqual([]);
  expect(await notices()).toEqual([
    {
      ...{ moment: "OPENED", state: "DROPPED", status: 503 },
      answer: "Not told: its channel was taken out of the set-up.",
    },
  ]);
});

test("killed while it tells, another server tells it once its minute is over, and many at once tell it once", async () => {
  await webhook();
  await note([SIGN], 0);
  receiver.script(() => "HANG");
  void send(1);
  await expect.poll(() => receiver.requests.length).toBe(1);
  receiver.script(() => ({ status: 204 }));
  expect(await send(30)).toBe(0);
  const sent = await Promise.all(Array.from({ length: 6 }, () => send(62)));
  expect(sent.reduce((sum, count) => sum + count, 0)).toBe(1);
  expect(await notices()).toMatchObject([{ state: "SENT" }]);
});

test("nobody is told while it is muted: what is over by then never, what is not then, and its end", async () => {
  const mute = (subject: string | null) =>
    database.sql.begin((tx) =>
      insertMute(tx, {
        ...{ publicId: uuidv7(), code: null, subject, reason: "maintenance", createdBy: "ann" },
        ...{ fromAt: formatInstant(START), untilAt: formatInstant(after(3_600)) },
      }),
    );
  await webhook();
  await mute("crm");
  await note([SIGN, { ...SIGN, subject: "shop" }], 1);
  await send(2);
  expect(receiver.taken.map(({ message }) => message.data["subject"])).toEqual(["shop"]);
  await note([{ ...SIGN, subject: "shop" }], 10);
  await note([{ ...SIGN, subject: "shop" }], 10 + CLEAR_SECONDS);
  await send(20 + CLEAR_SECONDS);
  await send(3_601);
  await send(3_602);
  expect(typesSent()).toEqual(["incident.opened"]);
  await mute("erp");
  await note([{ ...SIGN, subject: "erp" }], 100);
  await send(101);
  await send(3_601);
  expect(receiver.taken.map(({ message }) => message.data["subject"])).toEqual(["shop", "erp"]);
});

test("a mute that is ended early lets what is still broken be told at once", async () => {
  await webhook();
  const publicId = uuidv7();
  await database.sql.begin((tx) =>
    insertMute(tx, {
      ...{ publicId, code: "DEAD_LETTERS", subject: null, reason: "known", createdBy: "ann" },
      ...{ fromAt: formatInstant(START), untilAt: formatInstant(after(86_400)) },
    }),
  );
  await note([SIGN], 1);
  await send(2);
  expect(receiver.requests).toHaveLength(0);
  expect(await database.sql.begin((tx) => endMute(tx, publicId))).toBe(true);
  expect(await database.sql.begin((tx) => endMute(tx, publicId))).toBe(false);
  await send(120);
  expect(typesSent()).toEqual(["incident.opened"]);
});

test("chats are told in words that are no markup, at the address that is their secret", async () => {
  await channel("slack", { kind: "slack" }, `${receiver.url}/slack`, { moments: ["OPENED"] });
  await channel("teams", { kind: "teams" }, `${receiver.url}/teams`, { moments: ["OPENED"] });
  await note([SIGN], 0);
  await send(1);
  const [slack, teams] = receiver.taken.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  expect(JSON.parse(slack?.body ?? "").text).toContain("Broken: CRM &lt;refused&gt; messages");
  expect(JSON.parse(slack?.body ?? "").text).toContain("2 orders, 1 customer, 10.50 GBP at risk.");
  expect(JSON.parse(teams?.body ?? "").attachments[0].content.body[0]).toMatchObject({
    ...{ type: "TextBlock", text: "Broken: CRM <refused> messages for good" },
  });
});

test("an address that is not public, a secret that is lost and one of another host are told in words", async () => {
  await channel("none", { kind: "webhook", url: receiver.url }, null);
  await webhook();
  await note([SIGN], 0);
  await send(1, []);
  const answers = (await notices()).map(({ answer }) => answer).join();
  expect(answers).toContain("DELIVER_ALLOW_NETWORKS");
  expect(answers).toContain("has no secret");
  await database.sql`
    update alert_channel set settings = jsonb_set(settings, '{tells,url}', '"http://127.0.0.1:9/"')
     where code = 'ops'`;
  await send(100);
  expect((await notices()).map(({ answer }) => answer).join()).toContain("cannot be opened");
  expect(receiver.requests).toHaveLength(0);
});
