import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime, { type Email } from "postal-mime";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { CLEAR_SECONDS } from "../../../src/domain/incident/lifecycle.ts";
import { formatInstant } from "../../../src/domain/time/formatInstant.ts";
import { type Instant, MICROS_PER_SECOND } from "../../../src/domain/time/instant.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";
import { acknowledgeIn } from "../../../src/incidents/acknowledgeIncident.ts";
import { type AlertBench, signOf, startAlertBench } from "../../support/incidents/alertBench.ts";
import { type MailBench, startMailServer } from "../../support/incidents/mailServer.ts";
import { type Certificate, makeCertificate } from "../../support/outside/certificate.ts";

const START = parseInstant("2026-03-10T12:00:00Z") as Instant;
const after = (seconds: number) => (START + seconds * MICROS_PER_SECOND) as Instant;
const SIGN = signOf(START);
const HOST = "127.0.0.1";
const DAY_SECONDS = 86_400;

let folder: string;
let certificate: Certificate;
let bench: AlertBench;
let mail: MailBench;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "tributary-alerts-"));
  certificate = makeCertificate(folder, HOST);
  bench = await startAlertBench();
});
beforeEach(async () => {
  await bench.clear();
  mail = await startMailServer({ certificate });
});
afterEach(() => mail.close());
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await bench.database.drop();
});

const channel = (secret: string | null = null, tells: object = {}) =>
  bench.channel(
    "ops",
    {
      ...{ kind: "email", host: HOST, port: mail.port, from: "tributary@example.com" },
      ...{ to: ["ops@example.com"], ca: readFileSync(certificate.authority, "utf8"), ...tells },
    },
    secret,
  );
const read = (): Promise<readonly Email[]> =>
  Promise.all(mail.taken.map(({ raw }) => PostalMime.parse(Buffer.from(raw, "latin1"))));
const acknowledge = () =>
  bench.database.sql.begin(async (tx) => {
    const [row] = await tx<{ id: string }[]>`select public_id as id from incident`;
    const at = formatInstant(after(60));
    await acknowledgeIn(tx, { incident: row?.id ?? null, note: "on it", by: "ann", at });
  });

test("people are written to of all that an incident goes through, in one thread, with what it costs", async () => {
  await channel(null, { link: "https://tributary.example.com/console/wall" });
  await bench.note([SIGN], START);
  await bench.send(after(1));
  await acknowledge();
  await bench.send(after(61));
  await bench.note([], after(100));
  await bench.note([], after(100 + CLEAR_SECONDS));
  await bench.send(after(101 + CLEAR_SECONDS));
  const [opened, acknowledged, resolved] = await read();
  expect(opened?.subject).toBe("[Tributary] OPENED: CRM <refused> messages for good");
  for (const part of [
    ...["2026-03-10 12:00:00 UTC", "2 orders, 1 customer, 10.50 GBP at risk", "1 message."],
    ...["CRM (crm@example.com)", "docs/runbooks/destinations.md", "DEAD_LETTERS crm"],
    "https://tributary.example.com/console/wall",
  ]) {
    expect(opened?.text).toContain(part);
  }
  expect(opened?.inReplyTo).toBeUndefined();
  expect(acknowledged).toMatchObject({
    subject: "[Tributary] ACKNOWLEDGED: CRM <refused> messages for good",
    text: expect.stringContaining("ann looks after it: on it"),
  });
  expect(resolved?.subject).toBe("[Tributary] RESOLVED: CRM <refused> messages for good");
  const ids = [opened, acknowledged, resolved].map((one) => one?.messageId);
  expect(new Set(ids).size).toBe(3);
  for (const reply of [acknowledged, resolved]) {
    expect(reply).toMatchObject({ inReplyTo: opened?.messageId, references: opened?.messageId });
  }
  expect((await bench.notices()).map(({ state }) => state)).toEqual(["SENT", "SENT", "SENT"]);
});

test("two incidents are two threads, and what breaks again later is another one", async () => {
  await channel();
  await bench.note([SIGN, { ...SIGN, subject: "erp" }], START);
  await bench.send(after(1));
  await bench.note([], after(5));
  await bench.note([], after(5 + CLEAR_SECONDS));
  await bench.note([SIGN], after(6 + CLEAR_SECONDS));
  await bench.send(after(7 + CLEAR_SECONDS));
  await bench.send(after(8 + CLEAR_SECONDS));
  const all = await read();
  expect(all).toHaveLength(5);
  expect(new Set(all.map(({ messageId }) => messageId)).size).toBe(5);
  expect(all.filter(({ inReplyTo }) => inReplyTo === undefined)).toHaveLength(3);
});

test("greylisted mail comes again with the same id, and is given up after a day, visibly", async () => {
  await channel();
  mail.script({ recipient: () => ({ code: 450, text: "come again" }) });
  await bench.note([SIGN], START);
  await bench.send(after(1));
  expect(await bench.notices()).toMatchObject([{ state: "WAITS", status: 450 }]);
  mail.script({ message: () => "CUT" });
  await bench.send(after(10));
  expect(await bench.notices()).toMatchObject([{ state: "WAITS", status: null }]);
  mail.script({});
  await bench.send(after(100));
  const [first, second] = await read();
  expect(first?.messageId).toBe(second?.messageId);
  expect(await bench.notices()).toMatchObject([{ state: "SENT", status: 250 }]);
  await bench.note([SIGN, { ...SIGN, subject: "erp" }], after(200));
  mail.script({ recipient: () => ({ code: 450, text: "come again" }) });
  await bench.send(after(201 + DAY_SECONDS));
  const [, late] = await bench.notices();
  expect(late).toMatchObject({ state: "DROPPED", answer: expect.stringContaining("come again") });
});

test("mail that is refused for good is not tried again, with the reason, and what follows is sent", async () => {
  await channel();
  mail.script({ recipient: () => ({ code: 550, text: "no such mailbox" }) });
  await bench.note([SIGN], START);
  await bench.send(after(1));
  expect(await bench.notices()).toMatchObject([
    { state: "DROPPED", status: 550, answer: expect.stringContaining("no such mailbox") },
  ]);
  mail.script({});
  await bench.note([], after(5));
  await bench.note([], after(5 + CLEAR_SECONDS));
  await bench.send(after(6 + CLEAR_SECONDS));
  expect((await read()).map(({ subject }) => subject)).toEqual([
    expect.stringContaining("RESOLVED"),
  ]);
});

test("a title or a name that has line breaks adds no header and no recipient", async () => {
  await channel();
  const evil = "CRM\r\nBcc: thief@example.com\r\n\r\n<script>\u2028\u0085.\r\n";
  await bench.note([{ ...SIGN, title: evil, owner: { team: evil, contact: evil } }], START);
  await bench.send(after(1));
  expect(mail.taken).toMatchObject([{ to: ["ops@example.com"] }]);
  const [{ bcc, subject, html, headers } = {} as Email] = await read();
  expect(bcc).toBeUndefined();
  expect(html).toBeUndefined();
  expect(subject).toContain("CRM Bcc: thief@example.com <script>");
  expect(headers.map(({ key }) => key).sort()).toEqual(
    [
      ...["auto-submitted", "content-transfer-encoding", "content-type", "date", "from"],
      ...["message-id", "mime-version", "subject", "to"],
    ].sort(),
  );
});

test("a login is shown to its host alone: at another one, nothing is said until it is given anew", async () => {
  await mail.close();
  mail = await startMailServer({ certificate, login: "tributary:word" });
  await channel("tributary:word");
  await bench.note([SIGN], START);
  await bench.send(after(1));
  expect(mail.taken).toMatchObject([{ user: "tributary" }]);
  const before = mail.sessions();
  await bench.note([SIGN, { ...SIGN, subject: "erp" }], after(2));
  for (const [at, change] of [
    { host: "localhost" },
    { port: mail.port + 1 },
    { security: "TLS" },
  ].entries()) {
    await bench.database.sql`
      update alert_channel set settings = jsonb_set(
        settings, '{tells}', settings -> 'tells' || ${JSON.stringify(change)}::text::jsonb)`;
    await bench.send(after(100 + at * 1_000));
    const [, erp] = await bench.notices();
    expect(erp?.answer).toContain("cannot be opened");
  }
  expect(mail.sessions()).toBe(before);
});
