import { find, make } from "../shared/dom.ts";
import { readReadiness, readStart, type StartInfo } from "../shared/server.ts";
import { showStories } from "./stories.ts";

/** How often the page looks whether the server is well, milliseconds. */
const LOOK_EVERY_MS = 15_000;

async function showHealth(): Promise<void> {
  const element = find("health");
  const health = await readReadiness();
  const [state, text] =
    health === null
      ? (["bad", "Not reachable"] as const)
      : health.ready
        ? (["good", "Ready"] as const)
        : (["bad", "Not ready"] as const);
  const details = Object.entries(health?.checks ?? {}).map(([name, says]) => `${name}: ${says}`);
  element.className = `health ${state}`;
  element.replaceChildren(make("span", { className: "dot" }), text);
  element.title = details.join("\n");
  if (state === "bad" && details.length > 0) {
    element.append(make("span", { className: "why" }, ` (${details.join("; ")})`));
  }
}

function show({ editor, demo }: StartInfo): void {
  for (const link of document.querySelectorAll<HTMLElement>("[data-needs=editor]")) {
    link.hidden = !editor;
  }
  find("terminal").hidden = demo === null;
  if (demo !== null) {
    showStories(demo, editor);
  }
}

await showHealth();
setInterval(() => void showHealth(), LOOK_EVERY_MS);
show(await readStart());
