import { readFile, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "@playwright/test";
import type { Plugin } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listenOn, pageOf } from "../../support/outside/deskStage.ts";
import {
  installWrapper,
  openWrapperStage,
  SECRET,
  signProof,
  WRAPPER_START_MS,
  type WrapperStage,
} from "../../support/outside/wrapper.ts";
import { STORY_TIMEOUT_MS } from "./support.ts";

/**
 * The component for Salesforce in Chromium, compiled by LWC's own compiler and run by its engine.
 * What only an org has is played: the record, and Apex, by a server that signs as the class does.
 * Lightning Web Security is not there.
 */

/** Made of the text that the platform's modules would be. */
const PLATFORM: Readonly<Record<string, string>> = {
  "@salesforce/apex/TributaryTokens.fetchServer":
    'export default async () => (await fetch("/apex/server")).text();',
  "@salesforce/apex/TributaryTokens.fetchToken": `export default async () => {
    const answer = await fetch("/apex/token", { method: "POST" });
    if (!answer.ok) { throw { body: { message: await answer.text() } }; }
    return await answer.text();
  };`,
  "@salesforce/schema/Contact.Email": 'export default "Email";',
  "@salesforce/schema/Contact.Phone": 'export default "Phone";',
  "lightning/uiRecordApi": `export const getFieldValue = (data, field) => data[field];
  export class getRecord {
    constructor(tell) { this.tell = tell; }
    update({ recordId }) { this.tell({ data: globalThis.records[recordId] }); }
    connect() {}
    disconnect() {}
  }`,
};

/** The engine asks its bundler which kind of build it is. */
const RECORD_PAGE = `<!doctype html><link rel="icon" href="data:,"><body>
<script>globalThis.process = { env: { NODE_ENV: "production" } };</script>
<script type="module" src="/component.js"></script>`;

let wrapper: WrapperStage;
let org: string;
let agent = "ann@example.com";

beforeAll(async () => {
  wrapper = await openWrapperStage();
  const script = await compile(await installWrapper("salesforce"));
  org = await wrapper.stage.serve((one) => listenOn(one, "localhost"), orgServer(script));
  wrapper.stage.allow(org);
}, WRAPPER_START_MS);
afterAll(() => wrapper.stop(), WRAPPER_START_MS);

interface Bundler {
  rollup(options: object): Promise<{
    generate(options: object): Promise<{ readonly output: readonly { readonly code: string }[] }>;
  }>;
}

/** By rollup and LWC's plugin, as they are installed beside the component. */
async function compile(folder: string): Promise<string> {
  const { resolve } = createRequire(join(folder, "package.json"));
  const load = async (name: string) => await import(pathToFileURL(resolve(name)).href);
  const { rollup } = (await load("rollup")) as Bundler;
  const { default: lwc } = await load("@lwc/rollup-plugin");
  const modules = join(folder, "force-app/main/default/lwc");
  const entry = join(folder, "entry.js");
  await writeFile(
    entry,
    `import { createElement } from "lwc"; import Tributary from "c/tributary";
     globalThis.records = {};
     globalThis.show = (id, record) => {
       records[id] = record;
       const shown = document.querySelector("c-tributary");
       const element = shown ?? createElement("c-tributary", { is: Tributary });
       element.recordId = id;
       if (shown === null) { document.body.append(element); }
     };`,
  );
  const platform: Pick<Plugin, "name" | "resolveId" | "load"> = {
    name: "platform",
    resolveId: (id: string) => (PLATFORM[id] === undefined ? null : `\0${id}`),
    load: (id: string) => PLATFORM[id.slice(1)] ?? null,
  };
  const named = ["tributary", "tributaryHost"].map((name) => ({
    name: `c/${name}`,
    path: join(modules, name, `${name}.js`),
  }));
  const bundle = await rollup({
    input: entry,
    plugins: [platform, lwc({ rootDir: folder, modules: named })],
    onwarn: (warning: { readonly message: string }) => {
      throw new Error(warning.message);
    },
  });
  const { output } = await bundle.generate({ format: "esm" });
  return output[0]?.code ?? "";
}

/** A record page, and Apex as the class beside the component has it. */
function orgServer(script: string): Server {
  return createServer((request, response) => {
    const send = (status: number, type: string, body: string) =>
      response.writeHead(status, { "content-type": type }).end(body);
    if (request.url === "/apex/server") {
      send(200, "text/plain", wrapper.stage.server.url);
    } else if (request.url === "/apex/token") {
      apexToken().then(
        ({ status, text }) => send(status, "text/plain", text),
        () => response.writeHead(502).end(),
      );
    } else if (request.url === "/component.js") {
      send(200, "text/javascript", script);
    } else {
      send(200, "text/html", RECORD_PAGE);
    }
  });
}

async function apexToken(): Promise<{ readonly status: number; readonly text: string }> {
  const { issuer } = wrapper.service;
  const iat = Math.floor(Date.now() / 1_000);
  const claims = { iss: "salesforce", aud: issuer, email: agent, iat, exp: iat + 60 };
  const headers = { authorization: `Bearer ${signProof(claims, SECRET)}` };
  const answer = await fetch(`${issuer}/token`, { method: "POST", headers });
  if (!answer.ok) {
    return { status: 500, text: `The token service answered ${answer.status}` };
  }
  return { status: 200, text: ((await answer.json()) as { readonly token: string }).token };
}

const show = async (page: Page, id: string, record: object) => {
  await page.waitForFunction("globalThis.show !== undefined");
  await page.evaluate(`show(${JSON.stringify(id)}, ${JSON.stringify(record)})`);
};
const tier = (page: Page) => page.frameLocator("c-tributary iframe").getByTestId("tier");

test("shows the contact of the record page, and the next one", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const { stage } = wrapper;
  await stage.buy("first@example.com", "5.00");
  await stage.buy("second@example.com", "300.00");
  const page = await stage.open(org);
  await show(page, "003-1", { Email: "first@example.com", Phone: null });
  await tier(page).getByText("Member").waitFor();
  await show(page, "003-2", { Email: "second@example.com", Phone: null });
  await tier(page).getByText("Silver").waitFor();
  expect(stage.takeFaults()).toEqual([]);
  await page.context().close();
});

test("says what Apex says where there is no token", { timeout: STORY_TIMEOUT_MS }, async () => {
  const { stage } = wrapper;
  agent = "stranger@example.com";
  const page = await stage.open(org);
  await show(page, "003-1", { Email: "first@example.com" });
  await page.getByRole("alert").getByText("The token service answered 401").waitFor();
  expect(await tier(page).count()).toBe(0);
  expect(stage.takeFaults().filter((fault) => !fault.includes("500"))).toEqual([]);
  await page.context().close();
});

test("cannot run in a frame that is kept from its own origin, as the README says", {
  timeout: STORY_TIMEOUT_MS,
}, async () => {
  const { stage } = wrapper;
  const around = pageOf(
    `<iframe sandbox="allow-scripts" src="${stage.server.url}/console/embed"></iframe>`,
  );
  const origin = await stage.serve((one) => listenOn(one, "localhost"), around);
  stage.allow(origin);
  const page = await stage.open(origin);
  const faults: string[] = [];
  const isKept = () => {
    faults.push(...stage.takeFaults());
    return faults.some((fault) => /blocked by CORS policy/.test(fault));
  };
  await expect.poll(isKept, { timeout: 30_000 }).toBe(true);
  await page.context().close();
});

test("is the same module around the frame as everywhere else", async () => {
  const at = (path: string) =>
    readFile(join(import.meta.dirname, "../../../examples/embedding", path), "utf8");
  const host = await at("host.js");
  expect(await at("zendesk/assets/host.js")).toBe(host);
  expect(await at("salesforce/force-app/main/default/lwc/tributaryHost/tributaryHost.js")).toBe(
    host,
  );
});
