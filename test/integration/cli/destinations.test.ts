import { randomBytes } from "node:crypto";
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type ScriptedReceiver,
  startScriptedReceiver,
} from "../../support/deliveries/scriptedReceiver.ts";
import { runCliWith } from "../../support/runCli.ts";
import { startTestServer, type TestServer } from "../../support/server.ts";

let server: TestServer;
let receiver: ScriptedReceiver;
let folder: string;

beforeAll(async () => {
  server = await startTestServer();
  receiver = await startScriptedReceiver();
  folder = await mkdtemp(join(tmpdir(), "tributary-destinations-"));
});
afterAll(async () => {
  await server?.stop();
  await receiver?.close();
});

/** Many processes of their own. */
const TIMEOUT_MS = 180_000;

const destinations = (args: readonly string[], input = "") =>
  runCliWith(server.database.url, ["destinations", ...args], {
    input,
    env: { SECRETS_KEY_FILE: server.secretsKeyFile, DELIVER_ALLOW_NETWORKS: "127.0.0.0/8" },
  });

async function file(name: string, more = ""): Promise<string> {
  const path = join(folder, name);
  const lines = [
    ...["code: crm", "name: CRM", "owner: { team: CRM, contact: crm@example.com }"],
    ...["events: [tier.changed]", `sends: { kind: webhook, url: "${receiver.url}" }`, more],
  ];
  await writeFile(path, lines.join("\n"));
  return path;
}

test(
  "a destination is added, given a secret, tried, stopped and removed by the command line",
  async () => {
    expect((await destinations(["list"])).stdout).toContain("No destination is set up");
    const added = await destinations(["add", await file("crm.yaml")]);
    expect([added.exitCode, added.stderr]).toEqual([0, ""]);
    const again = await destinations(["add", await file("crm.yaml")]);
    expect(again.stdout).toContain("nothing was changed");

    const secretless = await destinations(["list"]);
    expect([secretless.exitCode, secretless.stdout]).toEqual([
      ...[1, expect.stringContaining("has no secret")],
    ]);
    const without = await destinations(["test", "crm"]);
    expect([without.exitCode, without.stdout]).toEqual([
      ...[1, expect.stringContaining("has no secret")],
    ]);
    const made = await destinations(["secret", "crm", "--generate", "--json"]);
    const { secret } = JSON.parse(made.stdout);
    const tried = await destinations(["test", "crm"]);
    expect([tried.exitCode, tried.stdout]).toEqual([
      ...[0, expect.stringContaining("takes messages: 204")],
    ]);
    const [request] = receiver.taken;
    const headers = request?.headers as Record<string, string>;
    expect(new Webhook(secret).verify(request?.body ?? "", headers)).toMatchObject({
      type: "tributary.test",
    });

    expect((await destinations(["pause", "crm"])).stdout).toContain("is paused");
    const listed = await destinations(["list"]);
    expect([listed.exitCode, listed.stdout]).toEqual([1, expect.stringContaining("paused by")]);
    expect((await destinations(["resume", "crm"])).exitCode).toBe(0);
    expect((await destinations(["dead-letters", "crm"])).stdout).toContain("refused nothing");
    expect((await destinations(["remove", "crm"])).exitCode).toBe(0);
    expect((await destinations(["list"])).stdout).toContain("No destination is set up");
  },
  TIMEOUT_MS,
);

test(
  "a destination in shadow is reported, cut over by force alone, and stays so when its set-up is applied again",
  async () => {
    const shadow = await file("shadow.yaml", "mode: SHADOW");
    expect((await destinations(["add", shadow])).exitCode).toBe(0);
    await destinations(["secret", "crm", "--generate"]);
    const listed = await destinations(["list"]);
    expect([listed.exitCode, listed.stdout]).toEqual([0, expect.stringContaining("in shadow")]);
    const tried = await destinations(["test", "crm"]);
    expect(tried.stdout).toContain("was sent all the same");
    const seen = await destinations(["shadow", "crm", "--from", "2026-01-01T00:00:00Z"]);
    expect([seen.exitCode, seen.stderr]).toEqual([1, ""]);
    expect(seen.stdout).toContain("crm  in shadow: no-go");
    expect(seen.stdout).toContain("Nothing could be compared.");
    const told = JSON.parse((await destinations(["shadow", "crm", "--json"])).stdout);
    expect(told).toMatchObject({ verdict: "NO_GO", customers: { compared: 0 }, groups: [] });

    const reason = ["--reason", "they asked for it"];
    expect((await destinations(["cut-over", "crm"])).stderr).toContain("--reason");
    const refused = await destinations(["cut-over", "crm", ...reason]);
    expect([refused.exitCode, refused.stderr]).toEqual([
      ...[1, expect.stringMatching(/verdict is no-go: .*`--force` cuts over/)],
    ]);
    const done = await destinations(["cut-over", "crm", ...reason, "--force"]);
    expect([done.exitCode, done.stdout]).toEqual([0, expect.stringContaining("is told from now")]);
    const again = await destinations(["cut-over", "crm", ...reason, "--force"]);
    expect(again.stderr).toContain("is told already");

    // The document that it began by cuts nothing back, and one that says something new says how.
    expect((await destinations(["add", shadow])).stdout).toContain("nothing was changed");
    expect((await destinations(["list"])).stdout).toContain("runs");
    expect((await destinations(["add", await file("live.yaml", "mode: LIVE")])).exitCode).toBe(0);
    const backwards = await destinations(["add", shadow]);
    expect([backwards.exitCode, backwards.stderr]).toEqual([
      ...[1, expect.stringContaining("`tributary destinations cut-back crm` changes it")],
    ]);
    expect((await destinations(["cut-back", "crm", ...reason])).stdout).toContain("is in shadow");
    expect((await destinations(["shadow", "nobody"])).stderr).toContain("no destination nobody");
    await destinations(["remove", "crm"]);
  },
  TIMEOUT_MS,
);

test(
  "what cannot be set up, sealed or done ends with 1 and names what is wrong",
  async () => {
    const unknown = await destinations([
      "add",
      await file("bad.yaml", "fields: { a: customer.age }"),
    ]);
    expect([unknown.exitCode, unknown.stderr]).toEqual([
      ...[1, expect.stringMatching(/bad\.yaml:6:\d+: fields\.a: is no field; there are/)],
    ]);
    const user = (await file("user.yaml")).toString();
    await writeFile(user, "code: x\nsends: { kind: webhook, url: 'https://a:b@crm.example.com/' }");
    expect((await destinations(["add", user])).stderr).toContain("no user and no password");
    expect((await destinations(["pause", "nobody"])).stderr).toContain(
      "No destination of this code",
    );
    await destinations(["add", await file("crm.yaml")]);
    const short = await destinations(["secret", "crm"], randomBytes(4).toString("hex"));
    expect([short.exitCode, short.stderr]).toEqual([1, expect.stringContaining("whsec_ and 24")]);
    const hub = await file("hub.yaml");
    const owner = "owner: { team: CRM, contact: crm@example.com }";
    await writeFile(
      hub,
      `code: hub\nname: Hub\n${owner}\nevents: [tier.changed]\nsends: { kind: hubspot }`,
    );
    await destinations(["add", hub]);
    const made = await destinations(["secret", "hub", "--generate"]);
    expect([made.exitCode, made.stderr]).toEqual([1, expect.stringContaining("an access token")]);
    const from = ["--from", "2020-01-01T00:00:00Z", "--to", "2020-01-02T00:00:00Z"];
    expect((await destinations(["replay", "crm", ...from])).stderr).toContain("30 days");
    expect((await destinations(["skip", "crm", "crm-1"])).stderr).toContain("no dead letter");
  },
  TIMEOUT_MS,
);
