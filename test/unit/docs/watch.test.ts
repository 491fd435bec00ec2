import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { DEFAULT_BOUNDARIES } from "../../../src/programme/setup/defaultSetup.ts";
import { metricsIn } from "../../support/watch/promql.ts";

const ROOT = join(import.meta.dirname, "../../..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");

interface Alert {
  readonly alert: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels: { readonly severity: string };
  readonly annotations: Readonly<Record<"summary" | "description" | "runbook_url", string>>;
}

const alerts: readonly Alert[] = parse(read("deploy/prometheus/alerts.yml")).groups[0].rules;

/** Addresses of the headings of a page, as they are linked. */
function headingsOf(page: string): readonly string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
}

describe("every alert", () => {
  test("has a severity, says what is wrong and what to do, and names itself", () => {
    expect(alerts.length).toBeGreaterThan(15);
    for (const { alert, labels, annotations } of alerts) {
      expect(alert).toMatch(/^Tributary[A-Z]\w+$/);
      expect(["critical", "warning"]).toContain(labels.severity);
      expect([alert, annotations.summary.length > 20]).toEqual([alert, true]);
      expect([alert, annotations.description.length > 40]).toEqual([alert, true]);
    }
  });

  test("leads to a heading of a runbook that is there", () => {
    for (const { alert, annotations } of alerts) {
      const pages = annotations.runbook_url.includes("$labels.boundary")
        ? DEFAULT_BOUNDARIES.map(({ code }) =>
            annotations.runbook_url.replace("{{ $labels.boundary }}", code),
          )
        : [annotations.runbook_url];
      for (const address of pages) {
        const [page = "", heading] = address.split("#");
        expect([alert, page, existsSync(join(ROOT, page))]).toEqual([alert, page, true]);
        if (heading !== undefined) {
          expect(headingsOf(page)).toContain(heading);
        }
      }
    }
  });

  test("waits for a while, unless what it sees is never right", () => {
    const atOnce = alerts.filter((alert) => alert.for === undefined).map(({ alert }) => alert);
    expect(atOnce.sort()).toEqual([
      "TributaryHeldWaitOver",
      "TributaryPoolWaiting",
      "TributaryStreamLost",
      "TributaryVerifyFinding",
    ]);
  });
});

test("every runbook says what is wrong, where it is seen and what to do", () => {
  for (const name of readdirSync(join(ROOT, "docs/runbooks"))) {
    const text = read(`docs/runbooks/${name}`);
    for (const part of ["**What is wrong.**", "**See it.**", "**Do.**", "**Afterwards.**"]) {
      expect([name, text.includes(part)]).toEqual([name, true]);
    }
  }
});

describe("the names in an expression", () => {
  test.each([
    ['sum by (le, x) (rate(a_bucket{b="c d"}[5m])) > 1', ["a_bucket"]],
    ["max by (r) (a) - (max by (r) (b offset 1h)) > 100", ["a", "b"]],
    ["time() - a:b > on (instance) group_left (x) c or vector(0)", ["a:b", "c"]],
    ["histogram_quantile(0.95, sum(rate(a_bucket[$__rate_interval]))) * 2e3", ["a_bucket"]],
  ])("are seen: %s", (expression, names) => {
    expect(metricsIn(expression)).toEqual(names);
  });
});
