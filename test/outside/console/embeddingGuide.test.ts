import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { chromium } from "@playwright/test";
import { expect, test } from "vitest";
import { findFreePort } from "../../../scripts/faults/ports.ts";
import { makeTestFolder } from "../../support/cluster.ts";
import { inFrame, openCase } from "../../support/outside/deskStage.ts";
import { untilIt } from "../../support/outside/wait.ts";
import { START_TIMEOUT_MS } from "./support.ts";

const PROJECT = join(import.meta.dirname, "../../..");
const ANSWER_MS = 60_000;
/** A database is made and a retailer is made up, on a busy machine. */
const DEMO_MS = 200_000;

/** The shells of a reader: one block of the guide each. */
function blocksOf(guide: string): readonly string[] {
  const text = readFileSync(join(PROJECT, "docs/guides", guide), "utf8");
  return [...text.matchAll(/```sh\n(.*?)```/gs)].map(([, block = ""]) => block);
}

async function isThere(url: string): Promise<boolean> {
  return await fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

interface Told {
  readonly demo: { readonly stories: { readonly refused: { readonly code: string } | null } };
}

async function refusedCoupon(server: string): Promise<string> {
  const told = (await (await fetch(`${server}/pages/start.json`)).json()) as Told;
  return told.demo.stories.refused?.code ?? "";
}

test("the lines of embedding.md show a customer of the demo in the desk's frame", {
  timeout: START_TIMEOUT_MS,
}, async () => {
  const { DATABASE_URL: _, ...around } = process.env;
  const [port, deskPort] = [await findFreePort(), await findFreePort()];
  const server = `http://localhost:${port}`;
  const shells: ChildProcess[] = [];
  const paste = (block: string, more: NodeJS.ProcessEnv) => {
    const lines = block.replaceAll("4100", String(deskPort));
    const env = {
      ...around,
      PATH: `${join(PROJECT, "node_modules/.bin")}:${dirname(process.execPath)}:${around["PATH"]}`,
      ...{ NODE_ENV: "test", TRIBUTARY_DATA_DIR: folder, LOG_LEVEL: "error", ...more },
    };
    const shell = spawn("bash", ["-c", lines], {
      ...{ cwd: PROJECT, env },
      stdio: ["ignore", "ignore", "inherit"],
    });
    shells.push(shell);
  };
  const folder = makeTestFolder("embedding-guide");
  const [start = "", desk = ""] = blocksOf("embedding.md");
  const browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
  });
  try {
    paste(start, { PORT: String(port) });
    const started = { timeout: DEMO_MS, interval: 500 };
    await expect.poll(() => isThere(`${server}/readyz`), started).toBe(true);
    const code = await refusedCoupon(server);
    paste(desk, { PORT: String(deskPort), TRIBUTARY_URL: server });
    await untilIt("the desk is there", () => isThere(`http://127.0.0.1:${deskPort}/settings`));
    const page = await browser.newPage({ locale: "en-GB" });
    page.setDefaultTimeout(ANSWER_MS);
    await page.goto(`http://127.0.0.1:${deskPort}`);
    await openCase(page, code);
    await inFrame(page).getByTestId("tier").waitFor();
    expect(await inFrame(page).getByRole("heading", { level: 1 }).innerText()).not.toBe("");
  } finally {
    await browser.close();
    for (const shell of shells) {
      const ended = once(shell, "exit");
      shell.kill("SIGTERM");
      await ended;
    }
  }
});
