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
    env: { SECRETS_KEY_FILE: join(tmpdir(), `tributary-test-${process.pid}-secrets-key`) },
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
