/** Where the provider sends the browser back to. */
export const SIGNED_IN_PATH = "/console/signed-in";
/** What somebody who came by the provider is remembered by. */
export const PROVIDER_MEMO = "provider";
