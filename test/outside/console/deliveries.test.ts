import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  type ScriptedReceiver,
  startScriptedReceiver,
} from "../../support/deliveries/scriptedReceiver.ts";
import {
  closePage,
  type Demo,
  NARROW,
  overhangOf,
  START_TIMEOUT_MS,
  STORY_TIMEOUT_MS,
  sellTo,
  startDemo,
  violationsOf,
} from "./support.ts";

/** A destination that refuses, from the wall to its dead letter, in a real browser. */

let demo: Demo;
let receiver: ScriptedReceiver;
beforeAll(async () => {
  receiver = await startScriptedReceiver();
  demo = await startDemo("console-deliveries", { DELIVER_ALLOW_NETWORKS: "127.0.0.0/8" });
  const { setup } = await demo.ask<{ setup: { document: string } }>(
    "admin",
    "{ setup { document } }",
  );
  const { rules: _rules, ...document } = JSON.parse(setup.document);
  const crm = {
    ...{ code: "crm", name: "CRM", owner: { team: "CRM team", contact: "crm@example.com" } },
    ...{ events: ["points.changed"], sends: { kind: "webhook", url: receiver.url } },
  };
  const { applySetup } = await demo.ask<{ applySetup: { userErrors: object[] } }>(
    "admin",
    "mutation ($d: String!) { applySetup(input: { document: $d }) { userErrors { code message } } }",
    { d: JSON.stringify({ ...document, destinations: [crm] }) },
  );
  expect(applySetup.userErrors).toEqual([]);
  await demo.cli("destinations", "secret", "crm", "--generate");
}, START_TIMEOUT_MS);
afterAll(async () => {
  await demo?.stop();
  await receiver?.close();
}, START_TIMEOUT_MS);
afterEach(() => {
  expect(demo.takeFaults()).toEqual([]);
});

test("operations sees on the wall what is stuck and whose it is, follows it to the purchase, and has the dead letter tried again", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  receiver.script(() => ({ status: 422, body: "no such contact" }));
  await sellTo(demo, 1);
  const page = await demo.openAs("operator", "/console/wall");
  await page.getByRole("heading", { level: 1, name: "Is anything broken?" }).waitFor();
  const verdict = page.locator("#content").getByRole("status").first();
  await expect
    .poll(
      async () => {
        await page.reload();
        await page.getByRole("region", { name: "Tributary → CRM" }).waitFor();
        return await verdict.innerText();
      },
      { timeout: 30_000, interval: 1_000 },
    )
    .toContain("something is stuck");
  const box = page.getByRole("region", { name: "Tributary → CRM" });
  await box.getByText("stuck", { exact: true }).waitFor();
  await box.getByText("Refused for good (422: no such contact).").waitFor();
  expect(await box.innerText()).toContain("CRM team, crm@example.com");
  await expect.poll(() => violationsOf(page), { timeout: 20_000 }).toEqual([]);

  const broken = page.getByRole("region", { name: "What is broken" });
  const incident = broken.getByRole("row").filter({ hasText: "CRM team" }).first();
  await incident.waitFor({ timeout: 60_000 });
  expect(await incident.innerText()).toMatch(/nobody yet[\s\S]*I look after it/);
  await incident.getByRole("button", { name: /^I look after it/ }).click();
  await expect.poll(() => incident.innerText(), { timeout: 20_000 }).toContain("demo-operator");
  await page
    .getByRole("region", { name: "What we promise" })
    .getByRole("row")
    .nth(1)
    .getByText(/%/)
    .first()
    .waitFor();
  await expect.poll(() => violationsOf(page), { timeout: 20_000 }).toEqual([]);
  await box.getByRole("link").first().click();
  await page.getByRole("heading", { level: 1, name: "One purchase, hop by hop" }).waitFor();
  await page.getByText("Refused for good (422: no such contact).").waitFor();

  await page.goto(`${demo.url}/console/destinations`);
  const crm = page.getByRole("region", { name: "CRM (webhook)" });
  await crm.getByText("has refused something").waitFor();
  await crm.getByText("422: no such contact").waitFor();
  await expect.poll(() => violationsOf(page), { timeout: 20_000 }).toEqual([]);
  await page.setViewportSize(NARROW.viewport);
  await expect.poll(() => overhangOf(page), { timeout: 20_000 }).toBe(0);
  receiver.script(() => ({ status: 204 }));
  await crm.getByRole("button", { name: /^Try again/ }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => crm.innerText(), { timeout: 20_000 }).toContain("takes what it is told");
  // It is no dead letter any more before it is sent.
  await expect.poll(() => receiver.taken.length, { timeout: 20_000 }).toBe(1);
  await crm.getByRole("button", { name: "Stop it" }).click();
  await crm.getByText("stopped by somebody").waitFor();
  await crm.getByRole("button", { name: "Let it go on" }).click();
  await expect.poll(() => crm.innerText(), { timeout: 20_000 }).not.toContain("stopped by");
  await closePage(page);
});

test("a dead letter is left out, and nothing is held up any more", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  receiver.script(() => ({ status: 410, body: "gone" }));
  await sellTo(demo, 1);
  const page = await demo.openAs("operator", "/console/destinations");
  const crm = page.getByRole("region", { name: "CRM (webhook)" });
  await expect
    .poll(
      async () => {
        await page.reload();
        return await crm.innerText();
      },
      { timeout: 30_000, interval: 1_000 },
    )
    .toContain("410: gone");
  await crm
    .getByRole("row")
    .filter({ hasText: "410: gone" })
    .getByRole("button", { name: /^Leave out/ })
    .click();
  await expect.poll(() => crm.innerText(), { timeout: 20_000 }).toContain("takes what it is told");
  await closePage(page);
});
