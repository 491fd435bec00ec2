import { embedTributary } from "./host.js";

/** How tall the frame is in the sidebar, as ZAF takes it. */
const SIZE = { width: "100%", height: "760px" };
/** How long a request that Zendesk signs for us is good for, seconds. */
const PROOF_S = 60;

/** @typedef {{ name?: string, email?: string, externalId?: string }} Person */

// Of zaf_sdk.min.js, which the page loads before.
const client = /** @type {any} */ (globalThis).ZAFClient.init();
const frame = /** @type {HTMLIFrameElement} */ (document.getElementById("tributary"));
const said = /** @type {HTMLElement} */ (document.getElementById("said"));

const { settings } = await client.metadata();

/**
 * The secret stays with Zendesk: its proxy writes the signed token into the request on its way.
 *
 * @returns {Promise<string>}
 */
async function fetchToken() {
  const { currentUser } = await client.get("currentUser");
  const { token } = await client.request({
    url: `${settings.tokens}/token`,
    type: "POST",
    contentType: "application/json",
    data: "{}",
    secure: true,
    headers: { Authorization: "Bearer {{jwt.token}}" },
    jwt: {
      algorithm: "HS256",
      secret_key: "{{setting.shared_secret}}",
      expiry: PROOF_S,
      claims: { iss: "zendesk", aud: settings.tokens, email: currentUser.email },
    },
  });
  return token;
}

const tributary = embedTributary(frame, {
  server: settings.server,
  fetchToken,
  failed: () => {
    said.textContent = "The token service gave no token. Ask who has set up this app.";
  },
});

/** The requester, by e-mail, or else by the first telephone number. */
async function showRequester() {
  const { "ticket.requester": requester } = await client.get("ticket.requester");
  const phone = requester?.identities?.find(
    /** @param {{ type: string }} one */ ({ type }) => type === "phone_number",
  );
  const text = requester?.email || phone?.value;
  if (text) {
    tributary.find(text);
  }
}

client.on("ticket.requester.id.changed", showRequester);
await client.invoke("resize", SIZE);
await showRequester();
