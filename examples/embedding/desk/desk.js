import { embedTributary } from "/host.js";

const frame = /** @type {HTMLIFrameElement} */ (document.getElementById("tributary"));
const form = /** @type {HTMLFormElement} */ (document.getElementById("case"));
const said = /** @type {HTMLElement} */ (document.getElementById("said"));

const { server } = await (await fetch("/settings")).json();
const tributary = embedTributary(frame, {
  server,
  fetchToken: async () => {
    const answer = await fetch("/token", { method: "POST" });
    if (!answer.ok) {
      throw new Error(`No token: ${answer.status}`);
    }
    return (await answer.json()).token;
  },
  failed: (error) => {
    said.textContent = error instanceof Error ? error.message : String(error);
  },
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  tributary.find(String(new FormData(form).get("who")));
});
