import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { createAddressGuard } from "../../../../src/platform/outgoing/addressGuard.ts";
import {
  createMailSender,
  type Mail,
  type MailServer,
} from "../../../../src/platform/outgoing/guardedMail.ts";
import {
  type MailBench,
  type MailBenchOptions,
  startMailServer,
} from "../../../support/incidents/mailServer.ts";
import { type Certificate, makeCertificate } from "../../../support/outside/certificate.ts";

const HOST = "mail.example";
const LOGIN = "tributary:secret:with:colons";
const OWN = ["127.0.0.0/8"];
const WIRE_LINE_MAX = 998;

let folder: string;
let certificate: Certificate;
let bench: MailBench | undefined;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "tributary-mail-"));
  certificate = makeCertificate(folder, HOST);
});
afterEach(async () => {
  await bench?.close();
  bench = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

async function start(options: Partial<MailBenchOptions> = {}): Promise<MailBench> {
  bench = await startMailServer({ certificate, ...options });
  return bench;
}

const MAIL: Mail = {
  ...{ from: "tributary@example.com", to: ["ops@example.com", "duty@example.com"] },
  ...{ messageId: "<1.opened@example.com>", inReplyTo: null },
  date: new Date("2026-03-10T12:00:00Z"),
  ...{ subject: "[Tributary] OPENED: CRM", text: "It is broken.\n" },
};

function send(
  server: Partial<MailServer> = {},
  {
    mail = MAIL,
    networks = OWN,
    answers = [["127.0.0.1"]],
    msMax = 5_000,
  }: {
    readonly mail?: Mail;
    readonly networks?: readonly string[];
    /** What the name leads to, one look-up after the other. */
    readonly answers?: readonly (readonly string[])[];
    readonly msMax?: number;
  } = {},
) {
  let at = 0;
  const guard = {
    ...{ reachOf: createAddressGuard(networks), setting: "DELIVER_ALLOW_NETWORKS" },
    resolve: async () => {
      const addresses = answers[Math.min(at, answers.length - 1)] ?? [];
      at += 1;
      return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    },
  };
  return createMailSender(guard, msMax)(mail, {
    ...{ host: HOST, port: bench?.port ?? 0, security: "STARTTLS", login: null },
    ...{ ca: readFileSync(certificate.authority, "utf8"), ...server },
  });
}

test.each([
  ["STARTTLS", false],
  ["TLS", true],
] as const)("mail goes by %s, with a login, to all at once", async (security, isTls) => {
  const { taken } = await start({ isTls, login: LOGIN });
  const colon = LOGIN.indexOf(":");
  const login = { user: LOGIN.slice(0, colon), password: LOGIN.slice(colon + 1) };
  expect(await send({ security, login })).toMatchObject({ isTaken: true, status: 250 });
  expect(taken).toMatchObject([
    { from: MAIL.from, to: MAIL.to, user: "tributary", isSecured: true },
  ]);
});

test("mail that is not secured goes where the operator says alone, and tells no other", async () => {
  const { taken, sessions } = await start({ certificate: null });
  expect(await send({ security: "NONE" })).toMatchObject({ isTaken: true });
  expect(taken).toMatchObject([{ isSecured: false }]);
  const before = sessions();
  const refused = await send({ security: "NONE" }, { networks: [] });
  expect(refused).toMatchObject({ isTaken: false, isFinal: false });
  expect(refused.answer).toContain("DELIVER_ALLOW_NETWORKS");
  const outside = await send({ security: "NONE" }, { networks: [], answers: [["93.184.216.34"]] });
  expect(outside.answer).toBe("Its address must be told by STARTTLS or TLS.");
  expect(sessions()).toBe(before);
});

test.each([
  ["to this machine", ["127.0.0.1"]],
  ["to where clouds keep their metadata", ["169.254.169.254"]],
  ["to a public and a private address at once", ["93.184.216.34", "10.0.0.1"]],
  ["nowhere", []],
])("a name that leads %s is not connected to", async (_what, answer) => {
  const { sessions } = await start();
  const { isTaken, answer: why } = await send({}, { networks: [], answers: [answer] });
  expect({ isTaken, why }).toMatchObject({ isTaken: false });
  expect(why).toContain("DELIVER_ALLOW_NETWORKS");
  expect(sessions()).toBe(0);
});

test("a name that leads elsewhere a moment later is connected to where it was checked", async () => {
  const { taken } = await start();
  // The second address answers nobody: whoever looks the name up again ends there.
  const sent = await send({}, { answers: [["127.0.0.1"], ["127.0.0.2"]] });
  expect(sent).toMatchObject({ isTaken: true });
  expect(taken).toHaveLength(1);
});

test.each([
  ["of nobody whom we trust", { ca: null }],
  ["of another name", { host: "other.example" }],
])("a certificate %s is told in words, and nothing is sent", async (_what, server) => {
  for (const security of ["STARTTLS", "TLS"] as const) {
    const { taken, close } = await start({ isTls: security === "TLS", login: LOGIN });
    const sent = await send({ ...server, security, login: { user: "a", password: "b" } });
    expect(sent).toMatchObject({ isTaken: false, isFinal: false });
    expect(sent.answer).toContain("Its certificate is not valid");
    expect(taken).toEqual([]);
    await close();
  }
});

test("a server that offers no STARTTLS is told nothing", async () => {
  const { taken } = await start({ certificate: null });
  const sent = await send({ security: "STARTTLS", login: { user: "a", password: "b" } });
  expect(sent).toMatchObject({ isTaken: false, isFinal: false });
  expect(sent.answer).toContain("STARTTLS");
  expect(taken).toEqual([]);
});

test("a login that is wrong, or missing, can be mended: the mail is not given up", async () => {
  await start({ login: LOGIN });
  const wrong = await send({ login: { user: "tributary", password: "wrong" } });
  expect(wrong).toMatchObject({ isTaken: false, isFinal: false, status: 535 });
  expect(wrong.answer).toContain("It does not take its secret");
  expect(await send()).toMatchObject({ isTaken: false, isFinal: false, status: 530 });
});

test.each([
  [451, false],
  [550, true],
])("%s for every recipient is final: %s", async (code, isFinal) => {
  const { script, taken } = await start();
  script({ recipient: () => ({ code, text: "not now" }) });
  expect(await send()).toMatchObject({ isTaken: false, isFinal, status: code });
  expect(taken).toEqual([]);
});

test("one recipient who is greylisted among those who are refused is reason to come again", async () => {
  const { script } = await start();
  script({
    recipient: (to) => ({ code: to.startsWith("ops") ? 450 : 550, text: "not you" }),
  });
  expect(await send()).toMatchObject({ isTaken: false, isFinal: false, status: 450 });
});

test("one recipient who is refused keeps the others from nothing, and is named", async () => {
  const { script, taken } = await start();
  script({ recipient: (to) => (to.startsWith("ops") ? { code: 550, text: "gone" } : "TAKE") });
  const sent = await send();
  expect(sent).toMatchObject({ isTaken: true, status: 250 });
  expect(sent.answer).toContain("550 gone");
  expect(taken).toMatchObject([{ to: ["duty@example.com"] }]);
});

test.each([
  [452, false],
  [554, true],
])("%s after the message is final: %s", async (code, isFinal) => {
  const { script } = await start();
  script({ message: () => ({ code, text: "no" }) });
  expect(await send()).toMatchObject({ isTaken: false, isFinal, status: code });
});

test("cut off after the message, it is sent again, byte for byte the same", async () => {
  const { script, taken } = await start();
  script({ message: () => "CUT" });
  expect(await send()).toMatchObject({ isTaken: false, isFinal: false, status: null });
  script({});
  expect(await send()).toMatchObject({ isTaken: true });
  expect(taken).toHaveLength(2);
  expect(new Set(taken.map(({ raw }) => raw)).size).toBe(1);
});

test.each([
  ["nothing", "NONE", () => undefined],
  ["nothing to the TLS that it wants", "TLS", () => undefined],
  [
    "nothing more once it took STARTTLS",
    "STARTTLS",
    (socket: Socket) => {
      socket.write("220 mail.example\r\n");
      const answers = ["250-mail.example\r\n250 STARTTLS\r\n", "220 go on\r\n"];
      socket.on("data", () => socket.write(answers.shift() ?? ""));
    },
  ],
] as const)("a server that says %s is given up within the time", async (_what, security, talk) => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => {
    sockets.push(socket.on("error", () => undefined).resume());
    talk(socket);
  });
  try {
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    const sent = await send({ port, security }, { msMax: 300 });
    expect(sent).toMatchObject({ isTaken: false, answer: "It did not answer within 0.3 s." });
    await expect.poll(() => sockets.every(({ destroyed }) => destroyed)).toBe(true);
  } finally {
    for (const socket of sockets) {
      socket.destroy();
    }
    silent.close();
  }
});

test("a name that nobody answers for is given up within the time", async () => {
  const guard = {
    reachOf: createAddressGuard(OWN),
    setting: "X",
    resolve: () => new Promise<[]>(() => {}),
  };
  const server = { host: HOST, port: 1, security: "TLS", ca: null, login: null } as const;
  expect(await createMailSender(guard, 100)(MAIL, server)).toMatchObject({
    ...{ isTaken: false, isFinal: false, answer: "It did not answer within 0.1 s." },
  });
});

test("long lines, dots, letters of all scripts and what looks like a header arrive as they were", async () => {
  const { taken } = await start();
  const text = `${"ü🙂".repeat(2_000)}\n.\n..\nBcc: a@b.example\n${"x".repeat(5_000)}\n`;
  const subject = `[Tributary] OPENED: ${"Käse 🧀 ".repeat(20)}`.trim();
  await send({}, { mail: { ...MAIL, text, subject, inReplyTo: "<0@example.com>" } });
  const [{ raw, to } = { raw: "", to: [] }] = taken;
  const lines = raw.split("\r\n");
  expect(Math.max(...lines.map((line) => Buffer.byteLength(line, "latin1")))).toBeLessThan(
    WIRE_LINE_MAX,
  );
  expect(to).toEqual(MAIL.to);
  const parsed = await PostalMime.parse(Buffer.from(raw, "latin1"));
  expect(parsed).toMatchObject({
    ...{ subject, messageId: MAIL.messageId, inReplyTo: "<0@example.com>" },
    ...{ references: "<0@example.com>", date: "2026-03-10T12:00:00.000Z" },
    from: { address: MAIL.from },
  });
  expect(parsed.text?.replaceAll("\r\n", "\n").trimEnd()).toBe(text.trimEnd());
  expect(parsed.html).toBeUndefined();
  expect(parsed.bcc).toBeUndefined();
});
