import type { Page } from "@playwright/test";

/** How long somebody who types waits for the page of a customer, as the browser has it. */

/** From the key to the frame in which tier and orders are drawn. */
const WATCH = `
  void (globalThis.shownMs = new Promise((resolve) => {
    addEventListener("keydown", ({ key, timeStamp }) => {
      if (key !== "Enter") {
        return;
      }
      const look = () =>
        document.querySelector("[data-testid=tier]") === null
          ? requestAnimationFrame(look)
          : requestAnimationFrame(() => resolve(performance.now() - timeStamp));
      look();
    }, { capture: true });
  }))`;

/**
 * Searches in a console in which an agent is signed in, and waits for the only hit's page.
 *
 * @returns milliseconds from Enter to the page
 */
export async function enterToPage(page: Page, text: string): Promise<number> {
  await page.getByRole("link", { name: "Find a customer" }).click();
  await page.getByRole("heading", { name: "Find a customer" }).waitFor();
  await page.getByRole("searchbox").fill(text);
  await page.evaluate(WATCH);
  await page.getByRole("searchbox").press("Enter");
  return await page.evaluate<number>("globalThis.shownMs");
}
