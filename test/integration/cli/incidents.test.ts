import { tmpdir } from "node:os";
import { join } from "node:path";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import { putChannels } from "../../../db/queries/incidents/channels.ts";
import { alertChannel } from "../../../src/domain/incident/channelSettings.ts";
import type { Instant } from "../../../src/domain/time/instant.ts";
import { parseInstant } from "../../../src/domain/time/parseInstant.ts";
import { noteSigns } from "../../../src/incidents/watch.ts";
import { transact } from "../../../src/platform/transact.ts";
import { ensureProgramme } from "../../../src/programme/ensureProgramme.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../../support/database.ts";
import { startScriptedReceiver } from "../../support/deliveries/scriptedReceiver.ts";
import { startMailServer } from "../../support/incidents/mailServer.ts";
import { runCliWith } from "../../support/runCli.ts";

const AT = parseInstant("2026-03-10T12:00:00Z") as Instant;

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneTemplateDatabase();
  await ensureProgramme(database.sql);
});
afterAll(() => database.drop());

const run = (args: readonly string[], input = "") =>
  runCliWith(database.url, args, {
    input,
    env: {
      DELIVER_ALLOW_NETWORKS: "127.0.0.0/8",
      SECRETS_KEY_FILE: join(tmpdir(), `tributary-test-${process.pid}-secrets-key`),
    },
  });

const MINUTES = 3 * 60_000;

test(
  "incidents are listed, shown and acknowledged, and the secret of a channel is taken, by the command line",
  async () => {
    expect(await run(["incidents", "list"])).toMatchObject({
      ...{ exitCode: 0, stdout: "No incident is open.\n" },
    });
    const sign = {
      ...{ code: "SOURCE_SILENT" as const, subject: "erp", title: "Source erp sends nothing" },
      owner: { team: "ERP", contact: "erp@example.com" },
      ...{ runbook: "docs/runbooks/sources.md", startedAt: AT, evidence: ["It was quiet."] },
      impact: { customers: 0, orders: 0, amounts: [] },
    };
    await transact(database.sql, (tx) =>
      noteSigns(
        tx,
        { newPublicId: uuidv7 },
        { seen: { signs: [sign], unknown: new Map() }, now: AT },
      ),
    );
    const listed = await run(["incidents", "list", "--json"]);
    expect(listed.exitCode).toBe(1);
    const { id } = JSON.parse(listed.stdout).incidents[0];
    const shown = await run(["incidents", "show", id]);
    expect(shown.stdout).toContain("It was quiet.");
    const done = await run(["incidents", "acknowledge", id, "--note", "calling them"]);
    expect(done).toMatchObject({ exitCode: 0 });
    const again = await run(["incidents", "acknowledge", id]);
    expect(again).toMatchObject({ exitCode: 1 });
    expect(again.stderr).toContain("looks after it already");
    expect((await run(["incidents", "show", "x"])).stderr).toContain("is no id of an incident");
    const settings = alertChannel.parse({ code: "team", name: "Team", tells: { kind: "slack" } });
    await database.sql.begin((tx) => putChannels(tx, [{ code: "team", settings }]));
    expect((await run(["incidents", "secret", "team"], "no address")).exitCode).toBe(1);
    const kept = await run(["incidents", "secret", "team"], "https://hooks.example.com/a");
    expect(kept).toMatchObject({ exitCode: 0 });
    const slos = await run(["slos", "--json"]);
    expect(slos.exitCode).toBe(0);
    expect(JSON.parse(slos.stdout).slos).toHaveLength(6);
  },
  MINUTES,
);

test(
  "nobody is told for a time by the command line, on record, and told again when that is ended",
  async () => {
    expect((await run(["incidents", "mutes"])).stdout).toBe("Nothing is muted.\n");
    const mute = (...more: readonly string[]) =>
      run(["incidents", "mute", "--reason", "CRM moves", ...more]);
    const muted = await mute("--code", "DEAD_LETTERS", "--subject", "crm", "--for", "2h", "--json");
    expect(muted).toMatchObject({ exitCode: 0 });
    const { mute: id, until } = JSON.parse(muted.stdout);
    const { mutes } = JSON.parse((await run(["incidents", "mutes", "--json"])).stdout);
    expect(mutes).toEqual([
      {
        ...{ id, code: "DEAD_LETTERS", subject: "crm", reason: "CRM moves", until },
        ...{ from: expect.any(String), by: expect.stringMatching(/^cli:/) },
      },
    ]);
    const hours = (Date.parse(until) - Date.parse(mutes[0].from)) / 3_600_000;
    expect(hours).toBeCloseTo(2, 2);
    expect((await run(["incidents", "mutes"])).stdout).toContain("DEAD_LETTERS of crm, from");
    const twice = await run(["incidents", "unmute", id]);
    expect(twice).toMatchObject({ exitCode: 0 });
    expect(await run(["incidents", "unmute", id])).toMatchObject({ exitCode: 1 });
    for (const [args, said] of [
      [["--code", "HAPPINESS", "--for", "2h"], "DEAD_LETTERS"],
      [["--for", "2h", "--until", "2099-01-01T00:00:00Z"], "cannot be used with"],
      [["--until", "2099-01-01T00:00:00Z"], "until: It must end"],
      [["--until", "tomorrow"], "instant with its zone"],
      [[], "say until when"],
      [["--for", "2h", "--subject", ""], "subject: It must be a code"],
    ] as const) {
      const { exitCode, stderr } = await mute(...args);
      expect({ exitCode, stderr }).toEqual({ exitCode: 1, stderr: expect.stringContaining(said) });
    }
    expect((await run(["incidents", "unmute", "x"])).stderr).toContain("is no id of a mute");
    const acts = await database.sql<{ action: string }[]>`
      select action from audit where action like 'incident.%mute' order by id`;
    expect(acts.map(({ action }) => action)).toEqual(["incident.mute", "incident.unmute"]);
  },
  MINUTES,
);

test(
  "channels are listed with whether each can be told, and told a test, by the command line",
  async () => {
    const receiver = await startScriptedReceiver();
    const mail = await startMailServer({ certificate: null });
    const tells = {
      ops: { kind: "webhook", url: receiver.url },
      duty: {
        ...{ kind: "email", host: "127.0.0.1", port: mail.port, security: "NONE" },
        ...{ from: "tributary@example.com", to: ["duty@example.com"] },
      },
    };
    try {
      await database.sql.begin((tx) =>
        putChannels(
          tx,
          Object.entries(tells).map(([code, one]) => ({
            code,
            settings: alertChannel.parse({ code, name: code, tells: one }),
          })),
        ),
      );
      const told = (code: string) => run(["incidents", "test", code]);
      const listed = await run(["incidents", "channels"]);
      expect(listed).toMatchObject({ exitCode: 1 });
      expect(listed.stdout).toContain("ops: webhook");
      expect(listed.stdout).toContain("has no secret: `incidents secret ops`");
      expect(listed.stdout).toContain("duty@example.com by 127.0.0.1");
      expect(await told("ops")).toMatchObject({
        ...{ exitCode: 1, stdout: expect.stringContaining("It has no secret") },
      });
      await run(["incidents", "secret", "ops", "--generate"]);
      expect(await told("ops")).toMatchObject({ exitCode: 0, stderr: "" });
      expect(receiver.taken).toMatchObject([{ message: { type: "incident.test" } }]);
      const sent = await told("duty");
      expect(sent).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("was told: 250") });
      expect(mail.taken).toMatchObject([
        { to: ["duty@example.com"], raw: expect.stringContaining("TEST: Nothing is broken") },
      ]);
      mail.script({ recipient: () => ({ code: 550, text: "no such mailbox" }) });
      const refused = await run(["incidents", "test", "duty", "--json"]);
      expect(refused).toMatchObject({ exitCode: 1 });
      expect(JSON.parse(refused.stdout)).toMatchObject({
        ...{ channel: "duty", isTaken: false, status: 550 },
        answer: expect.stringContaining("no such mailbox"),
      });
      expect((await told("nobody")).stderr).toContain("no channel nobody is set up");
      const { channels } = JSON.parse((await run(["incidents", "channels", "--json"])).stdout);
      expect(channels).toContainEqual(
        expect.objectContaining({ code: "duty", needsSecret: false, hasSecret: false }),
      );
    } finally {
      await Promise.all([receiver.close(), mail.close()]);
    }
  },
  MINUTES,
);
