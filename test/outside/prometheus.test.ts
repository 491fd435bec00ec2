import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { createBenchKey, type RealServer, startRealServer } from "../../bench/processes/server.ts";
import { findFreePort } from "../../scripts/faults/ports.ts";
import { cloneTemplateDatabase, type TestDatabase } from "../support/database.ts";
import { soldEvent } from "../support/purchases.ts";
import { setUpRetailer } from "../support/server.ts";
import { metricsIn } from "../support/watch/promql.ts";

const ROOT = join(import.meta.dirname, "../..");
const DEPLOY = join(ROOT, "deploy/prometheus");
const RULES = join(DEPLOY, "alerts.yml");
const POLL_MS = 200;
/** A figure of the database is ten seconds old at most, and an alert is judged every second. */
const PATIENCE_MS = 40_000;
const SLOW_TEST_MS = 90_000;

const folder = mkdtempSync(join(tmpdir(), "tributary-prometheus-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Rule {
  readonly alert: string;
  expr: string;
  for?: string;
}
interface Rules {
  readonly groups: readonly { readonly name: string; readonly rules: Rule[] }[];
}
const readRules = (): Rules => parse(readFileSync(RULES, "utf8"));
const alerts = readRules().groups.flatMap(({ rules }) => rules);

function promtool(...args: string[]) {
  const { status, stdout, stderr } = spawnSync("promtool", args, { encoding: "utf8" });
  return { status, said: `${stdout}${stderr}` };
}

describe("what a retailer copies", () => {
  test("is taken by Prometheus: rules and configuration", () => {
    expect(promtool("check", "rules", RULES)).toMatchObject({ status: 0 });
    const config = join(DEPLOY, "prometheus.yml");
    expect(promtool("check", "config", config)).toMatchObject({ status: 0 });
  });

  test("has alerts that fire at their fault and are silent beside it", () => {
    const { status, said } = promtool("test", "rules", join(DEPLOY, "alerts.test.yml"));
    expect(said).toContain("SUCCESS");
    expect(status).toBe(0);
  });

  test("has no alert whose test would pass if it never fired", () => {
    const rules = readRules();
    for (const rule of rules.groups.flatMap((group) => group.rules)) {
      rule.expr = "vector(0) > 1";
    }
    writeFileSync(join(folder, "alerts.yml"), stringify(rules));
    const tests = readFileSync(join(DEPLOY, "alerts.test.yml"));
    writeFileSync(join(folder, "alerts.test.yml"), tests);
    const { said } = promtool("test", "rules", join(folder, "alerts.test.yml"));
    const passed = alerts.filter(({ alert }) => !said.includes(`alertname="${alert}"`));
    expect(passed.map(({ alert }) => alert)).toEqual([]);
  });
});

describe("a Prometheus that scrapes a server", () => {
  let database: TestDatabase;
  let server: RealServer;
  let scraped: string;
  let prometheus: ReturnType<typeof spawn>;
  let address: string;

  beforeAll(async () => {
    database = await cloneTemplateDatabase();
    await setUpRetailer(database.sql);
    const metricsPort = await findFreePort();
    server = await startRealServer(database.url, join(folder, "data"), {
      METRICS_PORT: String(metricsPort),
      LOG_LEVEL: "silent",
    });
    scraped = `127.0.0.1:${metricsPort}`;
    await useIt();
    address = await startPrometheus(scraped);
  }, SLOW_TEST_MS);
  afterAll(async () => {
    if (prometheus !== undefined) {
      const ended = once(prometheus, "exit");
      prometheus.kill();
      await ended;
    }
    await server?.stop();
    await database?.drop();
  });

  /** What has labels has no series before it was used. */
  async function useIt(): Promise<void> {
    const key = await createBenchKey(database.url, "admin");
    const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
    const post = (path: string, body: object, type = "application/json") =>
      fetch(`http://127.0.0.1:${server.port}${path}`, {
        method: "POST",
        headers: { ...headers, "content-type": type },
        body: JSON.stringify(body),
      });
    // Sold just now: what was sold a minute ago is late by the time that it is here.
    const sale = soldEvent({ occurredAt: new Date().toISOString() });
    expect((await post("/v1/events", sale, "application/x-ndjson")).status).toBe(200);
    expect((await post("/graphql", { query: "{ __typename }" })).status).toBe(200);
  }

  /** The files of deploy/, but judged every second and without waiting. */
  async function startPrometheus(target: string): Promise<string> {
    const config = parse(readFileSync(join(DEPLOY, "prometheus.yml"), "utf8"));
    config.global = { scrape_interval: "1s", evaluation_interval: "1s", scrape_timeout: "1s" };
    config.scrape_configs[0].static_configs[0].targets = [target];
    const rules = readRules();
    for (const rule of rules.groups.flatMap((group) => group.rules)) {
      delete rule.for;
    }
    writeFileSync(join(folder, "prometheus.yml"), stringify(config));
    writeFileSync(join(folder, "alerts.yml"), stringify(rules));
    const listen = `127.0.0.1:${await findFreePort()}`;
    prometheus = spawn(
      "prometheus",
      [
        `--config.file=${join(folder, "prometheus.yml")}`,
        `--storage.tsdb.path=${join(folder, "tsdb")}`,
        `--web.listen-address=${listen}`,
        "--log.level=error",
      ],
      { stdio: ["ignore", "ignore", "inherit"] },
    );
    return `http://${listen}`;
  }

  async function ask<Data>(path: string): Promise<Data> {
    const answer = await fetch(`${address}/api/v1/${path}`);
    return ((await answer.json()) as { readonly data: Data }).data;
  }

  async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (!(await isSo().catch(() => false))) {
      if (performance.now() > deadline) {
        throw new Error(`this did not happen: ${what}`);
      }
      await delay(POLL_MS);
    }
  }

  interface Firing {
    readonly alerts: readonly {
      readonly state: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly annotations: Readonly<Record<string, string>>;
    }[];
  }
  const firing = async () =>
    (await ask<Firing>("alerts")).alerts.filter(({ state }) => state === "firing");

  test(
    "finds it up, and none of its alerts fires",
    async () => {
      interface Targets {
        readonly activeTargets: readonly { readonly health: string; readonly lastError: string }[];
      }
      await until("the target is up", async () => {
        const { activeTargets } = await ask<Targets>("targets");
        return activeTargets.length === 1 && activeTargets[0]?.health === "up";
      });
      await until("the rules were judged", async () => {
        const { groups } = await ask<{ groups: { rules: { lastEvaluation: string }[] }[] }>(
          "rules",
        );
        return groups[0]?.rules.every((rule) => !rule.lastEvaluation.startsWith("0001")) === true;
      });
      expect((await firing()).map(({ labels }) => labels)).toEqual([]);
    },
    SLOW_TEST_MS,
  );

  test("is told every metric that the dashboard, the alerts and the runbooks name", async () => {
    const text = await (await fetch(`http://${scraped}/metrics`)).text();
    const known = new Set(
      [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].flatMap(([, name = "", type]) =>
        type === "histogram" ? ["_bucket", "_sum", "_count"].map((end) => name + end) : [name],
      ),
    );
    const dashboard = JSON.parse(readFileSync(join(ROOT, "deploy/grafana/tributary.json"), "utf8"));
    interface Panel {
      readonly targets?: readonly { readonly expr: string }[];
    }
    const asked = [
      ...alerts.map(({ expr }) => expr),
      ...(dashboard.panels as Panel[]).flatMap(({ targets = [] }) => targets.map((t) => t.expr)),
    ].flatMap(metricsIn);
    expect(asked.length).toBeGreaterThan(60);
    const books = readdirSync(join(ROOT, "docs/runbooks")).map((name) => `docs/runbooks/${name}`);
    const named = [...books, "docs/guides/watch.md", "docs/configuration.md"].flatMap((page) => [
      ...readFileSync(join(ROOT, page), "utf8").matchAll(
        /\b(?:tributary|nodejs|process)_[a-z_0-9]+\b/g,
      ),
    ]);
    const bases = new Set([...known].map((name) => name.replace(/_bucket$/, "")));
    const missing = [...asked, ...named.map(([name]) => name)].filter(
      (name) => name !== "up" && !known.has(name) && !bases.has(name),
    );
    expect([...new Set(missing)]).toEqual([]);
    // And ours have help that a scraper keeps.
    expect(text).not.toMatch(/^# HELP tributary_\S+ .{0,30}$/m);
  });

  test("judges every panel of the dashboard", async () => {
    const dashboard = readFileSync(join(ROOT, "deploy/grafana/tributary.json"), "utf8");
    const expressions = [...dashboard.matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g)].map(
      ([, text = ""]) =>
        (JSON.parse(text) as string)
          .replaceAll("$__rate_interval", "1m")
          .replaceAll("$job", "tributary")
          .replaceAll("$instance", ".*"),
    );
    expect(expressions.length).toBeGreaterThan(40);
    for (const expression of expressions) {
      const answer = await fetch(`${address}/api/v1/query?query=${encodeURIComponent(expression)}`);
      expect([expression, answer.status]).toEqual([expression, 200]);
    }
  });

  test(
    "fires within seconds of a purchase that cannot be applied, and names its runbook",
    async () => {
      await database.sql`
      update events set outcome = 'HELD', reason = 'INTERNAL', wait_key = 'operator',
             wait_until = now() + interval '90 days'
       where id = (select min(id) from events)`;
      const isHeld = ({ labels }: Firing["alerts"][number]) =>
        labels["alertname"] === "TributaryHeldInternal";
      await until("the alert fires", async () => (await firing()).some(isHeld));
      const alert = (await firing()).find(isHeld);
      expect(alert?.annotations["runbook_url"]).toBe("docs/runbooks/evaluated.md#evaluated");
      expect(alert?.annotations["summary"]).toContain("1 purchases cannot be applied");
    },
    SLOW_TEST_MS,
  );

  test(
    "fires when the server is gone",
    async () => {
      await server.stop();
      await until("the alert fires", async () =>
        (await firing()).some(({ labels }) => labels["alertname"] === "TributaryDown"),
      );
    },
    SLOW_TEST_MS,
  );
});
